import { digestOfRequest, type EnvironmentRequest, hexOf } from '@frazil/core';

/** Steps that ask for the same. */
export interface RequestGroup {
  /** What the lock calls it: the first 12 digits of the request's digest. */
  readonly key: string;
  readonly request: EnvironmentRequest;
  readonly steps: readonly string[];
}

/** Groups steps by what they ask for; steps that ask for nothing are left out. Pure. */
export function groupRequests(requests: ReadonlyMap<string, EnvironmentRequest | undefined>): readonly RequestGroup[] {
  const groups = new Map<string, { key: string; request: EnvironmentRequest; steps: string[] }>();
  for (const [step, request] of requests) {
    if (request === undefined) continue;
    const key = hexOf(digestOfRequest(request)).slice(0, 12);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { key, request, steps: [step] });
    else group.steps.push(step);
  }
  for (const { steps } of groups.values()) steps.sort();
  return [...groups.values()];
}
