import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BenchCase, Contender } from '../bench-case.ts';
import { startStandIn } from '../start-stand-in.ts';
import { frazilVariables, type Workshop } from '../workshop.ts';

const STEPS = 900;
const MANY = 10_000;
const HERA = fileURLToPath(new URL('../compile-with-hera.py', import.meta.url));
const ROLE = 'arn:aws:iam::123456789012:role/frazil';

/** A target, and how each of the two commands prints its document. Metaflow can't for Step Functions: it asks Batch, and registers there. */
interface Target {
  readonly name: string;
  readonly frazil: readonly string[];
  readonly metaflow?: readonly string[];
  /** Whether it takes documents of any size. */
  readonly isUnbounded: boolean;
}

const TARGETS: readonly Target[] = [
  {
    name: 'Argo Workflows',
    frazil: ['argo-workflows', 'create', '--only-json'],
    metaflow: ['argo-workflows', 'create', '--only-json'],
    isUnbounded: true,
  },
  { name: 'Airflow', frazil: ['airflow', 'create'], metaflow: ['airflow', 'create', '/dev/stdout'], isUnbounded: true },
  { name: 'Step Functions', frazil: ['step-functions', 'create', '--only-json'], isUnbounded: false },
];

/** Compiling a flow of 900 steps against Metaflow, and against hera's 900 tasks that only are drawn; then a flow of 10,000 steps. */
export async function compileSuite(workshop: Workshop): Promise<readonly BenchCase[]> {
  const endpoint = await startStandIn(workshop.peers.python);
  const [file, manyFile] = [writeFlow(workshop, STEPS), writeFlow(workshop, MANY)];
  const hera: Contender = { name: 'hera', command: [workshop.peers.python, HERA, String(STEPS)] };
  const cases = TARGETS.map((target): BenchCase => {
    const ours = compileWithFrazil(workshop, endpoint, file, target);
    const metaflow = target.metaflow === undefined ? [] : [compileWithMetaflow(workshop, endpoint, file, target.metaflow)];
    const peers = target.name === 'Argo Workflows' ? [...metaflow, hera] : metaflow;
    return {
      name: `compile ${STEPS} steps for ${target.name}`,
      ours,
      peers,
      aims: Object.fromEntries(peers.map(({ name }) => [name, 0.1])),
    };
  });
  const many = TARGETS.filter(({ isUnbounded }) => isUnbounded).map((target): BenchCase => {
    const ours = compileWithFrazil(workshop, endpoint, manyFile, target);
    return { name: `compile ${MANY} steps for ${target.name}`, ours, peers: [], aims: {} };
  });
  return [...cases, compileAlone(workshop), ...many];
}

const TIMES = 20;

/** Compiling alone, from the model of a flow to its document, in one process again and again: what starting it costs is spread over all. */
function compileAlone({ node, peers }: Workshop): BenchCase {
  const program = fileURLToPath(new URL('../dist/compile-many.js', import.meta.url));
  return {
    name: `compile ${STEPS} steps for Argo Workflows, from the flow's model, each of ${TIMES} times`,
    count: TIMES,
    ours: { name: 'frazil', command: [node, program, String(STEPS), String(TIMES)] },
    peers: [{ name: 'hera', command: [peers.python, HERA, String(STEPS), String(TIMES)] }],
    aims: { hera: 0.1 },
  };
}

/** A flow of so many steps, one after the other. */
function writeFlow({ folder }: Workshop, steps: number): string {
  const names = ['start', ...Array.from({ length: steps - 2 }, (_, number) => `s${number}`), 'end'];
  const methods = names.flatMap((name, index) => {
    const next = names[index + 1];
    return ['    @step', `    def ${name}(self):`, `        ${next === undefined ? 'pass' : `self.next(self.${next})`}`, ''];
  });
  const lines = ['from metaflow import FlowSpec, step', '', '', `class Big${steps}Flow(FlowSpec):`, ...methods];
  const file = join(folder, `big${steps}.py`);
  writeFileSync(file, [...lines, '', "if __name__ == '__main__':", `    Big${steps}Flow()`, ''].join('\n'));
  return file;
}

/** What both need to reach the store. */
function awsVariables(endpoint: string): Readonly<Record<string, string>> {
  return { AWS_ENDPOINT_URL: endpoint, AWS_ACCESS_KEY_ID: 'bench', AWS_SECRET_ACCESS_KEY: 'bench', AWS_REGION: 'us-east-1' };
}

/** The whole command, from reading the flow to the document; its code goes to the store, its lock is there since the first round. */
function compileWithFrazil(workshop: Workshop, endpoint: string, file: string, target: Target): Contender {
  const variables = {
    ...frazilVariables(workshop, 'compile-home'),
    ...awsVariables(endpoint),
    FRAZIL_STORE: 's3://frazil/frazil',
    FRAZIL_WORKER_IMAGE: `registry.example/frazil-worker@sha256:${'0'.repeat(64)}`,
    FRAZIL_BATCH_QUEUE: 'frazil',
    FRAZIL_SFN_ROLE: ROLE,
    FRAZIL_JOB_ROLE: ROLE,
  };
  return { name: 'frazil', command: [...workshop.frazil, file, '--platform=linux-x86_64', ...target.frazil], variables };
}

function compileWithMetaflow({ peers }: Workshop, endpoint: string, file: string, args: readonly string[]): Contender {
  const variables = {
    ...awsVariables(endpoint),
    AWS_DEFAULT_REGION: 'us-east-1',
    METAFLOW_USER: 'bench',
    METAFLOW_DEFAULT_DATASTORE: 's3',
    METAFLOW_DATASTORE_SYSROOT_S3: 's3://frazil/metaflow',
    METAFLOW_S3_ENDPOINT_URL: endpoint,
  };
  return { name: 'metaflow', command: [peers.python, file, '--quiet', '--datastore=s3', ...args], variables };
}
