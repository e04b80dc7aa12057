import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import type { BenchCase, Contender } from '../bench-case.ts';
import { emptyFolder, frazilVariables, placeFlow, type Workshop } from '../workshop.ts';

/** Runs of flows against `metaflow run`, both on one Python: what a task costs beside the user's code, and what data does. */
export function runSuite(workshop: Workshop): readonly BenchCase[] {
  return [
    flowCase(workshop, 'run a 2-step flow', 'two_steps.py', 1),
    flowCase(workshop, 'run a 100-way foreach, per task', 'hundred.py', 103),
    resumeCase(workshop),
    arrayCase(workshop),
    ...['show', 'check'].map((word) => wordCase(workshop, word)),
    manyCase(workshop),
  ];
}

// The same number of workers for both.
const WORKERS = ['--max-workers', '16'];
const METAFLOW = 'metaflow';

function flowCase(workshop: Workshop, name: string, flow: string, count: number): BenchCase {
  const file = placeFlow(workshop, flow, 'run');
  const words = ['run', ...WORKERS];
  return { name, count, ours: frazil(workshop, file, words), peers: [metaflow(workshop, file, words)], aims: { [METAFLOW]: 0.1 } };
}

/** All tasks but the last are taken over from the run before. */
function resumeCase(workshop: Workshop): BenchCase {
  const file = placeFlow(workshop, 'hundred.py', 'resume');
  const contenders = [frazil, metaflow].map((command): Contender => {
    const before = command(workshop, file, ['run', ...WORKERS]);
    let isRun = false;
    const prepare = (): void => {
      if (!isRun) runOnce(before);
      isRun = true;
    };
    return { ...command(workshop, file, ['resume', 'end', ...WORKERS]), prepare };
  });
  const [ours = frazil(workshop, file, []), ...peers] = contenders;
  return { name: 'resume a 100-way foreach, per task', count: 103, ours, peers, aims: { [METAFLOW]: 0.1 } };
}

/** An array of 100 MB is saved by one task and loaded by the next. What an interpreter with numpy takes, 26 MB, is in the peaks of both. */
function arrayCase(workshop: Workshop): BenchCase {
  const file = placeFlow(workshop, 'large_array.py', 'array');
  const command = (contender: Contender, home: string): Contender => ({
    ...contender,
    // An array that is in the store already would not be written again.
    prepare: () => void emptyFolder(workshop, home),
  });
  return {
    name: 'save and load a numpy array of 100 MB',
    ours: command(frazil(workshop, file, ['run']), 'array-home'),
    peers: [command(metaflow(workshop, file, ['run']), 'array/.metaflow')],
    aims: { [METAFLOW]: 0.5 },
    peakAims: { [METAFLOW]: 0.4 },
  };
}

function wordCase(workshop: Workshop, word: string): BenchCase {
  const file = placeFlow(workshop, 'hundred.py', 'words');
  return { name: word, ours: frazil(workshop, file, [word]), peers: [metaflow(workshop, file, [word])], aims: { [METAFLOW]: 0.33 } };
}

/** The memory of a run does not grow with its tasks. */
function manyCase(workshop: Workshop): BenchCase {
  const file = placeFlow(workshop, 'many.py', 'many');
  const few = '100 of them';
  const run = (count: number): Contender => frazil(workshop, file, ['run', '--count', String(count), ...WORKERS]);
  return { name: 'run a 10,000-way foreach', ours: run(10_000), peers: [{ ...run(100), name: few }], aims: {}, peakAims: { [few]: 1.3 } };
}

/** The folder of a flow is the name of its home as well. */
function frazil(workshop: Workshop, file: string, words: readonly string[]): Contender {
  const home = `${file.split('/').at(-2)}-home`;
  return {
    name: 'frazil',
    command: [...workshop.frazil, file, '--environment=local', ...words],
    variables: { ...frazilVariables(workshop, home), FRAZIL_PYTHON: workshop.peers.python },
  };
}

function metaflow(workshop: Workshop, file: string, words: readonly string[]): Contender {
  const variables = { METAFLOW_USER: 'bench', USERNAME: 'bench', METAFLOW_DATASTORE_SYSROOT_LOCAL: dirname(file) };
  return { name: METAFLOW, command: [workshop.peers.python, file, '--quiet', ...words], variables, directory: dirname(file) };
}

function runOnce({ command: [program = '', ...words], variables }: Contender): void {
  const { status, stderr } = spawnSync(program, words, { env: { ...process.env, ...variables }, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} could not prepare: ${stderr}`);
}
