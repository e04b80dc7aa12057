/** An operation, and how much of what a gate limits it takes; 1 when undefined. */
type Gate = <Result>(operation: () => Promise<Result>, weight?: number) => Promise<Result>;

/** Lets operations run at once as long as they weigh no more than the limit together, or one alone; the others wait in order. */
export function createGate(limit: number): Gate {
  const waiting: { readonly weight: number; readonly enter: () => void }[] = [];
  let running = 0;
  const leave = (weight: number): void => {
    running -= weight;
    for (let next = waiting[0]; next !== undefined && running + next.weight <= limit; next = waiting[0]) {
      waiting.shift();
      running += next.weight;
      next.enter();
    }
  };
  return async (operation, given = 1) => {
    const weight = Math.min(given, limit);
    if (waiting.length > 0 || running + weight > limit) await new Promise<void>((enter) => waiting.push({ weight, enter }));
    else running += weight;
    try {
      return await operation();
    } finally {
      leave(weight);
    }
  };
}
