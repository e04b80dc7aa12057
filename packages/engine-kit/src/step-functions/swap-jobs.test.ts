import { expect, test } from 'vitest';
import { swapJobs } from './swap-jobs.ts';

const BATCH = 'arn:aws:states:::batch:submitJob.sync';

test('jobs at any depth become an activity and keep their retries; other tasks stay', () => {
  const job = { Type: 'Task', Resource: BATCH, Parameters: { 'JobName.$': '$.name' }, Retry: [], End: true };
  const read = { Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:s3:getObject', Parameters: {}, Next: 'fan' };
  const machine = (inner: unknown) => ({
    StartAt: 'read',
    States: { read, fan: { Type: 'Map', ItemProcessor: { StartAt: 'job', States: { job: inner } }, End: true } },
  });
  expect(swapJobs(machine(job), 'ACTIVITY')).toEqual(
    machine({ ...job, Resource: 'ACTIVITY', Parameters: { state: 'job', parameters: { 'JobName.$': '$.name' } } }),
  );
});

test('a job without parameters hands its input over', () => {
  const swapped = swapJobs({ States: { job: { Type: 'Task', Resource: 'arn:aws:states:::ecs:runTask.sync' } } }, 'ACTIVITY');
  expect(swapped).toEqual({ States: { job: { Type: 'Task', Resource: 'ACTIVITY', Parameters: { state: 'job', 'parameters.$': '$' } } } });
});
