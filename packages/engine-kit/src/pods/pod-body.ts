import * as z from 'zod/mini';

const Reference = z.object({ name: z.string(), key: z.string() });

const Variable = z.looseObject({
  name: z.string(),
  value: z.optional(z.string()),
  valueFrom: z.optional(
    z.looseObject({
      fieldRef: z.optional(z.looseObject({ fieldPath: z.string() })),
      secretKeyRef: z.optional(z.looseObject(Reference.shape)),
    }),
  ),
});

const Container = z.looseObject({
  name: z.string(),
  image: z.optional(z.string()),
  command: z.optional(z.array(z.string())),
  args: z.optional(z.array(z.string())),
  workingDir: z.optional(z.string()),
  env: z.optional(z.array(Variable)),
  envFrom: z.optional(z.array(z.looseObject({ secretRef: z.optional(z.looseObject({ name: z.string() })) }))),
  volumeMounts: z.optional(
    z.array(z.looseObject({ name: z.string(), mountPath: z.string(), readOnly: z.optional(z.boolean()), subPath: z.optional(z.string()) })),
  ),
});

const Volume = z.looseObject({
  name: z.string(),
  emptyDir: z.optional(z.looseObject({})),
  hostPath: z.optional(z.looseObject({ path: z.string() })),
});

const Metadata = z.looseObject({
  name: z.optional(z.string()),
  generateName: z.optional(z.string()),
  labels: z.optional(z.record(z.string(), z.string())),
  annotations: z.optional(z.record(z.string(), z.string())),
});

const Spec = z.looseObject({
  initContainers: z.optional(z.array(Container)),
  containers: z.array(Container),
  volumes: z.optional(z.array(Volume)),
  activeDeadlineSeconds: z.optional(z.number()),
  terminationGracePeriodSeconds: z.optional(z.number()),
});

/** What is read of a pod that is created; all else is kept as it came. */
export const PodBody = z.looseObject({ metadata: Metadata, spec: Spec });
/** A pod as its creator wrote it. */
export type PodBody = z.infer<typeof PodBody>;
/** The `spec` of a pod, as its creator wrote it. */
export type PodSpec = z.infer<typeof Spec>;
/** One container of a pod. */
export type PodContainer = z.infer<typeof Container>;
