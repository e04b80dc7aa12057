import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lintArgo } from './lint-argo.ts';

test('a good template has no problems; unknown fields, undefined templates, bad schedules and other files have', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'frazil-argolint-'));
  const write = async (name: string, ...documents: readonly object[]) => {
    const path = join(folder, name);
    await writeFile(path, documents.map((document) => JSON.stringify(document)).join('\n---\n'));
    return path;
  };
  try {
    const good = await write('good.yaml', template({}), cron('0 6 * * *'));
    const bad = [
      await write('field.yaml', template({ comand: ['echo'] })),
      await write('entry.yaml', template({}, 'nowhere')),
      await write('schedule.yaml', template({}), cron('nonsense')),
      await write('other.yaml', { kind: 'ConfigMap' }),
    ];
    expect(await lintArgo([good])).toEqual([]);
    const problems = await lintArgo([good, ...bad, join(folder, 'absent.yaml')]);
    expect(problems.map(({ file }) => file)).toEqual([...bad, join(folder, 'absent.yaml')]);
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringContaining('unknown field "spec.templates[0].container.comand"'),
      expect.stringContaining('nowhere'),
      expect.stringContaining('nonsense'),
      expect.stringContaining("nothing in it is one of Argo's workflows"),
      expect.stringContaining('no such file'),
    ]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

function template(container: object, entrypoint = 'main'): object {
  const templates = [{ name: 'main', container: { image: 'example', command: ['echo'], ...container } }];
  return { apiVersion: 'argoproj.io/v1alpha1', kind: 'WorkflowTemplate', metadata: { name: 'sample' }, spec: { entrypoint, templates } };
}

function cron(schedule: string): object {
  const spec = { schedules: [schedule], workflowSpec: { workflowTemplateRef: { name: 'sample' } } };
  return { apiVersion: 'argoproj.io/v1alpha1', kind: 'CronWorkflow', metadata: { name: 'sample' }, spec };
}
