import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Context, digestOf, hexOf, Platform } from '@frazil/core';
import { sweepFolder, temporaryName } from '@frazil/files';
import * as z from 'zod/mini';
import { runProgram } from '../run-program.ts';
import { PROBE_SCRIPT } from './probe-script.ts';

/** A CPython found on this machine. */
export const InstalledPython = z.strictObject({
  /** The program itself, links resolved. */
  executable: z.string(),
  version: z.string(),
  platform: Platform,
  prefix: z.string(),
  /** The folder of the standard library. */
  library: z.string(),
  /** The folder of the C headers; may not exist. */
  headers: z.string(),
  /** Tells this build from others of the same version. */
  build: z.string(),
});
export type InstalledPython = z.infer<typeof InstalledPython>;

const Answer = z.object({
  implementation: z.string(),
  version: z.string(),
  isFinal: z.boolean(),
  isOrdinary: z.boolean(),
  os: z.string(),
  machine: z.string(),
  isMusl: z.boolean(),
  prefix: z.string(),
  library: z.string(),
  headers: z.string(),
  shared: z.string(),
  build: z.array(z.string()),
});
type Answer = z.infer<typeof Answer>;

const Remembered = z.strictObject({ stamp: z.string(), python: z.nullable(InstalledPython) });

/**
 * Asks an executable (links resolved) what it is; undefined when it isn't a CPython that layers can be made of: not final, a debug
 * or free-threaded build, built for musl, broken. What it said is remembered until the file changes.
 */
export async function probePython(executable: string, cacheDirectory: string, context: Context): Promise<InstalledPython | undefined> {
  const { mtimeMs, size } = await stat(executable);
  const stamp = `1 ${mtimeMs} ${size}`;
  const memory = join(cacheDirectory, 'installed', `${hexOf(digestOf(executable)).slice(0, 24)}.json`);
  const remembered = await recall(memory);
  if (remembered?.stamp === stamp) return remembered.python ?? undefined;
  const answer = await ask(executable, context);
  if (answer === undefined) return undefined;
  const python = await describe(executable, answer);
  await remember(memory, { stamp, python: python ?? null });
  return python;
}

async function ask(executable: string, context: Context): Promise<Answer | undefined> {
  const signal = AbortSignal.any([context.signal, AbortSignal.timeout(30_000)]);
  try {
    const { stdout } = await runProgram({ path: executable, arguments: ['-I', '-S', '-c', PROBE_SCRIPT], signal });
    return Answer.parse(JSON.parse(stdout.toString()));
  } catch {
    context.signal.throwIfAborted();
    return undefined;
  }
}

async function describe(executable: string, answer: Answer): Promise<InstalledPython | undefined> {
  const platform = Platform.safeParse(`${answer.os === 'Darwin' ? 'osx' : answer.os.toLowerCase()}-${answer.machine}`);
  const isUsable = answer.implementation === 'cpython' && answer.isFinal && answer.isOrdinary && !answer.isMusl;
  if (!isUsable || !platform.success) return undefined;
  const { version, prefix, library, headers } = answer;
  const code = await fileDigest(answer.shared).catch(() => fileDigest(executable));
  const build = hexOf(digestOf(JSON.stringify([answer.build, code]))).slice(0, 16);
  return { executable, version, platform: platform.data, prefix, library, headers, build };
}

async function fileDigest(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

async function recall(path: string): Promise<z.infer<typeof Remembered> | undefined> {
  try {
    return Remembered.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return undefined;
  }
}

// To be asked again is only slower, so a disk that can't keep the answer is no failure.
async function remember(path: string, memory: z.infer<typeof Remembered>): Promise<void> {
  const temporary = join(dirname(path), temporaryName());
  try {
    await mkdir(dirname(path), { recursive: true });
    await sweepFolder(dirname(path));
    await writeFile(temporary, JSON.stringify(memory));
    await rename(temporary, path);
  } catch {
    await rm(temporary, { force: true }).catch(() => undefined);
  }
}
