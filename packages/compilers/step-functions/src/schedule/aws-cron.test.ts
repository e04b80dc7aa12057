import { expect, test } from 'vitest';
import { planOf, SHAPES } from '../testing/shapes.ts';
import { awsCron } from './aws-cron.ts';

test.each([
  ['0 0 * * *', '0 0 * * ? *'],
  ['0 * * * *', '0 * * * ? *'],
  ['0 0 * * 0', '0 0 ? * SUN *'],
  ['30 7 * * 1-5', '30 7 ? * MON,TUE,WED,THU,FRI *'],
  ['0 12 * * 5-7', '0 12 ? * SUN,FRI,SAT *'],
  ['0 12 * * mon-wed', '0 12 ? * MON,TUE,WED *'],
  ['*/20 8-10 1,15 jan-mar *', '0,20,40 8,9,10 1,15 1,2,3 ? *'],
  ['5/30 0 L * *', '5,35 0 L * ? *'],
  ['0 0 * * 5L', '0 0 ? * 6L *'],
  ['0 0 * * 1#2', '0 0 ? * 2#2 *'],
])('%s is %s to AWS', (cron, expected) => {
  expect(awsCron(planOf(SHAPES.linear), cron)).toBe(expected);
});

test.each([
  '60 0 * * *',
  '0 24 * * *',
  '0 0 0 * *',
  '0 0 32 * *',
  '0 0 * 13 *',
  '0 0 * * 8',
  '5-1 0 * * *',
  'x 0 * * *',
  '*/0 0 * * *',
  '0  0 * *',
  '',
])('%s is refused', (cron) => {
  expect(() => awsCron(planOf(SHAPES.linear), cron)).toThrow(expect.objectContaining({ code: 'sfn.schedule-unsupported' }));
});
