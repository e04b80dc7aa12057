/** The right to run one task; released once. */
export interface Permit {
  release(): void;
}

/** Lets a number of tasks run at a time. */
export interface Gate {
  /**
   * Waits for a permit. What goes on (`continue`) comes before what begins (`begin`): work that was started is finished
   * first, so that little is half done at any time. In order of arrival otherwise.
   */
  acquire(why: 'continue' | 'begin'): Promise<Permit>;
}

/** Makes a gate for a number of permits. */
export function createGate(size: number): Gate {
  const queues = { continue: createQueue(), begin: createQueue() };
  let free = size;
  const permit = (): Permit => ({
    release: () => {
      const next = queues.continue.take() ?? queues.begin.take();
      if (next) next(permit());
      else free += 1;
    },
  });
  return {
    acquire: async (why) => {
      if (free === 0) return new Promise((resolve) => queues[why].add(resolve));
      free -= 1;
      return permit();
    },
  };
}

type Waiter = (permit: Permit) => void;

/** A queue whose ends are both quick, however long it is. */
function createQueue(): { add(waiter: Waiter): void; take(): Waiter | undefined } {
  const waiters = new Set<Waiter>();
  return {
    add: (waiter) => waiters.add(waiter),
    take: () => {
      const [first] = waiters;
      if (first) waiters.delete(first);
      return first;
    },
  };
}
