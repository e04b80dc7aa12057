import { afterAll, beforeAll, beforeEach, test, vi } from 'vitest';
import { bareEnvironment } from './bare-environment.ts';
import type { Gateway } from './gateway.ts';
import { objectCases } from './object-cases.ts';
import { objectFaultCases } from './object-fault-cases.ts';
import { type ObjectsScene, startObjectsScene } from './objects-scene.ts';

/** Tests all that objects in buckets do, and what they do when something goes wrong, on a server. */
export function testObjects(startGateway: () => Promise<Gateway>): void {
  let scene: ObjectsScene;
  beforeAll(async () => {
    const gateway = await startGateway();
    const credentials = { AWS_ACCESS_KEY_ID: gateway.accessKey, AWS_SECRET_ACCESS_KEY: gateway.secretKey };
    for (const [name, value] of Object.entries({ ...bareEnvironment, ...credentials })) vi.stubEnv(name, value);
    scene = await startObjectsScene(gateway);
  });
  beforeEach(() => scene.proxy.reset());
  afterAll(() => {
    vi.unstubAllEnvs();
    return scene.stop();
  });

  test.each([...objectCases, ...objectFaultCases].map((each) => [each.name, each] as const))('%s', (_, { run }) => run(scene));
}
