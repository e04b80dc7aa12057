import type { CardDocument } from '@frazil/cards';
import type { TaskKey } from '@frazil/core';
import type { AttemptEnd } from '@frazil/runtime';

/** The card of an attempt that couldn't leave one: how it ended. Pure. */
export function failureDocument({ flow, run, step, task }: TaskKey, end: AttemptEnd): CardDocument {
  return { schema: 1, title: [flow, run, step, task].join('/'), components: [{ kind: 'error', ...wordsOf(end) }] };
}

function wordsOf(end: AttemptEnd): { readonly title: string; readonly text: string } {
  switch (end.kind) {
    case 'done':
      return { title: 'Done', text: '' };
    case 'failed':
      return { title: `${end.exception.type}: ${end.exception.message}`, text: end.exception.traceback };
    case 'crashed':
      return { title: 'The step crashed', text: end.reason };
    case 'timed-out':
      return { title: 'The step took too long', text: `It took longer than the ${end.seconds} seconds it may take.` };
    case 'interrupted':
      return { title: 'The step was interrupted', text: 'The run was stopped while it ran.' };
    case 'broken':
      return { title: end.message, text: end.hint };
  }
}
