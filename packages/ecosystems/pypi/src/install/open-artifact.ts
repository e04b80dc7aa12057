import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { installErrors } from './errors.ts';

const PIECE = 1 << 20;

/** Opens a file for reading after it was found to have this sha256; what is read from the handle is what was checked. */
export async function openArtifact(path: string, file: string, sha256: string, signal: AbortSignal): Promise<FileHandle> {
  const handle = await open(path).catch((cause: unknown) => unreadable(file, cause));
  try {
    const actual = await sha256Of(handle, signal).catch((cause: unknown) => {
      signal.throwIfAborted();
      return unreadable(file, cause);
    });
    if (actual !== sha256) throw installErrors.create('wheel.wrong-artifact', { file, expected: sha256, actual });
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function sha256Of(handle: FileHandle, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  const piece = Buffer.allocUnsafe(PIECE);
  for (let position = 0; ; ) {
    signal.throwIfAborted();
    const { bytesRead } = await handle.read(piece, 0, PIECE, position);
    if (bytesRead === 0) return hash.digest('hex');
    hash.update(piece.subarray(0, bytesRead));
    position += bytesRead;
  }
}

function unreadable(file: string, cause: unknown): never {
  const reason = cause instanceof Error ? cause.message : String(cause);
  throw installErrors.create('wheel.unreadable', { file, reason }, { cause });
}
