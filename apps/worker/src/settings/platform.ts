import { type Platform, platformOf } from '@frazil/core';
import { workerErrors } from '../errors.ts';

/** The platform of this machine. Throws when nothing is frozen for it. */
export function machinePlatform(machine: Machine = process): Platform {
  const platform = platformOf(machine);
  if (platform === undefined) throw workerErrors.create('worker.platform-unknown', { platform: `${machine.platform}-${machine.arch}` });
  return platform;
}

type Machine = Pick<NodeJS.Process, 'platform' | 'arch'>;
