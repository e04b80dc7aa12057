import type { Context, Ecosystem, HydratedEnvironment, Interpreters, LockedEnvironment, LockedInterpreter, Platform } from '@frazil/core';
import type { RequestGroup } from './group-requests.ts';
import type { WantedPlatforms } from './wanted-platforms.ts';

/** What a resolve needs. */
export interface ResolvePlugins {
  readonly ecosystem: Ecosystem;
  readonly interpreters: Interpreters;
  /** Snapshots a lock for this machine and hydrates it, to be tried. */
  tryOut(locked: LockedEnvironment, context: Context): Promise<HydratedEnvironment>;
  /** Makes this machine's interpreter, once it is chosen and while packages are resolved. What fails here fails again in `tryOut`. */
  prepare(interpreters: readonly LockedInterpreter[], context: Context): Promise<void>;
}

/** What is resolved. */
export interface ResolveOptions {
  readonly group: RequestGroup;
  readonly platforms: WantedPlatforms;
  readonly host: Platform;
  readonly strict: boolean;
  /** The date given on the command line, for requests without one. */
  readonly excludeNewer: string | undefined;
}
