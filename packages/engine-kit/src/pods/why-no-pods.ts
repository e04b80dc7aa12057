import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runContainer } from './run-container.ts';

/** Why this machine can't run pods: it takes Linux and, to make namespaces and mounts, root. Undefined when it can. */
export async function whyNoPods(): Promise<string | undefined> {
  if (process.platform !== 'linux') return 'pods are run in namespaces of Linux';
  const scratch = await mkdtemp(join(tmpdir(), 'frazil-pods-'));
  const lines: string[] = [];
  const { exitCode } = runContainer({
    ...{ root: '/', scratch, mounts: [], directory: '/', command: ['/bin/true'], networkOf: undefined },
    variables: { PATH: '/usr/bin:/bin' },
    onLine: (line) => lines.push(line),
  });
  const code = await exitCode;
  await rm(scratch, { recursive: true, force: true });
  return code === 0 ? undefined : `pods take namespaces and mounts, which this machine doesn't let this user make: ${lines.join(' ')}`;
}
