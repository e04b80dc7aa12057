import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startVersityGw } from '@frazil/engine-kit';
import { checkTraffic } from './check-traffic.ts';
import type { FleetInput, FleetResult } from './fleet-input.ts';
import { roomFor } from './room-for.ts';
import { runWorker, type WorkerResult } from './run-worker.ts';
import { startCountingProxy, sumOfTraffic } from './start-counting-proxy.ts';

// A process of its own, so that its network can be cut: many workers hydrate from one S3 server. Its argument is a FleetInput,
// what it prints a FleetResult.
const input: FleetInput = JSON.parse(process.argv[2] ?? '');
const CLOCK_TICKS = 100;
// One worker alone says how much room each needs.
const SPARE = 1.1;
// Node takes one new connection each time around its loop: one proxy with all connections would let the last of them wait for minutes.
const PROXIES = 20;

const gateway = await startVersityGw();
cpSync(input.store, gateway.folder, { recursive: true });
const variables = {
  FRAZIL_STORE: `s3://${gateway.bucket}/${input.prefix}`,
  FRAZIL_MANIFEST: input.manifest,
  FRAZIL_ENGINE: 'argo',
  FRAZIL_STEP: 'start',
  AWS_ACCESS_KEY_ID: gateway.accessKey,
  AWS_SECRET_ACCESS_KEY: gateway.secretKey,
  AWS_REGION: 'us-east-1',
};
try {
  console.log(JSON.stringify(await hydrateFleet()));
} finally {
  await gateway.stop();
}

async function hydrateFleet(): Promise<FleetResult> {
  const alone = await runAll(1, 1, 0);
  const appetite = { memory: alone.own * SPARE, disk: alone.disk * SPARE };
  const { workers: atOnce, limit } = roomFor(input.workers, input.folder, appetite);
  const { disk: _, own: __, ...fleet } = await runAll(input.workers, atOnce, input.refuseEach);
  return { workers: input.workers, atOnce, limit, ...fleet };
}

async function runAll(workers: number, atOnce: number, refuseEach: number) {
  const toProxy = { target: gateway.endpoint, bucket: gateway.bucket, refuseEach };
  const proxies = await Promise.all(Array.from({ length: PROXIES }, () => startCountingProxy(toProxy)));
  const [begun, cpuBefore] = [performance.now(), cpuSeconds()];
  const waiting = Array.from({ length: workers }, (_, index) => ({
    folder: join(input.folder, `volume-${workers}-${index}`),
    endpoint: proxies[index % PROXIES]?.endpoint ?? '',
  }));
  const results: WorkerResult[] = [];
  const takeTurns = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const given = { ...variables, FRAZIL_S3_ENDPOINT: next.endpoint };
      results.push(await runWorker({ program: input.program, folder: next.folder, variables: given }));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, takeTurns));
  const seconds = (performance.now() - begun) / 1000;
  const traffic = sumOfTraffic(await Promise.all(proxies.map((proxy) => proxy.stop())));
  const failures = results.flatMap(({ failure }) => failure ?? []);
  if (failures.length > 0) throw new Error(`${failures.length} of ${workers} workers failed; one of them: ${failures[0]}`);
  return {
    seconds,
    cpu: cpuSeconds() - cpuBefore,
    slowest: Math.max(...results.map((result) => result.seconds)),
    peak: Math.max(...results.map(({ peak }) => peak)),
    own: Math.max(...results.map(({ own }) => own)),
    disk: Math.max(...results.map(({ disk }) => disk)),
    ...checkTraffic(traffic, gateway.folder, workers),
    requests: traffic.requests,
    refused: traffic.refused,
  };
}

/** Of this process and all that it started and that ended; the S3 server is not among them before it stops. */
function cpuSeconds(): number {
  const fields = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  // utime, stime, cutime, cstime
  return fields.slice(11, 15).reduce((total, ticks) => total + Number(ticks), 0) / CLOCK_TICKS;
}
