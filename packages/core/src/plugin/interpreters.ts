import type { LayerReference } from '../environment/frozen.ts';
import type { Platform } from '../environment/platform.ts';
import type { LockedInterpreter } from '../lock/lock.ts';
import type { Context } from './reporter.ts';

/** Where interpreters come from: a chain of providers behind one face. */
export interface Interpreters {
  /**
   * Chooses the interpreter for a wanted version (`3.10.11` or `3.10`) on each platform. Exact when it can be had, else the
   * nearest patch of that minor with a warning, unless `strict`, which throws. May need the network to learn whether an
   * exact one can be had.
   */
  choose(
    wanted: string,
    platforms: readonly Platform[],
    options: { readonly strict: boolean },
    context: Context,
  ): Promise<readonly LockedInterpreter[]>;
  /** Names everything that decides the layer; equal recipes give equal layers. Pure. */
  recipe(locked: LockedInterpreter, platform: Platform): string;
  /**
   * Makes the layer of a locked interpreter; `original` is where the provider's archive goes, to be kept in the store, when
   * there is one. Throws when exactly this version can't be had.
   */
  pack(
    locked: LockedInterpreter,
    platform: Platform,
    output: { readonly layer: string; readonly original: string },
    context: Context,
  ): Promise<LayerReference>;
  /**
   * A program of this machine that compiles as the locked interpreter would, its version being the same; undefined when there
   * is none before the layer is made. No network.
   */
  compiler(locked: LockedInterpreter, context: Context): Promise<string | undefined>;
}
