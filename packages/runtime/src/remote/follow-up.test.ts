import { planFlow } from '@frazil/core';
import { expect, test } from 'vitest';
import type { TaskTransition } from '../records/task-record.ts';
import { shapes } from '../testing/shapes.ts';
import { testFlow } from '../testing/test-flow.ts';
import { type FollowUp, followUpOf } from './follow-up.ts';
import { pathOfTask } from './task-path.ts';
import { findTask } from './task-spot.ts';

function followUp(shape: string, place: string, path: string, transition: TaskTransition) {
  const { flow } = testFlow(shapes[shape] ?? {});
  const spot = findTask(planFlow(flow, { environments: new Map() }), place);
  if (spot === undefined) throw new Error(`no place ${place}`);
  return followUpOf(spot, pathOfTask(spot, path), transition);
}

const choose = (target: string): TaskTransition => ({ kind: 'switch', targets: [target] });
const foreach = (count: number): TaskTransition => ({ kind: 'foreach', targets: [], variable: 'x', count });
const gang: TaskTransition = { kind: 'gang', targets: ['member'], count: 2 };
const on: TaskTransition = { kind: 'linear', targets: [] };

const NESTED = 'foreaches, a split and a switch in them, a gang after';
const LOOPS = 'a loop, then a foreach whose body is a loop';
const TWICE = 'a loop in a loop that begins either anew';
const AFTER = 'a loop with a split and a foreach in it, then a loop';
const BRANCHES = 'a split whose branches are loops, and a switch in a switch';

const CASES: readonly (readonly [string, string, string, TaskTransition, FollowUp])[] = [
  [NESTED, 'start', '0', foreach(2), { path: '0', items: ['0', '1'], count: 2 }],
  [NESTED, 'letter', '1', foreach(2), { path: '1', items: ['1-0', '1-1'], count: 2 }],
  [NESTED, 'choose', '1-0', choose('even'), { path: '1-0', case: 'even' }],
  [NESTED, 'choose', '1-0', choose('both'), { path: '1-0', case: 'both' }],
  [NESTED, 'letters_done', '0', gang, { path: '0', items: ['0', '1'], count: 2 }],
  [LOOPS, 'start', '0', on, { path: '0', enter: 'r0' }],
  [LOOPS, 'work', 'r3', choose('work'), { path: 'r3', case: 'work', again: 'r4' }],
  [LOOPS, 'work', 'r3', choose('deal'), { path: 'r3', case: 'deal' }],
  [LOOPS, 'deal', 'r3', foreach(2), { path: '0', items: ['0-r0', '1-r0'], count: 2 }],
  [LOOPS, 'smaller', '1-r2', on, { path: '1-r2', again: '1-r3' }],
  [LOOPS, 'keep', '1-r2', on, { path: '1' }],
  [TWICE, 'outer', 'r0', on, { path: 'r0', enter: 'r0-r0' }],
  [TWICE, 'inner', 'r0-r1', choose('inner'), { path: 'r0-r1', case: 'inner', again: 'r0-r2' }],
  [TWICE, 'inner', 'r0-r1', choose('outer'), { path: 'r0-r1', case: 'outer', again: 'r1' }],
  [TWICE, 'inner', 'r0-r1', choose('after'), { path: 'r0-r1', case: 'after' }],
  [AFTER, 'sides', 'r2', choose('second'), { path: 'r2', case: 'second', enter: 'r0' }],
  [BRANCHES, 'start', '0', { kind: 'split', targets: ['left', 'right'] }, { path: '0', enter: 'r0' }],
  [BRANCHES, 'end', '0', { kind: 'end' }, { path: '0' }],
];

test.each(CASES)('%s: after %s at %s', (shape, place, path, transition, expected) => {
  expect(followUp(shape, place, path, transition)).toEqual(expected);
});

test.each([
  ['letter', ''],
  ['letter', 'x'],
  ['letter', 'r0'],
  ['number', '1'],
])('refuses a path of %s that is too short, or of another kind: %j', (place, path) => {
  expect(() => followUp(NESTED, place, path, on)).toThrow(expect.objectContaining({ code: 'runtime.path-invalid' }));
});
