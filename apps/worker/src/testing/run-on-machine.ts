import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { planFlow } from '@frazil/core';
import { readManifest } from '@frazil/deployments';
import { walkPlan } from '@frazil/testkit';
import type { DeployedFlow } from './deploy-flow.ts';
import { readOut } from './read-out.ts';

interface WorkerResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command of a built worker as a process of this machine, with these variables and no others. */
function runWorker(worker: string, command: string, variables: Readonly<Record<string, string>>): Promise<WorkerResult> {
  const child = spawn(worker, [command], { env: variables, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (bytes) => (stdout += bytes));
  child.stderr.on('data', (bytes) => (stderr += bytes));
  return new Promise((resolve, reject) => child.once('error', reject).once('close', (code) => resolve({ code, stdout, stderr })));
}

/** Walks a deployed flow as an engine does, a process for each task; gives what each printed, by `step/path`. Throws when one fails. */
export async function walkWithWorker(
  worker: string,
  { store, manifest, variables, folder }: DeployedFlow,
): Promise<ReadonlyMap<string, string>> {
  const { flow } = await readManifest(store, manifest);
  const printed = new Map<string, string>();
  const hydrated = await runWorker(worker, 'hydrate', { ...variables, FRAZIL_STEP: 'start' });
  if (hydrated.code !== 0) throw new Error(hydrated.stderr);
  await walkPlan(planFlow(flow, { environments: new Map() }), async (place, path) => {
    const out = join(folder, 'out', `${place}.${path}`);
    mkdirSync(out, { recursive: true });
    const given = { ...variables, FRAZIL_STEP: place, FRAZIL_PATH: path, FRAZIL_OUT: out };
    const { code, stdout, stderr } = await runWorker(worker, 'task', given);
    if (code !== 0) throw new Error(`${place}/${path} ended with ${code}: ${stderr}`);
    printed.set(`${place}/${path}`, stdout);
    return readOut(out);
  });
  return printed;
}
