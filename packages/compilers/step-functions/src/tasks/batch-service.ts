import type { Plan, TaskNode } from '@frazil/core';
import type { State } from '../lower/asl.ts';
import type { TaskService } from '../lower/lowering.ts';
import { definitionName, jobName } from '../names.ts';
import type { BatchCompute } from '../options.ts';
import type { DefinitionInput } from './container.ts';
import { type DefinitionContent, finishDefinitionOf, jobDefinitionOf } from './job-definition.ts';
import { tasksOf } from './tasks-of.ts';

/** A service with what has to be registered there before: each definition once, by name. */
export interface DefinedService {
  readonly service: TaskService;
  readonly definitions: readonly DefinitionContent[];
}

/** Tasks as jobs of AWS Batch. Equal steps share a definition, and its name is its content: nothing is ever changed there. */
export function batchService(plan: Plan, input: DefinitionInput, compute: BatchCompute): DefinedService {
  const named = (content: DefinitionContent) => ({ jobDefinitionName: definitionName(input.name, content), ...content });
  const tasks = tasksOf(plan.block);
  const byTask = new Map(tasks.map((task) => [task, named(jobDefinitionOf(input, compute, task))]));
  const finish = named(finishDefinitionOf(input, compute));
  const definitions = new Map([...byTask.values(), finish].map((definition) => [definition.jobDefinitionName, definition]));
  const request = (id: string, queue: string, definition: string | undefined, containers: readonly State[]): State => ({
    JobName: jobName(plan.flow, id),
    JobQueue: queue,
    JobDefinition: definition,
    EcsPropertiesOverride: { TaskProperties: [{ Containers: containers }] },
  });
  const service: TaskService = {
    integration: 'batch:submitJob.sync',
    errors: ['Batch.AWSBatchException'],
    request: (task, { hydrate, main }) =>
      request(task.id, queueOf(task, compute), byTask.get(task)?.jobDefinitionName, [
        { Name: 'hydrate', Environment: hydrate },
        { Name: 'main', Environment: main },
      ]),
    finishRequest: (variables) => request('finish', compute.queue, finish.jobDefinitionName, [{ Name: 'main', Environment: variables }]),
    // Batch counts from when the job runs; a state would also count the time in the queue.
    secondsOf: () => undefined,
    carried: {},
  };
  return { service, definitions: [...definitions.values()] };
}

/** The queue that a step's jobs wait in. Pure. */
export function queueOf({ batch }: TaskNode, { queue }: BatchCompute): string {
  return batch?.queue ?? queue;
}
