import { expect, test } from 'vitest';
import { checkFlow } from './check-flow.ts';
import type { Decorator, Flow } from './flow.ts';

type Attributes = Decorator['attributes'];

function codesOf(ofStep: readonly Decorator[], ofFlow: readonly Decorator[]): readonly string[] {
  const common = { line: 1, file: 'flow.py', doc: '', isJoin: false, arity: 1 };
  const flow: Flow = {
    ...{ name: 'F', file: 'flow.py', doc: '', line: 1, parameters: [], python: '3.11.7', decorators: [...ofFlow] },
    steps: [
      { ...common, name: 'start', decorators: [...ofStep], next: { kind: 'linear', target: 'end', line: 2 } },
      { ...common, name: 'end', decorators: [], next: { kind: 'end' } },
    ],
  };
  return checkFlow(flow).map(({ code }) => code);
}

test.each<[string, Attributes, string[]]>([
  ['resources', { cpu: '2', memory: 100.5 }, []],
  ['resources', { cpus: 2 }, ['flow.unknown-attribute']],
  ['kubernetes', { memory: 'lots', image_pull_policy: 'Sometimes' }, ['flow.bad-attribute', 'flow.bad-attribute']],
  ['kubernetes', { labels: 'a=b', qos: 'Guaranteed', tolerations: [{ key: 'a' }] }, []],
  ['catch', { var: 'problem', print_exception: false }, []],
  ['catch', { var: 'two words', print: true }, ['flow.bad-attribute', 'flow.unknown-attribute']],
  ['batch', { queue: 'q', tolerations: [] }, ['flow.unknown-attribute']],
])('@%s of a step with %j: %j', (name, attributes, codes) => {
  expect(codesOf([{ name, attributes, line: 7 }], [])).toEqual(codes);
});

test.each<[Attributes, string[]]>([
  [{ cron: '0 6 * * MON-FRI', timezone: 'Europe/Vienna' }, []],
  [{ cron: 'daily', timezone: 'Vienna' }, ['flow.bad-attribute', 'flow.bad-attribute']],
])('@schedule of a flow with %j: %j', (attributes, codes) => {
  expect(codesOf([], [{ name: 'schedule', attributes, line: 7 }])).toEqual(codes);
});
