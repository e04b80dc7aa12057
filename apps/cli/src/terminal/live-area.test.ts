import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createLiveArea, noLiveArea } from './live-area.ts';

function createScreen() {
  const written: string[] = [];
  return { written, columns: 10, rows: 5, write: (text: string) => written.push(text) };
}

test('paints lines that fit, goes away for printing and for good', async () => {
  const screen = createScreen();
  const area = createLiveArea(screen);
  area.show(() => ['a line that is too long', 'b', 'c', 'd']);
  await expect.poll(() => screen.written.length).toBeGreaterThan(0);
  expect(screen.written[0]).toBe('a line th…\x1b[0m\x1b[0K\nb\x1b[0K\nc\x1b[0K\n\x1b[0J');
  area.above(() => screen.write('printed\n'));
  expect(screen.written.slice(-2)).toEqual(['\r\x1b[3A\x1b[0J', 'printed\n']);
  area.clear();
  const before = screen.written.length;
  await wait(250);
  expect(screen.written.length).toBe(before);
});

test('nothing is painted without a terminal', () => {
  let printed = false;
  noLiveArea.show(() => ['x']);
  noLiveArea.above(() => {
    printed = true;
  });
  noLiveArea.clear();
  expect(printed).toBe(true);
});
