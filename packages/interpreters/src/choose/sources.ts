import type { Context, Platform } from '@frazil/core';
import type { InstalledPython } from '../installed/probe-python.ts';
import type { StandaloneProvider } from '../standalone/standalone-provider.ts';

/** Where an interpreter can come from. */
export interface Sources {
  readonly standalone: StandaloneProvider;
  readonly host: Platform;
  /** Whether layers can be made of what is installed here: programs of Linux can be changed to run from any folder. */
  readonly canRepackage: boolean;
  /** The CPythons of this machine; of one minor version, or of all. */
  installed(minor: string | undefined, context: Context): Promise<readonly InstalledPython[]>;
}
