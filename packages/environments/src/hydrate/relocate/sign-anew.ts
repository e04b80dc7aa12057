import { execFile } from 'node:child_process';
import { chmod, stat } from 'node:fs/promises';
import { promisify } from 'node:util';

const MACH_O: readonly number[] = [0xfeedface, 0xfeedfacf, 0xcefaedfe, 0xcffaedfe, 0xcafebabe];

/** Signs a program or library that was changed, on macOS, which refuses those whose signature is wrong. Does nothing where there is no codesign. */
export async function signAnew(path: string, content: Buffer): Promise<void> {
  if (process.platform !== 'darwin' || content.length < 4 || !MACH_O.includes(content.readUInt32BE(0))) return;
  const { mode } = await stat(path);
  await chmod(path, mode | 0o200);
  await promisify(execFile)('codesign', ['--force', '--sign', '-', path]).catch(() => undefined);
  await chmod(path, mode);
}
