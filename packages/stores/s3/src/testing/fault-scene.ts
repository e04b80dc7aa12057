import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createS3Store } from '../s3-store.ts';
import type { FaultScene } from './fault-cases.ts';
import { type Gateway, optionsFor } from './gateway.ts';
import { startFaultProxy } from './start-fault-proxy.ts';

/** Puts a proxy in front of a gateway, for {@link faultCases}; the gateway is stopped with it. */
export async function startFaultScene(gateway: Gateway): Promise<FaultScene & { stop(): Promise<void> }> {
  const proxy = await startFaultProxy(gateway);
  const folder = await mkdtemp(join(tmpdir(), 'frazil-s3-'));
  return {
    proxy,
    folder,
    straight: createS3Store(optionsFor(gateway, '/faults')),
    store: createS3Store({ ...optionsFor(proxy, '/faults'), attempts: 2 }),
    impatient: createS3Store({ ...optionsFor(proxy, '/faults'), attempts: 3, timeout: 700 }),
    stop: async () => {
      await proxy.stop();
      await gateway.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
