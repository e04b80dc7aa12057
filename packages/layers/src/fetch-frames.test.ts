import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { fetchFrames } from './fetch-frames.ts';
import type { LayerReader } from './source.ts';
import type { FrameJob } from './unpack-job.ts';

const MEGABYTE = 1024 * 1024;
const AT_HAND = 8 * MEGABYTE;

/** Frames of so many bytes each, one behind the other. */
function framesOf(lengths: readonly number[]): FrameJob[] {
  let offset = 0;
  return lengths.map((compressedLength) => {
    const frame = { layer: 0, descriptor: undefined, offset, compressedLength, length: 0, sha256: '', firstPiece: 0, endPiece: 0 };
    offset += compressedLength;
    return frame;
  });
}

/** A layer that counts what is asked of it. */
function countingReader(): LayerReader & { readonly asked: number[] } {
  const asked: number[] = [];
  const read = async ({ length }: { length: number }) => {
    asked.push(length);
    return new Uint8Array(length);
  };
  return { size: 0, descriptor: undefined, asked, read, [Symbol.dispose]: () => {} };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

test('no more is at hand than is allowed, however long threads take, and all comes in order', async () => {
  const frames = framesOf(Array.from({ length: 40 }, (_, index) => MEGABYTE / 2 + index));
  const reader = countingReader();
  const fetch = fetchFrames([reader], frames);
  const got: number[] = [];
  const seen = new Set<number>();
  let released = 0;
  const all = (async () => {
    for await (const { index } of fetch.frames) got.push(index);
  })();
  while (got.length < frames.length) {
    await setImmediate();
    expect(sum(reader.asked) - released).toBeLessThanOrEqual(AT_HAND);
    const done = got.find((index) => !seen.has(index));
    if (done === undefined) continue;
    seen.add(done);
    released += frames[done]?.compressedLength ?? 0;
    fetch.release(done);
  }
  await all;
  expect(got).toEqual([...frames.keys()]);
  expect(sum(reader.asked)).toBe(sum(frames.map(({ compressedLength }) => compressedLength)));
});

test('neighbours that are small come in one request', async () => {
  const frames = framesOf([1000, 2000, MEGABYTE, 5, 6]);
  const reader = countingReader();
  await Array.fromAsync(fetchFrames([reader], frames).frames);
  expect(reader.asked).toEqual([3000, MEGABYTE, 11]);
});

test('a frame that is larger than all that may be at hand comes alone', async () => {
  const frames = framesOf([10, 2 * AT_HAND, 10]);
  const reader = countingReader();
  const fetch = fetchFrames([reader], frames);
  for await (const { index } of fetch.frames) {
    expect(reader.asked).toHaveLength(index + 1);
    fetch.release(index);
  }
});
