import { readInterpreterFacts } from '@frazil/interpreters';
import { workerErrors } from '../errors.ts';

/** Throws when this image's glibc is older than an environment's Python needs: the loader would say so in riddles. */
export async function checkGlibc(step: string, environment: string, found = glibcVersion()): Promise<void> {
  const { glibc: needed } = await readInterpreterFacts(environment);
  if (needed === undefined || found === undefined || compare(found, needed) >= 0) return;
  throw workerErrors.create('worker.glibc-too-old', { step, needed, found });
}

function compare(one: string, other: string): number {
  const [a, b] = [one, other].map((version) => version.split('.').map(Number));
  return (a?.[0] ?? 0) - (b?.[0] ?? 0) || (a?.[1] ?? 0) - (b?.[1] ?? 0);
}

/** The glibc that this process runs with; undefined where it can't be told. */
function glibcVersion(): string | undefined {
  const report: unknown = process.report.getReport();
  if (typeof report !== 'object' || report === null || !('header' in report)) return undefined;
  const { header } = report;
  if (typeof header !== 'object' || header === null || !('glibcVersionRuntime' in header)) return undefined;
  return typeof header.glibcVersionRuntime === 'string' ? header.glibcVersionRuntime : undefined;
}
