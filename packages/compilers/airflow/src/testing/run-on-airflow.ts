import { chmod, copyFile, link, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type DeployTarget, digestOf, type Plan } from '@frazil/core';
import { type Airflow, type DagTest, type JournaledPod, startPods } from '@frazil/engine-kit';
import { compileAirflow } from '../compile.ts';
import type { AirflowOptions } from '../options.ts';

/** What a task of a run was told. */
export interface ToldTask {
  readonly step: string;
  readonly path: string;
  readonly attempt: string;
  readonly run: string;
  readonly parameters?: string;
}

/** A run that is over. */
export interface RunOnAirflow extends DagTest {
  readonly told: readonly ToldTask[];
  readonly pods: readonly JournaledPod[];
}

/** What to run, and what each step of it answers. */
export interface RunInput {
  readonly plan: Plan;
  readonly options?: AirflowOptions;
  readonly answers?: Readonly<Record<string, unknown>>;
  readonly conf?: unknown;
}

/** Runs a plan on Airflow with pods as processes, in which a stand-in for the worker answers as it is told. */
export async function runOnAirflow(airflow: Airflow, { plan, options = {}, answers = {}, conf }: RunInput): Promise<RunOnAirflow> {
  const folder = await mkdtemp(join(tmpdir(), 'frazil-test-'));
  const pods = await startPods({ shared: [folder] });
  try {
    const [program, journal, standIn] = [join(folder, 'frazil-worker'), join(folder, 'journal'), join(folder, 'stand-in-worker.mts')];
    // Pods may not see the checkout, nor the Node that is in it, when that is in /tmp, of which they have their own.
    const node = join(folder, 'node');
    await copyFile(fileURLToPath(new URL('stand-in-worker.ts', import.meta.url)), standIn);
    await link(process.execPath, node).catch(() => copyFile(process.execPath, node));
    await writeFile(program, `#!/bin/sh\nexec '${node}' '${standIn}' "$@"\n`);
    await chmod(program, 0o755);
    await writeFile(journal, '');
    const variables = {
      PATH: [folder, process.env.PATH].join(delimiter),
      TEST_ANSWERS: JSON.stringify(answers),
      TEST_JOURNAL: journal,
      TEST_PROGRAM: program,
    };
    const target = { ...TARGET, variables };
    const [file] = compileAirflow.compile({ plan, target, options });
    const dagFile = join(folder, file?.name ?? '');
    await writeFile(dagFile, impatient(file?.text ?? ''));
    const dagId = file?.name.replace(/\.py$/, '') ?? '';
    const result = await airflow.testDag({ dagFile, dagId, conf, kubeconfig: pods.kubeconfig });
    const lines = (await readFile(journal, 'utf8')).split('\n').filter((line) => line !== '');
    return { ...result, told: lines.map((line) => JSON.parse(line)), pods: pods.journal() };
  } finally {
    await pods.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A DAG file that looks for its pods every 100 ms: those of tests begin at once. */
function impatient(text: string): string {
  return text.replace('"startup_check_interval_seconds": 1,', '"startup_check_interval_seconds": 0.1,');
}

/** What compiled files of tests say of their target. */
export const TARGET: DeployTarget = {
  store: 's3://bucket/team',
  manifest: digestOf('manifest'),
  workerImage: `registry.example/frazil-worker@sha256:${'fedcba9876543210'.repeat(4)}`,
  baseImage: 'debian:12-slim',
  variables: {},
  labels: { owner: 'ada' },
};
