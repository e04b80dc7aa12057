import aslValidator from 'asl-validator';
import { expect, test } from 'vitest';
import { compiled, ECS, FARGATE } from './testing/compiled.ts';
import { decorator, END, foreach, join, planOf, SHAPES, step, to } from './testing/shapes.ts';

/** What Amazon's own grammar, and the graph of the states, have against a definition. */
function problemsOf(definition: string): readonly unknown[] {
  return aslValidator(JSON.parse(definition)).errors;
}

test.each(Object.entries(SHAPES))('%s', async (name, steps) => {
  const definition = compiled(planOf(steps)).get('state-machine.json') ?? '';
  expect(problemsOf(definition)).toEqual([]);
  await expect(definition).toMatchFileSnapshot(`golden/${name}.state-machine.json`);
});

const SETTINGS = [
  step('start', foreach('work'), [
    decorator('resources', { cpu: 4, memory: 16_000, gpu: 1, shared_memory: 512 }),
    decorator('batch', {
      image: 'registry.example/cuda:12',
      queue: 'gpu',
      host_volumes: ['/data', '/var/big:/big'],
      efs_volumes: ['fs-12345678:/models'],
      aws_batch_tags: { cost: 'science' },
      privileged: true,
      use_tmpfs: true,
      iam_role: 'arn:aws:iam::123456789012:role/reader',
    }),
    decorator('secrets', { sources: ['database'] }),
  ]),
  step('work', to('join'), [
    decorator('retry', { times: 2, minutes_between_retries: 0.5 }),
    decorator('timeout', { minutes: 10 }),
    decorator('environment', { vars: { MODE: 'full' } }),
  ]),
  join('join', to('end')),
  step('end', END()),
];

/** What Fargate has as well. */
const PLAIN = SETTINGS.map((each) => ({
  ...each,
  decorators: each.decorators
    .filter(({ name }) => name !== 'resources')
    .map((own) => (own.name === 'batch' ? decorator('batch', { efs_volumes: 'fs-12345678', aws_batch_tags: 'cost=science' }) : own)),
}));

const CHOSEN = {
  timeout: 86_400,
  maxWorkers: 16,
  logGroup: '/flows',
  notify: { topic: 'arn:aws:sns:eu-west-1:123456789012:runs', on: ['done', 'failed'] },
} as const;

test.each([
  ['batch-ec2', SETTINGS, { ...CHOSEN }],
  ['batch-fargate', PLAIN, { ...CHOSEN, compute: FARGATE, mapMode: 'inline' }],
  ['ecs', PLAIN, { ...CHOSEN, compute: ECS, maps: { start: 'inline' } }],
] as const)('the settings of steps and of people: %s', async (name, steps, options) => {
  const project = decorator('project', { name: 'science', branch: 'main' });
  const plan = planOf(steps, { decorators: [decorator('schedule', { cron: '30 7 * * 1-5', timezone: 'Europe/Berlin' }), project] });
  const files = compiled(plan, options);
  expect(problemsOf(files.get('state-machine.json') ?? '')).toEqual([]);
  for (const [file, text] of files) await expect(text).toMatchFileSnapshot(`golden/${name}.${file}`);
});

test('the same plan gives the same bytes, and another manifest gives other definitions', () => {
  const plan = planOf(SHAPES['nested-foreach']);
  expect(compiled(plan)).toEqual(compiled(planOf(SHAPES['nested-foreach'])));
});

test('steps that are alike share a definition', () => {
  const names = (text = '[]'): readonly unknown[] => JSON.parse(text);
  expect(names(compiled(planOf(SHAPES.switch)).get('job-definitions.json'))).toHaveLength(2);
  expect(names(compiled(planOf(SETTINGS)).get('job-definitions.json'))).toHaveLength(4);
});

/** Steps in a row. */
function row(count: number) {
  const names = ['start', ...Array.from({ length: count - 2 }, (_, index) => `step_${index}`), 'end'];
  return names.map((name, index) => step(name, index === count - 1 ? END() : to(names[index + 1] ?? 'end')));
}

test('a plain step takes less than 1 KB, so that 1,000 fit', () => {
  const sizes = [100, 1000].map((count) => compiled(planOf(row(count))).get('state-machine.json')?.length ?? 0);
  const [small = 0, large = 0] = sizes;
  expect((large - small) / 900).toBeLessThan(800);
  expect(large).toBeLessThan(1_048_576);
});

test('a state machine that Step Functions would not take is refused', () => {
  expect(() => compiled(planOf(row(2000)))).toThrow(expect.objectContaining({ code: 'sfn.too-large', location: { file: 'shapes.py' } }));
});

test('long names are cut, and stay apart', () => {
  const [one, other] = [`a${'x'.repeat(90)}1`, `a${'x'.repeat(90)}2`];
  const steps = [step('start', foreach(one)), step(one, to(other)), step(other, to('join')), join('join', to('end')), step('end', END())];
  const definition = compiled(planOf(steps)).get('state-machine.json') ?? '';
  expect(problemsOf(definition)).toEqual([]);
  const states = [...definition.matchAll(/^ *"([^"]+)":\{"Type"/gm)].map(([, name = '']) => name);
  expect(new Set(states).size).toBe(states.length);
  expect(Math.max(...states.map((name) => name.length))).toBe(80);
});
