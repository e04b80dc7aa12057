import * as z from 'zod/mini';

const text = z.optional(z.string());

const ContainerStatus = z.object({
  name: z.string(),
  state: z._default(
    z.object({
      waiting: z.optional(z.object({ reason: text, message: text })),
      running: z.optional(z.object({})),
      terminated: z.optional(z.object({ exitCode: z.number(), reason: text, message: text })),
    }),
    {},
  ),
});
export type ContainerStatus = z.infer<typeof ContainerStatus>;

/** What is read of a pod. */
export const Pod = z.object({
  metadata: z.object({ name: z.string(), deletionTimestamp: text, annotations: z._default(z.record(z.string(), z.string()), {}) }),
  status: z._default(
    z.object({
      phase: text,
      reason: text,
      message: text,
      conditions: z._default(z.array(z.object({ type: z.string(), status: z.string(), reason: text, message: text })), []),
      initContainerStatuses: z._default(z.array(ContainerStatus), []),
      containerStatuses: z._default(z.array(ContainerStatus), []),
    }),
    { conditions: [], initContainerStatuses: [], containerStatuses: [] },
  ),
});
export type Pod = z.infer<typeof Pod>;

/** The container that runs the task, and the one that brings what it needs. */
export const MAIN = 'main';
export const HYDRATE = 'hydrate';

/** How a container of a pod is; undefined before the cluster has looked at it. Pure. */
export function containerOf({ status }: Pod, name: string): ContainerStatus['state'] | undefined {
  return [...status.initContainerStatuses, ...status.containerStatuses].find((each) => each.name === name)?.state;
}

/** Whether a pod came to its end. Pure. */
export function isOver({ status: { phase } }: Pod): boolean {
  return phase === 'Succeeded' || phase === 'Failed';
}
