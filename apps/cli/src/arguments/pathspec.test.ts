import { expect, test } from 'vitest';
import { flowOfSteps } from '../testing/flows.ts';
import { assertStep, parsePathspec } from './pathspec.ts';

const flow = flowOfSteps();
const parse = (text: string) => Object.values(parsePathspec(text, flow));

test('reads every way to name tasks', () => {
  expect(parse('start')).toEqual([undefined, 'start', undefined]);
  expect(parse('start/3')).toEqual([undefined, 'start', '3']);
  expect(parse('17/start')).toEqual(['17', 'start', undefined]);
  expect(parse('17/start/3')).toEqual(['17', 'start', '3']);
  expect(parse('17')).toEqual(['17', undefined, undefined]);
  expect(parse('argo-test-x7k2p')).toEqual(['argo-test-x7k2p', undefined, undefined]);
  expect(parse('sfn-Trigger_1/start/0')).toEqual(['sfn-Trigger_1', 'start', '0']);
  expect(parse('TestFlow/17/start/3')).toEqual(['17', 'start', '3']);
});

test('cli.step-not-found suggests the step that was meant', () => {
  const error = { code: 'cli.step-not-found', hint: 'Did you mean train? Its steps are start, train, end.' };
  expect(() => parsePathspec('trian', flow)).toThrow(expect.objectContaining(error));
  expect(() => parsePathspec('17/trian', flow)).toThrow(expect.objectContaining(error));
  expect(() => assertStep(flow, 'trian')).toThrow(expect.objectContaining(error));
});

test('refuses what names no tasks', () => {
  expect(() => parsePathspec('17/start/3/4', flow)).toThrow(expect.objectContaining({ code: 'cli.usage' }));
  expect(() => parsePathspec('/', flow)).toThrow(expect.objectContaining({ code: 'cli.usage' }));
});
