import { setTimeout as delay } from 'node:timers/promises';
import type { KubernetesClient } from '@frazil/kubernetes';
import { podsPath } from './watch-pods.ts';

/** Whose log. */
export interface LoggedContainer {
  readonly client: KubernetesClient;
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}

/** A log that is followed. */
export interface FollowedLog {
  /** To be called when the container has ended: resolves when the rest of its log was told, or can't be had. Never rejects. */
  finish(): Promise<void>;
}

/** Milliseconds: until a log that broke off is asked for again, and for the rest of one whose container has ended. */
const PAUSE = 1000;
const PATIENCE = 15_000;

/** Follows the log of a container that has begun, and tells each line once, in order. */
export function followLog(logged: LoggedContainer, take: (line: string) => void): FollowedLog {
  const stop = new AbortController();
  const over = Promise.withResolvers<void>();
  const state: LogState = { isOver: false, over: over.promise, last: '' };
  const ended = follow(logged, state, { take, signal: stop.signal }).catch(() => undefined);
  return {
    finish: async () => {
      state.isOver = true;
      over.resolve();
      const patience = AbortSignal.timeout(PATIENCE);
      patience.addEventListener('abort', () => stop.abort(), { once: true });
      await ended;
    },
  };
}

interface LogState {
  /** Whether the container has ended. */
  isOver: boolean;
  /** Resolves when it has. */
  readonly over: Promise<void>;
  /** When the last line that was told was written. */
  last: string;
}

interface Reader {
  readonly take: (line: string) => void;
  readonly signal: AbortSignal;
}

async function follow(logged: LoggedContainer, state: LogState, reader: Reader): Promise<void> {
  for (;;) {
    const wasOver = state.isOver;
    const isWhole = await readOn(logged, state, reader).then(
      () => true,
      () => false,
    );
    if (reader.signal.aborted || (isWhole && wasOver)) return;
    await Promise.race([state.over, delay(PAUSE, undefined, { signal: reader.signal })]);
  }
}

/** Reads from the last line on, to where the cluster ends it. */
async function readOn({ client, namespace, pod, container }: LoggedContainer, state: LogState, { take, signal }: Reader): Promise<void> {
  const from = state.last;
  const query = new URLSearchParams({
    container,
    follow: String(!state.isOver),
    timestamps: 'true',
    ...(from !== '' && { sinceTime: from }),
  });
  for await (const text of client.lines(`${podsPath(namespace)}/${encodeURIComponent(pod)}/log?${query}`, signal)) {
    const space = text.indexOf(' ');
    const time = text.slice(0, space);
    // The cluster knows seconds, and tells those of the same one again.
    if (time <= from) continue;
    state.last = time;
    take(text.slice(space + 1));
  }
}
