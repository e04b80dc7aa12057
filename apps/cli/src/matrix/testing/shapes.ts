import type { FlowTree } from '@frazil/testkit';

type Block = FlowTree['block'];

/** A shape of flows, and the step that behaviours are given to. */
export interface Shape {
  readonly name: string;
  readonly block: Block;
  readonly subject: string;
}

const task = (name: string) => ({ kind: 'task', name }) as const;
const split = (name: string, branches: readonly Block[], join: string | undefined) =>
  ({ kind: 'split', name, branches, join, isJoin: false }) as const;
const foreach = (name: string, body: Block, join: string) =>
  ({ kind: 'foreach', name, body, join, count: 2, isLazy: false, isJoin: false }) as const;
const choice = (name: string, cases: readonly Block[]) => ({ kind: 'switch', name, cases, isJoin: false }) as const;

/** The shapes that every behaviour is tried in: one row each. */
export const SHAPES: readonly Shape[] = [
  { name: 'linear', block: [task('s1')], subject: 's1' },
  { name: 'split', block: [split('s1', [[task('s2')], [task('s3')]], 's4')], subject: 's2' },
  { name: 'foreach', block: [foreach('s1', [task('s2')], 's3')], subject: 's2' },
  { name: 'foreach in foreach', block: [foreach('s1', [foreach('s2', [task('s3')], 's4')], 's5')], subject: 's3' },
  { name: 'split in foreach', block: [foreach('s1', [split('s2', [[task('s3')], [task('s4')]], 's5')], 's6')], subject: 's3' },
  { name: 'foreach in split', block: [split('s1', [[foreach('s2', [task('s3')], 's4')], [task('s5')]], 's6')], subject: 's3' },
  {
    name: 'join that splits again',
    block: [split('s1', [[task('s2')], [task('s3')]], undefined), { ...split('s4', [[task('s5')], [task('s6')]], 's7'), isJoin: true }],
    subject: 's4',
  },
  { name: 'switch', block: [choice('s1', [[task('s2')], [task('s3')]])], subject: 's3' },
  { name: 'loop through a switch', block: [{ kind: 'loop', body: [task('s1')], tail: 's2', times: 3 }], subject: 's1' },
  { name: 'gang', block: [{ kind: 'gang', name: 's1', count: 2, member: 's2', join: 's3', isJoin: false }], subject: 's2' },
];
