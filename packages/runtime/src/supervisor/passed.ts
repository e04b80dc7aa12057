import { setImmediate, setTimeout } from 'node:timers/promises';

/**
 * Resolves when so many milliseconds have passed, and after what came in the meantime was seen: where a machine is too busy, a timer
 * runs out before anybody had the time to look.
 */
export async function passed(milliseconds: number): Promise<void> {
  await setTimeout(milliseconds, undefined, { ref: false });
  await setImmediate();
}
