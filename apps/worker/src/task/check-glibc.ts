import { glibcShortfall } from '@frazil/interpreters';
import { workerErrors } from '../errors.ts';

/** Throws when this image's glibc is older than an environment's Python needs. */
export async function checkGlibc(step: string, environment: string): Promise<void> {
  const shortfall = await glibcShortfall(environment);
  if (shortfall !== undefined) throw workerErrors.create('worker.glibc-too-old', { step, ...shortfall });
}
