import { expect, test } from 'vitest';
import { createRecorder } from '../testing/recorder.ts';
import { createProgress, progressLines } from './progress.ts';
import { createReporter } from './reporter.ts';
import { createStyle } from './style.ts';

const fetching = (item: string, done: number, total?: number) =>
  ({ kind: 'progress', phase: 'fetch', item, done, unit: 'bytes', ...(total !== undefined && { total }) }) as const;

test('a phase is one line off a terminal, a warning is said once', () => {
  const terminal = createRecorder();
  const reporter = createReporter(terminal);
  reporter.report(fetching('pandas', 0, 10));
  reporter.report(fetching('numpy', 10, 10));
  for (let times = 0; times < 2; times++) reporter.report({ kind: 'note', level: 'warning', message: 'Python 3.10.13 for 3.10.11.' });
  reporter.report({ kind: 'note', level: 'info', message: 'As of 2023-10-20.' });
  expect(terminal.stderr).toEqual(['Fetching packages …', 'warning: Python 3.10.13 for 3.10.11.', 'As of 2023-10-20.']);
  expect(terminal.stdout).toEqual([]);
});

test('events are JSON lines when asked', () => {
  const terminal = createRecorder({ isJson: true });
  createReporter(terminal).report(fetching('pandas', 0));
  expect(terminal.stdout).toEqual(['{"kind":"progress","phase":"fetch","item":"pandas","done":0,"unit":"bytes"}\n']);
});

test('a live line says how much of what is done and what is at work', () => {
  const progress = createProgress(() => 0);
  progress.update(fetching('pandas', 5_000_000, 12_000_000));
  progress.update(fetching('numpy', 8_000_000, 8_000_000));
  progress.update({ kind: 'progress', phase: 'resolve', item: 'start', done: 1, total: 1, unit: 'items' });
  expect(progressLines(progress, createStyle(false), 2000)).toEqual(['Fetching   1 of 2, 13.0 MB of 20.0 MB  2.0 s  pandas']);
});
