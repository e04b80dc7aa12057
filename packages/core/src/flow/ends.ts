import type { Step } from './flow.ts';

/** Whether a run begins with a step: it is called `start`, unless the flow says otherwise. Pure. */
export function isStart({ name, isStart: said }: Pick<Step, 'name' | 'isStart'>): boolean {
  return said ?? name === 'start';
}

/** Whether a run ends with a step: it is called `end`, unless the flow says otherwise. Pure. */
export function isEnd({ name, isEnd: said }: Pick<Step, 'name' | 'isEnd'>): boolean {
  return said ?? name === 'end';
}
