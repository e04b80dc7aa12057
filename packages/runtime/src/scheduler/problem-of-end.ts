import { relative } from 'node:path';
import type { Problem, Step, TaskNode } from '@frazil/core';
import { runtimeErrors } from '../errors.ts';
import type { AttemptEnd } from '../records/attempt-record.ts';
import { reasonOfEnd } from '../supervisor/reason-of-end.ts';
import type { RunInput } from './run-input.ts';

/** A task that ended other than well, for good. */
export interface EndedTask {
  readonly node: TaskNode;
  readonly task: string;
  readonly end: AttemptEnd;
  readonly isSpun?: true;
}

/** What is said of the end of a task that failed, with the place in the flow file. Pure but for the current folder. */
export function problemOfEnd({ stepPython }: Pick<RunInput, 'stepPython'>, { node: { step }, task, end, isSpun }: EndedTask): Problem {
  const location = { file: step.file, line: lineOf(step, end) };
  if (end.kind === 'broken') return { code: end.code, message: end.message, hint: end.hint, location };
  if (end.kind === 'failed' && end.exception.type === 'frazil.UnusableArtifacts') return unusableArtifacts(end.exception.message);
  const reason = reasonOfEnd(end);
  if (end.kind === 'failed' && end.exception.type === 'ModuleNotFoundError') {
    const { environment, python } = stepPython(step.name);
    const details = { step: step.name, reason, isSpun, ...(environment === undefined && { python }) };
    return runtimeErrors.problem('runtime.module-missing', details, location);
  }
  return runtimeErrors.problem('runtime.task-failed', { step: step.name, task, reason, isSpun }, location);
}

/** `FILE:LINE: REASON`, with the file as people know it. */
function unusableArtifacts(message: string): Problem {
  const [, path = '', line = '1', reason = message] = /^(.*?):(\d+): (.*)$/s.exec(message) ?? [];
  const near = relative(process.cwd(), path);
  const file = near.startsWith('..') ? path : near;
  return runtimeErrors.problem('runtime.artifacts-unusable', { reason }, { file, line: Number(line) });
}

/** Where a failure is: what self.next was called with is wrong where it is called. */
function lineOf(step: Step, end: AttemptEnd): number {
  return end.kind === 'failed' && end.exception.type === 'frazil.InvalidNext' && 'line' in step.next ? step.next.line : step.line;
}
