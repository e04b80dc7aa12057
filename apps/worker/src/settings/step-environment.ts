import type { Digest, Platform } from '@frazil/core';
import type { Manifest } from '@frazil/deployments';
import { workerErrors } from '../errors.ts';

/** The name of the step that a place of a plan is of: places beyond the first are numbered, `step--2`. Pure. */
export function stepOfPlace(place: string): string {
  return place.replace(/--\d+$/, '');
}

/** The frozen environment of a step on a platform. Throws when there is none. Pure. */
export function environmentOfStep({ flow, environments }: Manifest, step: string, platform: Platform): Digest {
  if (!flow.steps.some(({ name }) => name === step)) throw workerErrors.create('worker.step-missing', { step, flow: flow.name });
  const frozen = environments[step] ?? {};
  const id = frozen[platform];
  if (id === undefined) throw workerErrors.create('worker.no-environment', { step, platform, frozen: Object.keys(frozen).sort() });
  return id;
}
