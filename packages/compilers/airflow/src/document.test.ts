import { expect, test } from 'vitest';
import { compileAirflow } from './compile.ts';
import { TARGET } from './testing/run-on-airflow.ts';
import { decorator, END, planOf, SHAPES, step, to } from './testing/shapes.ts';

const textOf = (plan: ReturnType<typeof planOf>) => compileAirflow.compile({ plan, target: TARGET, options: {} })[0]?.text ?? '';
const FILES = Object.entries(SHAPES).map(([name, steps]) => [name, textOf(planOf(steps))] as const);

test('lines are no longer than 120, and none ends with a space', () => {
  for (const [name, text] of FILES)
    expect(
      text.split('\n').filter((line) => line.length > 120 || /\s$/.test(line)),
      name,
    ).toEqual([]);
});

test('a file defines only what it uses', () => {
  for (const [name, text] of FILES) {
    for (const [, defined = ''] of text.matchAll(/^(?:def|class) (\w+)|^([A-Z_]+) = /gm)) {
      expect(text.split(new RegExp(`\\b${defined}\\b`)).length, `${defined} in ${name}`).toBeGreaterThan(2);
    }
  }
});

test('the same plan gives the same bytes, and the file names the manifest that it was made from', () => {
  expect(textOf(planOf(SHAPES['nested-foreach']))).toBe(textOf(planOf(SHAPES['nested-foreach'])));
  expect(textOf(planOf(SHAPES.linear))).toContain(`Made by Frazil from the manifest ${TARGET.manifest}`);
});

test('names that the file has taken, and long ones, keep steps apart', () => {
  const [one, other] = [`a${'x'.repeat(120)}1`, `a${'x'.repeat(120)}2`];
  const steps = [step('start', to('items')), step('items', to(one)), step(one, to(other)), step(other, to('end')), step('end', END())];
  const text = textOf(planOf(steps));
  expect(text).toContain('items_2 = step("items"');
  const ids = [...text.matchAll(/task_id="(a[^"]+)"/g)].map(([, id = '']) => id);
  expect(new Set(ids).size).toBe(2);
  expect(ids.every((id) => id.length <= 100)).toBe(true);
});

test('the file is called as its DAG is', () => {
  const plan = planOf(SHAPES.linear, { decorators: [decorator('project', { name: 'ice', branch: 'main' })] });
  expect(compileAirflow.compile({ plan, target: TARGET, options: {} }).map(({ name }) => name)).toEqual(['ice.main.Shapes.py']);
  expect(compileAirflow.compile({ plan, target: TARGET, options: { name: 'mine' } }).map(({ name }) => name)).toEqual(['mine.py']);
});
