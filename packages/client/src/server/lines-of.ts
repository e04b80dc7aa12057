import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** The lines of a stream, which is opened when the first is asked for and given up with the last: what comes before anybody listens would be lost. */
export async function* linesOf(input: Readable): AsyncGenerator<string> {
  try {
    yield* createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  } finally {
    // One that others hold open would keep this process from its end.
    input.destroy();
  }
}
