import { type AttemptEnd, isHopeless } from '@frazil/runtime';
import { EXIT, exitCodeOf } from '../exit-codes.ts';

/** What is told of an attempt that is over. */
export interface ToldEnd {
  readonly message: string;
  readonly code: number;
  /** The code of what broke it, and what to do. */
  readonly fields: Readonly<Record<string, string>>;
  /** The traceback of a step that raised, as Python prints it. */
  readonly lines: readonly string[];
}

/** How an attempt ended, in a sentence and as an exit code. Pure. */
export function describeEnd(end: AttemptEnd): ToldEnd {
  switch (end.kind) {
    case 'done':
      return told('the task is done', EXIT.done);
    case 'failed': {
      const { type, message, traceback } = end.exception;
      return { ...told(`The step failed: ${message === '' ? type : `${type}: ${message}`}`, failureCode(end)), lines: linesOf(traceback) };
    }
    case 'crashed':
      return told(end.reason, failureCode(end));
    case 'timed-out':
      return told(`The step took longer than the ${end.seconds} seconds it may take.`, EXIT.failed);
    case 'interrupted':
      return told('The task was told to end by SIGTERM.', EXIT.terminated);
    case 'broken':
      return { ...told(end.message, exitCodeOf(end.code)), fields: { code: end.code, hint: end.hint } };
  }
}

function failureCode(end: AttemptEnd): number {
  return isHopeless(end) ? EXIT.broken : EXIT.failed;
}

function told(message: string, code: number): ToldEnd {
  return { message, code, fields: {}, lines: [] };
}

/** A traceback without frames says nothing that the message doesn't. */
function linesOf(traceback: string): readonly string[] {
  const lines = traceback.trimEnd().split('\n');
  return lines.length > 1 ? lines : [];
}
