import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Contender } from './bench-case.ts';

/** What one run took: seconds of wall clock and of all processors, bytes of the largest process and of what it wrote. */
export interface Measurement {
  readonly wall: number;
  readonly cpu: number;
  readonly peak: number;
  readonly output: number;
}

const PROGRAM = fileURLToPath(new URL('./measure.py', import.meta.url));

/** Runs a contender once and measures the whole process tree. A failing command fails the bench. */
export async function measure(contender: Contender, python: string): Promise<Measurement> {
  await contender.prepare?.();
  const result = spawnSync(python, [PROGRAM, ...contender.command], {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    env: { ...process.env, ...contender.variables },
    ...(contender.directory !== undefined && { cwd: contender.directory }),
  });
  if (result.status !== 0) throw new Error(`${contender.name} could not be started: ${result.stderr}`);
  const { exit, errors, ...measurement } = JSON.parse(result.stdout);
  if (exit !== 0) throw new Error(`${contender.name} failed with exit code ${exit}:\n${errors}`);
  return measurement;
}
