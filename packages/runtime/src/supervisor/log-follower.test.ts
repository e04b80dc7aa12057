import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { followLog } from './log-follower.ts';

let folder: string;
let path: string;
let lines: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'frazil-log-'));
  path = join(folder, 'log');
  lines = [];
  writeFileSync(path, '');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const follow = () => followLog(path, (line) => lines.push(line));

test('lines come when they are complete, the last one at the end', async () => {
  const log = follow();
  appendFileSync(path, 'one\ntw');
  log.poll();
  expect(lines).toEqual(['one']);
  appendFileSync(path, 'o\r\n\nthree');
  expect((await log.finish()).size).toBe(15);
  expect(lines).toEqual(['one', 'two', '', 'three']);
});

test('a character that arrives in two parts is one character', async () => {
  const log = follow();
  const bytes = Buffer.from('grün 🧊\n');
  for (const byte of bytes) {
    appendFileSync(path, Buffer.of(byte));
    log.poll();
  }
  await log.finish();
  expect(lines).toEqual(['grün 🧊']);
});

test('bytes that are no UTF-8 do no harm', async () => {
  const log = follow();
  appendFileSync(path, Buffer.from([0x61, 0xff, 0x0a, 0xe2, 0x82]));
  await log.finish();
  expect(lines).toEqual(['a\ufffd', '\ufffd']);
});

test('a log without line ends comes in pieces', async () => {
  const log = follow();
  appendFileSync(path, 'x'.repeat(200_000));
  log.poll();
  await log.finish();
  expect(lines.map((line) => line.length)).toEqual([65_536, 65_536, 65_536, 3_392]);
});

test('16 MB are all read', async () => {
  const log = follow();
  appendFileSync(path, `${'x'.repeat(99)}\n`.repeat(160_000));
  expect((await log.finish()).size).toBe(16_000_000);
  expect(lines).toHaveLength(160_000);
});

test('when it was how long is kept, a bounded number of times, the last always', async () => {
  const log = follow();
  for (let line = 0; line < 2_000; line += 1) {
    appendFileSync(path, 'x\n');
    log.poll();
  }
  log.poll();
  const { size, times } = await log.finish();
  expect(times.length).toBeLessThanOrEqual(512);
  expect(times.at(-1)?.[0]).toBe(size);
  expect(times).toEqual(times.toSorted(([a], [b]) => a - b));
});
