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
  ['catch', { var: 'end' }, ['flow.reserved-name']],
  ['retry', { times: '3', minutes_between_retries: '0.5' }, []],
  ['retry', { times: '1.5' }, ['flow.bad-attribute']],
  ['timeout', {}, ['flow.incomplete-decorator']],
  ['timeout', { seconds: 0, minutes: 0 }, ['flow.incomplete-decorator']],
  ['timeout', { hours: '1' }, []],
  ['card', { id: 'a', options: {}, refresh_interval: 1 }, []],
  ['card', { identifier: 'a' }, ['flow.unknown-attribute']],
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

test.each<[string, Attributes, string[]]>([
  ['project', {}, ['flow.incomplete-decorator']],
  ['project', { name: 'ice_1' }, []],
  ['project', { name: 'Ice age' }, ['flow.bad-attribute']],
  ['trigger', {}, ['flow.incomplete-decorator']],
  ['trigger', { event: 'a', events: ['b'] }, ['flow.contradicting-attributes']],
  ['trigger', { event: 1 }, ['flow.bad-attribute']],
  ['trigger', { events: 'a' }, ['flow.bad-attribute']],
  ['trigger', { events: ['a', { name: 'b', parameters: ['p'] }], options: {} }, []],
  ['trigger', { events: [{ namespaced: 'a' }, { name: { namespaced: 'b' }, parameters: {} }] }, []],
  ['trigger', { event: { namespaced: 1 } }, ['flow.bad-attribute']],
  ['trigger', { event: { parameters: {} } }, ['flow.bad-attribute']],
  ['trigger_on_finish', { flow: null, flows: [] }, ['flow.incomplete-decorator']],
  ['trigger_on_finish', { flows: ['A', { name: 'B', project: 'p' }, { flow: 'C' }] }, []],
  ['trigger_on_finish', { flow: {} }, ['flow.bad-attribute']],
  ['exit_hook', { on_success: [] }, ['flow.incomplete-decorator']],
  ['exit_hook', { on_success: 1 }, ['flow.bad-attribute']],
  ['exit_hook', { on_error: ['f'] }, []],
])('@%s of a flow with %j: %j', (name, attributes, codes) => {
  expect(codesOf([], [{ name, attributes, line: 7 }])).toEqual(codes);
});

test('a flow may have several exit hooks, and a step several cards', () => {
  const hook = { name: 'exit_hook', attributes: { on_error: ['f'] }, line: 7 };
  const card = { name: 'card', attributes: {}, line: 8 };
  expect(codesOf([card, card], [hook, hook])).toEqual([]);
});
