import type { Exit } from '@frazil/core';

const SIGNALS: Readonly<Record<string, string>> = {
  SIGKILL: 'was killed by SIGKILL, often because the system ran out of memory',
  SIGSEGV: 'crashed with a segmentation fault (SIGSEGV), most likely in the compiled code of a package',
  SIGBUS: 'crashed with a bus error (SIGBUS), most likely in compiled code, or because a disk or /dev/shm is full',
  SIGABRT: 'aborted (SIGABRT); its log may say why',
  SIGILL: 'met an instruction that this processor lacks (SIGILL): a package was built for another one',
  SIGFPE: 'crashed with an arithmetic error (SIGFPE) in compiled code',
  SIGTERM: 'was told to end by SIGTERM from outside of the run',
};

/** What to say of a step that can't be heard any more. */
export const CONNECTION_CLOSED = 'The step closed its connection to Frazil (file descriptor 3), and was ended.';

// How the SDK ends when it finds its connection closed.
const LOST_CONNECTION = 70;

/** What happened to a process that ended without a word, in one sentence. Pure. */
export function crashReason(exit: Exit, saidDone: boolean): string {
  if (exit.code === LOST_CONNECTION && !saidDone) return CONNECTION_CLOSED;
  const what =
    exit.signal === null
      ? `exited with code ${exit.code}${exit.code === 0 ? ' without finishing the step' : ''}`
      : (SIGNALS[exit.signal] ?? `was ended by ${exit.signal}`);
  return saidDone ? `The step was done, but then its process ${what}.` : `The process ${what}.`;
}
