import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { type Digest, digestFromHex } from '@frazil/core';

const PIECE = 1024 * 1024;

/** The digest of a file, however large: the next piece is read while one is hashed, in two buffers and no more. */
export async function digestOfFile(path: string): Promise<Digest> {
  const hash = createHash('sha256');
  await using file = await open(path);
  for await (const piece of piecesOf(file)) hash.update(piece);
  return digestFromHex(hash.digest('hex'));
}

/** The bytes of a file in pieces, each good until the next one is asked for. */
async function* piecesOf(file: FileHandle): AsyncGenerator<Buffer> {
  let [buffer, other] = [Buffer.allocUnsafe(PIECE), Buffer.allocUnsafe(PIECE)];
  let { bytesRead } = await file.read(buffer, 0, PIECE);
  while (bytesRead > 0) {
    const coming = file.read(other, 0, PIECE);
    yield buffer.subarray(0, bytesRead);
    ({ bytesRead } = await coming);
    [buffer, other] = [other, buffer];
  }
}
