import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startVersityGw } from '@frazil/engine-kit';
import { frazilVariables, placeFlow, type Workshop } from '../workshop.ts';
import type { FleetInput, FleetResult } from './fleet-input.ts';

const WORKERS = 200;
const PREFIX = 'frazil';
// With faults, a tenth of the requests.
const REFUSE_EACH = 10;
const FLEET = fileURLToPath(new URL('./hydrate-fleet.ts', import.meta.url));
const BUILD_WORKER = fileURLToPath(new URL('../../../apps/worker/build.ts', import.meta.url));

/**
 * Lets 200 workers hydrate the pandas environment from one S3 server, in a network that has nothing but a loopback interface: without
 * faults, then with a tenth of the requests told to slow down. Throws when one fails, or is sent a byte of a layer twice. Gives Markdown.
 */
export async function measureFleet(workshop: Workshop): Promise<string> {
  const input = await makeMaterial(workshop);
  const results = [0, REFUSE_EACH].map((refuseEach) => hydrateFleet(workshop, { ...input, refuseEach }));
  return toMarkdown(results);
}

async function makeMaterial(workshop: Workshop): Promise<FleetInput> {
  const folder = join(workshop.folder, 'fleet');
  const [store, worker] = [join(folder, 'store'), join(folder, 'built')];
  const file = placeFlow(workshop, 'pandas_only.py', 'fleet');
  const gateway = await startVersityGw();
  try {
    const variables = {
      ...frazilVariables(workshop, 'fleet/home'),
      ...{ AWS_ENDPOINT_URL: gateway.endpoint, AWS_ACCESS_KEY_ID: gateway.accessKey, AWS_SECRET_ACCESS_KEY: gateway.secretKey },
      ...{ AWS_REGION: 'us-east-1', FRAZIL_STORE: `s3://${gateway.bucket}/${PREFIX}`, FRAZIL_UV: workshop.peers.uv },
      FRAZIL_WORKER_IMAGE: `registry.example/frazil-worker@sha256:${'0'.repeat(64)}`,
    };
    const create = [file, '--platform=linux-x86_64', 'argo-workflows', 'create', '--only-json'];
    const document = capture([...workshop.frazil, ...create], variables);
    const manifest = /"FRAZIL_MANIFEST",\s*"value":\s*"(?<digest>sha256:[0-9a-f]+)"/.exec(document)?.groups?.digest ?? '';
    cpSync(gateway.folder, store, { recursive: true });
    capture([workshop.node, '--conditions=@frazil/source', BUILD_WORKER, worker], {});
    const program = join(worker, 'linux-x86_64/frazil-worker');
    mkdirSync(join(folder, 'volumes'));
    return { store, prefix: PREFIX, manifest, program, folder: join(folder, 'volumes'), workers: WORKERS, refuseEach: 0 };
  } finally {
    await gateway.stop();
  }
}

// Whoever looked for a registry would not find a network.
function hydrateFleet(workshop: Workshop, input: FleetInput): FleetResult {
  console.error(`measuring: ${WORKERS} workers hydrate from one S3 server${input.refuseEach > 0 ? ' that is busy' : ''}`);
  const fleet = [workshop.node, '--conditions=@frazil/source', FLEET, JSON.stringify(input)];
  const result: FleetResult = JSON.parse(
    capture(['unshare', '--net', '/bin/sh', '-c', 'ip link set lo up && exec "$@"', 'sh', ...fleet], {}),
  );
  // The next one takes minutes.
  console.error(row(result));
  return result;
}

function capture([program = '', ...args]: readonly string[], variables: Readonly<Record<string, string>>): string {
  return execFileSync(program, args, {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...variables },
  });
}

function toMarkdown(results: readonly FleetResult[]): string {
  const head = [
    '| workers from one S3 server | at once | wall s | slowest s | CPU s | peak MB of a worker | bytes each: layers + rest | bytes sent twice | requests | told to slow down |',
    '| ---: | --- | ---: | ---: | ---: | ---: | --- | ---: | ---: | ---: |',
  ];
  return [...head, ...results.map(row), ''].join('\n');
}

function row(result: FleetResult): string {
  const { workers, atOnce, limit, seconds, slowest, cpu, peak, layerBytes, otherBytes, again, requests, refused } = result;
  const times = [seconds.toFixed(1), slowest.toFixed(1), cpu.toFixed(0)];
  const cells = [
    workers,
    `${atOnce} (${limit})`,
    ...times,
    (peak / 1e6).toFixed(0),
    `${layerBytes} + ${otherBytes}`,
    again,
    requests,
    refused,
  ];
  return `| ${cells.join(' | ')} |`;
}
