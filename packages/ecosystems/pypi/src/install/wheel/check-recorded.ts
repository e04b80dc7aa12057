import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { UnpackedEntry } from '@frazil/archives';
import { installErrors } from '../errors.ts';
import type { Wheel } from './read-wheel.ts';

const STRONGER = new Set(['sha384', 'sha512']);

/** Refuses a file whose content is not what the wheel's RECORD says, or of which it says nothing. */
export async function checkRecorded(wheel: Wheel, path: string, unpacked: UnpackedEntry): Promise<void> {
  const refuse = (reason: string) => installErrors.create('wheel.bad-record', { file: wheel.file, entry: path, reason });
  if (!wheel.record.has(path)) throw refuse('it is not listed');
  const recorded = wheel.record.get(path);
  if (recorded === undefined) throw refuse('it is listed without a hash');
  if (recorded.algorithm !== 'sha256' && !STRONGER.has(recorded.algorithm)) throw refuse(`its hash is a weak one, ${recorded.algorithm}`);
  const actual = recorded.algorithm === 'sha256' ? unpacked.sha256 : await hashOf(recorded.algorithm, unpacked.content);
  if (actual !== recorded.value) throw refuse(`its ${recorded.algorithm} is ${actual} and should be ${recorded.value}`);
}

async function hashOf(algorithm: string, content: UnpackedEntry['content']): Promise<string> {
  const hash = createHash(algorithm);
  if (content instanceof Uint8Array) hash.update(content);
  else await pipeline(createReadStream(content.file), hash);
  return hash.digest('base64url');
}
