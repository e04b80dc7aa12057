import { Digest, Flow, Platform } from '@frazil/core';
import * as z from 'zod/mini';

/**
 * All that the tasks of a deployed flow must know beside their own names. No time, no user, nothing of the machine: the same flow
 * with the same environments gives the same manifest everywhere.
 */
export const Manifest = z.strictObject({
  schema: z.literal(1),
  flow: Flow,
  /** The code package, by the digest of its content. */
  code: Digest,
  /** The frozen environment of each step, by platform. */
  environments: z.record(z.string(), z.partialRecord(Platform, Digest)),
  settings: z.strictObject({
    /** What its runs are tagged with. */
    tags: z.array(z.string()),
    /** The project, with the branch that it is deployed as. */
    project: z.optional(z.strictObject({ name: z.string(), branch: z.string(), production: z.boolean() })),
  }),
});
export type Manifest = z.infer<typeof Manifest>;
