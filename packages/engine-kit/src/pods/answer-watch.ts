import type { ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import type { Pod } from './pod.ts';
import { podObject } from './pod-object.ts';

/** Tells how pods are and what becomes of them, an event a line, until the time is over or nobody listens. */
export async function answerWatch(selected: () => readonly Pod[], seconds: number, response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.flushHeaders();
  const tell = (type: string, pod: Pod) => response.write(`${JSON.stringify({ type, object: podObject(pod) })}\n`);
  const known = new Map<Pod, number>();
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end && !response.destroyed) {
    const pods = selected();
    for (const pod of known.keys()) {
      if (pods.includes(pod)) continue;
      known.delete(pod);
      tell('DELETED', pod);
    }
    for (const pod of pods) {
      if (known.get(pod) === pod.version) continue;
      tell(known.has(pod) ? 'MODIFIED' : 'ADDED', pod);
      known.set(pod, pod.version);
    }
    await setTimeout(20);
  }
  response.end();
}
