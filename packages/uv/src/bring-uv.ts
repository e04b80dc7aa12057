import { chmod, mkdir, readdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Context, diskError, diskErrorOf, type Platform } from '@frazil/core';
import { sweepFolder, temporaryName } from '@frazil/files';
import { uvErrors } from './errors.ts';
import { findPythons } from './find-pythons.ts';
import { PINNED_UV } from './pinned-uv.ts';
import { redact } from './redact.ts';
import { runProgram } from './run-program.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** What to bring, and where to. */
export interface BringUvInput {
  /** The folder that gets the executable `uv`. */
  readonly directory: string;
  readonly platform: Platform;
  readonly variables: Variables;
}

/** When every brought uv says that it was modified: one that was written to since says something else. */
export const BROUGHT = new Date('2000-01-01T00:00:00Z');

const EXTRACT = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as wheel, open(sys.argv[2], 'wb') as out:
    name = next(n for n in wheel.namelist() if n.endswith('.data/scripts/uv'))
    out.write(wheel.read(name))
`;

/**
 * Brings the pinned uv with the user's own pip, which knows their index, proxy and certificates, and verifies its hash. The
 * executable appears whole, in one rename: processes may bring it at the same time. Network.
 */
export async function bringUv({ directory, platform, variables }: BringUvInput, context: Context): Promise<void> {
  context.reporter.report({ kind: 'note', level: 'info', message: `Bringing uv ${PINNED_UV.version}` });
  const python = await findPip(variables, context);
  const temporary = await onDisk(directory, async () => {
    await mkdir(directory, { recursive: true });
    await sweepFolder(directory);
    const folder = join(directory, temporaryName());
    await mkdir(folder);
    return folder;
  });
  try {
    const wheel = await download(python, temporary, { directory, platform, variables }, context);
    const executable = join(temporary, 'uv');
    const output = await runProgram({
      path: python,
      arguments: ['-I', '-c', EXTRACT, wheel, executable],
      variables,
      signal: context.signal,
    });
    if (output.exitCode !== 0) throw notBrought(output.stderr, directory, variables);
    await onDisk(directory, async () => {
      await chmod(executable, 0o755);
      await utimes(executable, BROUGHT, BROUGHT);
      await rename(executable, join(directory, 'uv'));
    });
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

async function findPip(variables: Variables, context: Context): Promise<string> {
  const tried = await findPythons(variables);
  for (const python of tried) {
    // A shim may name a Python that isn't there, and Debian's python3 comes without pip: try the next.
    const output = await runProgram({
      path: python,
      arguments: ['-m', 'pip', '--version'],
      variables,
      signal: context.signal,
      directory: tmpdir(),
    });
    if (output.exitCode === 0) return python;
  }
  throw uvErrors.create('uv.no-pip', { version: PINNED_UV.version, tried });
}

async function download(python: string, temporary: string, { platform, variables }: BringUvInput, context: Context): Promise<string> {
  const { tag, sha256 } = PINNED_UV.wheels[platform];
  const requirements = join(temporary, 'requirements.txt');
  await onDisk(temporary, () => writeFile(requirements, `uv==${PINNED_UV.version} --hash=sha256:${sha256}\n`));
  const args = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary', ':all:', '--require-hashes'];
  const output = await runProgram({
    path: python,
    arguments: [...args, '--platform', tag, '--requirement', requirements, '--dest', temporary],
    variables: { ...variables, PIP_NO_INPUT: '1', PIP_DISABLE_PIP_VERSION_CHECK: '1', PIP_REQUIRE_VIRTUALENV: 'false' },
    directory: temporary,
    signal: context.signal,
  });
  const wheel = (await readdir(temporary)).find((name) => name.endsWith('.whl'));
  if (output.exitCode !== 0 || wheel === undefined) throw notBrought(output.stderr, temporary, variables);
  return join(temporary, wheel);
}

function notBrought(output: string, path: string, variables: Variables): Error {
  if (/No space left on device|Disk quota exceeded/.test(output))
    return diskErrorOf('ENOSPC', { doing: 'bringing uv to', path: dirname(path) });
  return uvErrors.create('uv.not-brought', { version: PINNED_UV.version, output: redact(output, variables) });
}

async function onDisk<Result>(path: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw diskError(error, 'bringing uv to', path);
  }
}
