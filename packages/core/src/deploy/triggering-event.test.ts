import { expect, test } from 'vitest';
import { triggerArguments, triggeringEvent } from './triggering-event.ts';

test('each event of a flow has an argument of its own', () => {
  const flow = { flow: 'Ice', project: undefined, branch: undefined };
  expect(triggerArguments({ events: [{ name: 'snow', parameters: {} }], flows: [flow, flow] })).toEqual([
    { argument: 'frazil-trigger-0', type: 'event' },
    { argument: 'frazil-trigger-1', type: 'run' },
    { argument: 'frazil-trigger-2', type: 'run' },
  ]);
});

test.each([
  ['{"name":"snow","id":"a1","timestamp":1700000000,"depth":3}', { name: 'snow', id: 'a1', timestamp: 1700000000 }],
  ['{"name":"snow","id":7,"timestamp":"1700000000"}', { name: 'snow', id: '7', timestamp: 1700000000 }],
  ['{"name":["snow"],"id":{},"timestamp":"yesterday"}', { name: '' }],
  ['{}', { name: '' }],
])('of the payload %s the event is %o', (payload, event) => {
  expect(triggeringEvent('event', payload)).toEqual({ type: 'event', ...event });
});

test.each(['null', '', 'snow', '[]', '3'])('a payload that is %j is no event', (payload) => {
  expect(triggeringEvent('run', payload)).toBeUndefined();
});
