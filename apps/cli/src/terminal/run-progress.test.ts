import type { RunEvent } from '@frazil/runtime';
import { expect, test } from 'vitest';
import { createRunProgress, runLines } from './run-progress.ts';
import { createStyle } from './style.ts';

const task = (number: number) => ({ step: 'body', task: String(number), attempt: 0 });
const started = (number: number): RunEvent => ({ kind: 'task-started', ...task(number), pid: 1 });

function linesAfter(events: readonly RunEvent[]): readonly string[] {
  const progress = createRunProgress(['start', 'body'], () => 0);
  for (const event of events) progress.update(event);
  return runLines(progress, createStyle(false), { now: 2000 });
}

test('a task that was ended with its run did not fail', () => {
  const stopped: RunEvent = { kind: 'attempt-failed', ...task(1), end: { kind: 'interrupted' }, final: true, seconds: 1 };
  const done: RunEvent = { kind: 'task-finished', ...task(0), seconds: 1.5, hasCard: false };
  expect(linesAfter([started(0), started(1), done])).toEqual(['  start  ', '● body   1 running for 2.0 s, 1 done in 1.5 s']);
  expect(linesAfter([started(0), started(1), done, stopped])).toEqual(['  start  ', '■ body   1 done in 1.5 s, 1 stopped']);
});

test('a task that failed for good, and one that is tried again', () => {
  const failed = (final: boolean): RunEvent => {
    return { kind: 'attempt-failed', ...task(0), end: { kind: 'timed-out', seconds: 1 }, final, seconds: 1 };
  };
  const again: RunEvent = { kind: 'task-retried', step: 'body', task: '0', attempt: 1, waitSeconds: 0 };
  expect(linesAfter([started(0), failed(false), again, started(0), failed(true)])[1]).toBe('✗ body   1 tried again, 1 failed');
});

test('of more steps than there is room for, those at work are shown', () => {
  const progress = createRunProgress(['a', 'b', 'c', 'd', 'e'], () => 0);
  const names = () => runLines(progress, createStyle(false), { most: 3, now: 0 }).map((line) => line.slice(2, 3));
  expect(names()).toEqual(['a', 'b', 'c']);
  progress.update({ kind: 'task-started', step: 'c', task: '0', attempt: 0, pid: 1 });
  expect(names()).toEqual(['b', 'c', 'd']);
  progress.update({ kind: 'task-started', step: 'e', task: '0', attempt: 0, pid: 1 });
  expect(names()).toEqual(['c', 'd', 'e']);
});
