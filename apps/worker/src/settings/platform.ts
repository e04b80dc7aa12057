import { type Platform, platformOf } from '@frazil/core';
import { workerErrors } from '../errors.ts';

/** The platform of this machine. Throws when nothing is frozen for it. */
export function machinePlatform(): Platform {
  const platform = platformOf(process);
  if (platform === undefined) throw workerErrors.create('worker.platform-unknown', { platform: `${process.platform}-${process.arch}` });
  return platform;
}
