import { startVersityGw } from '@frazil/engine-kit';
import { afterAll, beforeAll, beforeEach, test, vi } from 'vitest';
import { bareEnvironment } from '../testing/bare-environment.ts';
import { objectCases } from '../testing/object-cases.ts';
import { objectFaultCases } from '../testing/object-fault-cases.ts';
import { type ObjectsScene, startObjectsScene } from '../testing/objects-scene.ts';

let scene: ObjectsScene;
beforeAll(async () => {
  const gateway = await startVersityGw();
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
