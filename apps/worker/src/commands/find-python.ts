import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Digest } from '@frazil/core';
import type { Manifest } from '@frazil/deployments';
import { workerErrors } from '../errors.ts';
import { machinePlatform } from '../settings/platform.ts';
import type { Variables } from '../settings/settings.ts';
import { environmentOfStep, stepOfPlace } from '../settings/step-environment.ts';
import { volumeOf } from '../settings/volume.ts';
import { checkGlibc } from '../task/check-glibc.ts';

/** A Python of a frozen environment. */
export interface FoundPython {
  readonly id: Digest;
  readonly python: string;
}

/** The Python of a step, which `hydrate` brought. Throws when it didn't, and when the image is too old for it. */
export async function findPython(variables: Variables, manifest: Manifest, place: string): Promise<FoundPython> {
  const step = stepOfPlace(place);
  const id = environmentOfStep(manifest, step, machinePlatform());
  const environment = presentFolder(volumeOf(variables).environment(id));
  await checkGlibc(step, environment);
  return { id, python: join(environment, 'bin', 'python3') };
}

/** A folder of the volume. Throws when it isn't there. */
export function presentFolder(path: string): string {
  if (existsSync(path)) return path;
  throw workerErrors.create('worker.not-hydrated', { path });
}
