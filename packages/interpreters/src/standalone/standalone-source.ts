import type { Platform } from '@frazil/core';

/** What the standalone provider works with. */
export interface StandaloneSource {
  /** Runs uv with these arguments; the variables are stronger than the environment. Gives its stdout; throws `uv.failed`. */
  readonly uv: (args: readonly string[], variables: Readonly<Record<string, string | undefined>>, signal: AbortSignal) => Promise<string>;
  /** The environment: the settings of mirrors and catalogues. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Where archives are kept. */
  readonly cacheDirectory: string;
  readonly host: Platform;
}

/** Which archive is wanted. */
export interface WantedArchive {
  readonly key: string;
  readonly version: string;
  readonly platform: Platform;
  readonly file: string;
  readonly build: string | undefined;
  /** What it must be; undefined when the catalogue doesn't say. */
  readonly sha256: string | undefined;
  /** Where it is when uv's own catalogue has another build of that version. */
  readonly otherUrl?: string | undefined;
}
