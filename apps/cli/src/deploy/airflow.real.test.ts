import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { SHAPE_EXAMPLES, type ShapeExample } from '@frazil/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AirflowScene, startAirflowScene } from '../testing/airflow-scene.ts';

let scene: AirflowScene;
beforeAll(async () => {
  scene = await startAirflowScene();
});
afterAll(() => scene.stop());

// The compiler's own tests run every shape. These have what a command adds: parameters, artifacts that decide, and joins of joins. The
// matrix has the gang: `airflow dags test` runs one task at a time.
const RUNS = [
  ['2.11', 'joins.py', shape('joins')],
  ['3.3', 'switch.py', shape('switch', { size: 'small' })],
] as const;

function shape(name: string, parameters: Readonly<Record<string, string>> = {}): ShapeExample {
  const found = SHAPE_EXAMPLES.find(
    ({ file, parameters: given }) => basename(file) === `${name}.py` && isDeepStrictEqual(given, parameters),
  );
  if (!found) throw new Error(`there is no example ${name}`);
  return found;
}

test.concurrent.each(RUNS)(
  'Airflow %s: %s ends as it does here, without a way to a registry',
  { timeout: 600_000 },
  async (version, name, example) => {
    const run = await scene.runDag(`shapes/${name}`, { version, conf: example.parameters });
    expect(run.exitCode, run.log).toBe(0);
    expect((await scene.run(`shapes/${name} logs end --stdout`)).stdout).toBe(`${example.prints}\n`);
  },
);

test('a loop is refused', async () => {
  const refused = await scene.run('shapes/loops.py airflow create dags/loops.py');
  expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(/loops\.py:\d+: The flow goes back to the step/) });
});
