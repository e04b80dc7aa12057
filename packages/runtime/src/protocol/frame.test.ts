import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFrameReader, encodeFrame } from './frame.ts';

test('frames come out as they went in, however the bytes are cut', () => {
  const frame = fc.record({ header: fc.dictionary(fc.string({ unit: 'grapheme' }), fc.string()), payload: fc.uint8Array() });
  fc.assert(
    fc.property(fc.array(frame), fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (frames, cuts) => {
      const bytes = Buffer.concat(frames.map(({ header, payload }) => encodeFrame(header, payload)));
      const reader = createFrameReader();
      const found: unknown[] = [];
      for (let offset = 0, cut = 0; offset < bytes.length; cut += 1) {
        const size = cuts[cut % cuts.length] ?? 1;
        found.push(...reader.push(bytes.subarray(offset, offset + size)));
        offset += size;
      }
      expect(JSON.stringify(found)).toBe(JSON.stringify(frames.map(({ header, payload }) => ({ header, payload: Buffer.from(payload) }))));
    }),
  );
});

test.each([
  ['lengths beyond all measure', Buffer.from('Traceback (most recent call last)')],
  ['a header that is no JSON', Buffer.concat([Buffer.from([0, 0, 0, 2, 0, 0, 0, 0]), Buffer.from('{]')])],
])('%s: thrown', (_, bytes) => {
  expect(() => createFrameReader().push(bytes)).toThrow();
});
