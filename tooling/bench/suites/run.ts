import { dirname } from 'node:path';
import type { BenchCase, Contender } from '../bench-case.ts';
import { frazilVariables, placeFlow, type Workshop } from '../workshop.ts';

/** Runs of flows against `metaflow run`, both on the host's Python: what a task costs beside the user's code. */
export function runSuite(workshop: Workshop): readonly BenchCase[] {
  return [
    flowCase(workshop, 'run a 2-step flow', 'two_steps.py', 1),
    flowCase(workshop, 'run a 100-way foreach, per task', 'hundred.py', 103),
  ];
}

function flowCase(workshop: Workshop, name: string, flow: string, count: number): BenchCase {
  const file = placeFlow(workshop, flow, 'run');
  return { name, count, ours: frazilRun(workshop, file), peers: [metaflowRun(workshop, file)], aims: { 'metaflow run': 0.1 } };
}

// The same number of workers for both.
const WORKERS = ['--max-workers', '16'];

function frazilRun(workshop: Workshop, file: string): Contender {
  return {
    name: 'frazil run',
    command: [...workshop.frazil, file, '--environment=local', 'run', ...WORKERS],
    variables: frazilVariables(workshop, 'run-home'),
  };
}

function metaflowRun(workshop: Workshop, file: string): Contender {
  const variables = { METAFLOW_USER: 'bench', USERNAME: 'bench', METAFLOW_DATASTORE_SYSROOT_LOCAL: dirname(file) };
  return { name: 'metaflow run', command: [workshop.peers.python, file, '--quiet', 'run', ...WORKERS], variables };
}
