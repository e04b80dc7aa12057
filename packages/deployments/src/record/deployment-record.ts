import { Digest, digestOfJson, LayerReference, Platform } from '@frazil/core';
import * as z from 'zod/mini';

/** One deployment: what was compiled, of what, by whom and when. Written once. */
export const DeploymentRecord = z.strictObject({
  schema: z.literal(1),
  flow: z.string(),
  /** The engine that it was compiled for. */
  target: z.string(),
  /** What it is called there. */
  name: z.string(),
  manifest: Digest,
  code: LayerReference,
  /** Digest of the lock; absent for a flow without one. */
  lock: z.optional(Digest),
  environments: z.record(z.string(), z.partialRecord(Platform, Digest)),
  /** Digest of the plan, as it was compiled. */
  plan: Digest,
  /** The compiled files, each with its digest. */
  outputs: z.array(z.strictObject({ name: z.string(), digest: Digest })),
  /** Absent outside of a repository; `isClean` when the folder was as the commit says. */
  git: z.optional(z.strictObject({ commit: z.string(), isClean: z.boolean() })),
  user: z.string(),
  /** ISO 8601 in UTC. */
  time: z.string(),
});
export type DeploymentRecord = z.infer<typeof DeploymentRecord>;

/** The name of a deployment: a digest of what was compiled and what came of it, whoever did so and when. Pure. */
export function digestOfDeployment({ flow, target, name, manifest, outputs }: DeploymentRecord): Digest {
  return digestOfJson({ schema: 1, flow, target, name, manifest, outputs });
}
