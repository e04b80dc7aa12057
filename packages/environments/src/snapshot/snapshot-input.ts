import type { LockedEnvironment, Platform } from '@frazil/core';

/** What is stored, and for whom. */
export interface SnapshotInput {
  readonly locked: LockedEnvironment;
  readonly platform: Platform;
  /** The platform of this machine; it must be locked too when `platform` is another one. */
  readonly host: Platform;
  /** Whether it will be hydrated here: each layer is then unpacked while others are made. */
  readonly isHydrated: boolean;
}
