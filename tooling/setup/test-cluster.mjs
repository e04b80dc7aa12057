import { ensureBuilt } from './ensure-built.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { main, Stop } from './stop.mjs';
import { vitest } from './vitest.mjs';

const SETTINGS = {
  KUBECONFIG: 'the configuration of a cluster with Argo Workflows',
  FRAZIL_CLUSTER_WORKER_IMAGE: "the worker's image by digest, as its nodes know it: REPOSITORY@sha256:...",
  FRAZIL_CLUSTER_STORE_HOST: 'an address of this machine that its pods reach',
};

// `npm run test:cluster`: the tests on a real cluster (`*.cluster.test.ts`). Further arguments go to vitest.
await main(async () => {
  const missing = Object.entries(SETTINGS).filter(([name]) => !process.env[name]);
  if (missing.length > 0) {
    const names = missing.map(([name]) => name).join(', ');
    const hints = missing.map(([name, meaning]) => `set ${name} to ${meaning}`);
    throw new Stop(`The tests on a cluster need variables that are not set: ${names}.`, `${hints.join('; ')}. See CONTRIBUTING.md.`);
  }
  await ensureInstalled();
  await ensureBuilt();
  return await vitest(['.cluster.test.ts', '--maxWorkers=2', '--maxConcurrency=8', ...process.argv.slice(2)]);
});
