import type { AttemptEnd } from '@frazil/runtime';
import { EXIT, exitCodeOf } from '../exit-codes.ts';

/** How an attempt ended, in a sentence and as an exit code. Pure. */
export function describeEnd(end: AttemptEnd): { readonly message: string; readonly code: number } {
  switch (end.kind) {
    case 'done':
      return { message: 'the task is done', code: EXIT.done };
    case 'failed': {
      const { type, message, traceback } = end.exception;
      return { message: traceback.trimEnd() || `${type}: ${message}`, code: EXIT.failed };
    }
    case 'crashed':
      return { message: end.reason, code: EXIT.failed };
    case 'timed-out':
      return { message: `The step took longer than the ${end.seconds} seconds it may take.`, code: EXIT.failed };
    case 'interrupted':
      return { message: 'The task was told to end by SIGTERM.', code: EXIT.terminated };
    case 'broken':
      return { message: `${end.message}\n  hint: ${end.hint}`, code: exitCodeOf(end.code) };
  }
}
