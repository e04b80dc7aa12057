import type { BenchCase, Contender } from './bench-case.ts';
import { type Measurement, measure } from './measure.ts';

/** The runs of one contender, in order; run n of each contender was made in the same minute. */
export interface Runs {
  readonly name: string;
  readonly runs: readonly Measurement[];
}

/** What a case measured; ours comes first. */
export interface CaseResult {
  readonly name: string;
  readonly contenders: readonly Runs[];
  readonly aims: BenchCase['aims'];
  readonly peakAims: BenchCase['aims'];
  readonly count: number;
}

/** Runs all contenders of a case in turn, after one round that isn't counted. */
export async function runCase(bench: BenchCase, runs: number, python: string): Promise<CaseResult> {
  const contenders = [bench.ours, ...bench.peers];
  const measured = new Map<string, Measurement[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round <= runs; round++) {
    for (const contender of contenders) await runOnce(contender, round, measured, python);
  }
  return {
    name: bench.name,
    contenders: [...measured].map(([name, all]) => ({ name, runs: all })),
    aims: bench.aims,
    peakAims: bench.peakAims ?? {},
    count: bench.count ?? 1,
  };
}

async function runOnce(contender: Contender, round: number, measured: Map<string, Measurement[]>, python: string): Promise<void> {
  const measurement = await measure(contender, python);
  if (round > 0) measured.get(contender.name)?.push(measurement);
}
