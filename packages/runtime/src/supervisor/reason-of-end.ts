import type { AttemptEnd } from '../records/attempt-record.ts';

/** Why an attempt failed, in one sentence. Pure. */
export function reasonOfEnd(end: Exclude<AttemptEnd, { kind: 'broken' }>): string {
  switch (end.kind) {
    case 'failed':
      return end.exception.message === '' ? end.exception.type : `${end.exception.type}: ${end.exception.message}`;
    case 'crashed':
      return end.reason;
    case 'timed-out':
      return `It took longer than the ${end.seconds} seconds it may take.`;
    case 'interrupted':
    case 'done':
      return end.kind;
  }
}
