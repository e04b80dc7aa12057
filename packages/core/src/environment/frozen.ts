import * as z from 'zod/mini';
import { digestOfJson } from '../canonical.ts';
import { Digest } from '../digest.ts';
import { Platform } from './platform.ts';

/** A layer in the store, with what is needed to trust its bytes. */
export const LayerReference = z.lazy(() =>
  z.strictObject({
    /** The layer's name: digest of its canonical manifest (paths, modes, contents), whatever compressed it. */
    digest: Digest,
    /** Digest of the table of contents in the stored file, which in turn holds the digest of every frame. */
    toc: Digest,
    /** Compressed bytes. */
    size: z.number(),
    /** Bytes once unpacked. */
    unpackedSize: z.number(),
    /** Number of files once unpacked. */
    files: z.number(),
  }),
);
export type LayerReference = z.infer<typeof LayerReference>;

/** A layer with the package (or interpreter) that it holds. */
export const EnvironmentLayer = z.lazy(() =>
  z.strictObject({
    kind: z.enum(['interpreter', 'package']),
    name: z.string(),
    version: z.string(),
    layer: LayerReference,
  }),
);
export type EnvironmentLayer = z.infer<typeof EnvironmentLayer>;

/** An immutable list of layers for one platform. */
export const FrozenEnvironment = z.lazy(() =>
  z.strictObject({
    schema: z.literal(1),
    id: Digest,
    platform: Platform,
    /** The interpreter's exact version, `3.10.13`. */
    python: z.string(),
    layers: z.readonly(z.array(EnvironmentLayer)),
  }),
);
export type FrozenEnvironment = z.infer<typeof FrozenEnvironment>;

/** The id of an environment: a digest of its platform and its layers' contents, in order. Pure. */
export function idOfEnvironment(platform: Platform, layers: readonly EnvironmentLayer[]): Digest {
  return digestOfJson({ schema: 1, platform, layers: layers.map(({ layer }) => layer.digest) });
}
