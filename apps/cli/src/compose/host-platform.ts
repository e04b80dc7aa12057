import { type Platform, platformOf } from '@frazil/core';
import { cliErrors } from '../errors.ts';

/** The platform of a process. Throws when environments can't be frozen for it. Pure. */
export function hostPlatform(process: { readonly platform: string; readonly arch: string }): Platform {
  const platform = platformOf(process);
  if (platform !== undefined) return platform;
  throw cliErrors.create('cli.platform-unsupported', { platform: `${process.platform}-${process.arch}` });
}
