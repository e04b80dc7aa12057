import { setTimeout as delay } from 'node:timers/promises';
import { reasonOf } from '@frazil/core';

/** A group of processes, signalled as one. */
export interface ProcessGroup {
  /** Signals all of it; nothing happens once it was ended. */
  readonly kill: (signal: 'SIGTERM' | 'SIGKILL') => void;
  /** Kills what its leader left behind, and resolves when it is gone. Never rejects. */
  readonly end: () => Promise<void>;
}

const POLL = 5;
// Killed processes that nobody collects (a container without an init) stay in the group for ever: they do no harm.
const PATIENCE = 200;

/** The group that a process leads. */
export function processGroup(leader: number): ProcessGroup {
  let isEnded = false;
  return {
    kill: (signal) => {
      if (!isEnded) signalGroup(leader, signal);
    },
    end: async () => {
      isEnded = true;
      for (let waited = 0; signalGroup(leader, 'SIGKILL') && waited < PATIENCE; waited += POLL) await delay(POLL);
    },
  };
}

/** Whether anybody was there to be signalled. */
function signalGroup(leader: number, signal: 'SIGTERM' | 'SIGKILL'): boolean {
  try {
    process.kill(-leader, signal);
    return true;
  } catch (error) {
    // A process of another user (EPERM) is out of our hands.
    if (reasonOf(error) === 'ESRCH' || reasonOf(error) === 'EPERM') return false;
    throw error;
  }
}
