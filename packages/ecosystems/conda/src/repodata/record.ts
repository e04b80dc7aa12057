import * as z from 'zod/mini';

/** What a channel says of one package. Whatever else it says is kept for the solver. */
export const PackageRecord = z.looseObject({
  name: z.string(),
  version: z.string(),
  build: z.string(),
  build_number: z.number(),
  depends: z.pipe(
    z.nullish(z.array(z.string())),
    z.transform((depends) => depends ?? []),
  ),
  sha256: z.optional(z.nullable(z.string())),
  size: z.optional(z.nullable(z.number())),
  noarch: z.optional(z.nullable(z.union([z.string(), z.boolean()]))),
  /** When it was built, in milliseconds; seconds in old ones. */
  timestamp: z.optional(z.nullable(z.number())),
});
export type PackageRecord = z.infer<typeof PackageRecord>;

// A moment in seconds is below this until the year 9999, one in milliseconds above it since 1978.
const SECONDS = 253402300799;

/** When a package was built, in milliseconds; undefined when it isn't said. Pure. */
export function timeOfRecord({ timestamp }: Pick<PackageRecord, 'timestamp'>): number | undefined {
  if (timestamp === undefined || timestamp === null || timestamp <= 0) return undefined;
  return timestamp > SECONDS ? timestamp : timestamp * 1000;
}

/** The name that a dependency is on: `numpy` of `conda-forge::numpy >=1.26,<2`. Pure. */
export function nameOfDependency(dependency: string): string {
  return /^(?:[^\s:]*::)?\s*([^\s=<>!~[(|,;]+)/.exec(dependency.trim())?.[1]?.toLowerCase() ?? '';
}
