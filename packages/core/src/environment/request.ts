import * as z from 'zod/mini';
import { digestOfJson } from '../canonical.ts';
import type { Digest } from '../digest.ts';

/** What a step asks for, normalised: equal wishes are equal values, whatever order they were written in. */
export const EnvironmentRequest = z.lazy(() =>
  z.strictObject({
    /** Whose packages `packages` are, and where Python comes from. */
    ecosystem: z.enum(['pypi', 'conda']),
    /** The wanted version of Python: `3.10.11`, or `3.10` for any patch. */
    python: z.string(),
    /** Package name, as written, to a version (`2.1.1`), specifiers (`>=2,<3`) or nothing for any. */
    packages: z.record(z.string(), z.string()),
    /** Of conda: the channels to look in, first to last, in place of those that the user configured. */
    channels: z.optional(z.array(z.string())),
    /** Of conda: packages of PyPI that come on top of conda's. */
    pypi: z.optional(z.record(z.string(), z.string())),
    /** Only what was uploaded before this moment (ISO 8601 date or time in UTC) is seen. */
    excludeNewer: z.optional(z.string()),
  }),
);
export type EnvironmentRequest = z.infer<typeof EnvironmentRequest>;

/** The identity of a request: steps with equal digests share an environment. Pure. */
export function digestOfRequest(request: EnvironmentRequest): Digest {
  return digestOfJson(request);
}
