import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { airflow } from './airflow.ts';

const VERSIONS = ['2.11', '3.3'] as const;

const DAG = `
import pendulum
try:
    from airflow.sdk import DAG
    from airflow.providers.standard.operators.python import PythonOperator
except ImportError:
    from airflow import DAG
    from airflow.operators.python import PythonOperator

def count(params):
    return list(range(params["n"]))

def check(number):
    assert number != 2

with DAG(dag_id="sample", schedule=None, start_date=pendulum.datetime(2026, 1, 1, tz="UTC"), catchup=False, params={"n": 1}):
    counted = PythonOperator(task_id="count", python_callable=count)
    PythonOperator.partial(task_id="check", python_callable=check).expand(op_args=counted.output.map(lambda number: [number]))
`;

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frazil-dags-'));
});
afterEach(() => rm(folder, { recursive: true }));

test.each(VERSIONS)('Airflow %s imports DAG files, and says why one does not import', async (version) => {
  await writeFile(join(folder, 'sample.py'), DAG);
  await writeFile(join(folder, 'broken.py'), 'from airflow import nothing_of_this_name\n');
  const { dags, problems } = await (await airflow(version)).checkDags(folder);
  expect(dags).toEqual([{ id: 'sample', tasks: ['check', 'count'] }]);
  expect(problems).toEqual([{ file: join(folder, 'broken.py'), message: expect.stringContaining('nothing_of_this_name') }]);
});

test.each(VERSIONS)('Airflow %s runs a DAG and says how each task ended', async (version) => {
  const dagFile = join(folder, 'sample.py');
  await writeFile(dagFile, DAG);
  const engine = await airflow(version);
  const good = await engine.testDag({ dagFile, dagId: 'sample', conf: { n: 2 } });
  expect(good.exitCode, good.log).toBe(0);
  expect(good.tasks.map(({ id, index, state }) => [id, index, state])).toEqual([
    ['check', 0, 'success'],
    ['check', 1, 'success'],
    ['count', -1, 'success'],
  ]);
  const bad = await engine.testDag({ dagFile, dagId: 'sample', conf: { n: 3 } });
  expect(bad.exitCode).toBe(1);
  expect(bad.log).toContain('AssertionError');
  expect(bad.tasks.find(({ id, index }) => id === 'check' && index === 2)?.state).toBe('failed');
});
