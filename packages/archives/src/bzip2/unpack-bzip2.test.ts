import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { findPython } from '@frazil/testkit';
import { array, assert, asyncProperty, integer, nat, uint8Array } from 'fast-check';
import { expect, test } from 'vitest';
import { unpackBzip2 } from './unpack-bzip2.ts';

const { python } = findPython();

function pack(content: Uint8Array, level = 9): Buffer {
  return execFileSync(python, ['-c', `import bz2, sys; sys.stdout.buffer.write(bz2.compress(sys.stdin.buffer.read(), ${level}))`], {
    input: content,
    maxBuffer: 1 << 30,
  });
}

async function unpack(packed: Uint8Array, pieces = 1000): Promise<Buffer> {
  const chunks = Array.from({ length: Math.ceil(packed.length / pieces) }, (_, index) =>
    packed.subarray(index * pieces, (index + 1) * pieces),
  );
  return Buffer.concat(await Array.fromAsync(unpackBzip2(Readable.from(chunks))));
}

// Long runs, all bytes, text, and what does not get smaller.
function mixed(size: number): Buffer {
  const noise = Buffer.concat(Array.from({ length: 2000 }, (_, index) => createHash('sha512').update(String(index)).digest()));
  const text = Buffer.from('the ice that forms inside running water '.repeat(2000));
  const parts = [Buffer.alloc(300_000, 7), noise, text, Buffer.alloc(259, 1), Buffer.from([1, 1, 1, 1, 2, 2, 2, 2, 2])];
  return Buffer.concat(Array.from({ length: Math.ceil(size / 600_000) }, () => parts).flat());
}

test.each([1, 5, 9])('unpacks what Python packs at level %i, several blocks of it', async (level) => {
  const content = mixed(3_000_000);
  const packed = pack(content, level);
  expect((await unpack(packed, 65_536)).equals(content)).toBe(true);
});

test('unpacks nothing, and several streams in a row', async () => {
  expect(await unpack(pack(Buffer.alloc(0)))).toHaveLength(0);
  const twice = Buffer.concat([pack(Buffer.from('one ')), pack(Buffer.from('two'))]);
  expect((await unpack(twice, 1)).toString()).toBe('one two');
});

test('unpacks whatever Python packs', async () => {
  await assert(
    asyncProperty(uint8Array({ maxLength: 40 }), integer({ min: 1, max: 700 }), async (piece, times) => {
      const content = Buffer.concat(Array.from({ length: times }, () => piece));
      expect((await unpack(pack(content))).equals(content)).toBe(true);
    }),
    { numRuns: 25 },
  );
});

test('whatever bytes are changed, it never gives another content', async () => {
  const content = mixed(1000).subarray(250_000, 400_000);
  const packed = pack(content, 1);
  await assert(
    asyncProperty(array(nat(packed.length * 8 - 1), { minLength: 1, maxLength: 3 }), async (places) => {
      const changed = Buffer.from(packed);
      for (const bit of places) changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      const outcome = await unpack(changed).catch((error: unknown) => error);
      if (outcome instanceof Buffer) expect(outcome.equals(content)).toBe(true);
      else expect(outcome).toBeInstanceOf(RangeError);
    }),
    { numRuns: 100 },
  );
  for (const length of [0, 3, 40, packed.length - 1]) await expect(unpack(packed.subarray(0, length))).rejects.toThrow(RangeError);
});
