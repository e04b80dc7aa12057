import type { RegisterJobDefinitionCommandInput } from '@aws-sdk/client-batch';
import type { CompiledFile } from '@frazil/core';

export type JobDefinition = RegisterJobDefinitionCommandInput & { readonly jobDefinitionName: string };

/** A task definition of ECS, as its API takes it. */
export interface TaskDefinition {
  readonly family: string;
}

/** A schedule, but for its name and what it starts. */
export interface Schedule {
  readonly ScheduleExpression: string;
  readonly ScheduleExpressionTimezone: string;
  readonly State: 'ENABLED' | 'DISABLED';
  readonly Target: { readonly RoleArn: string; readonly Input: string };
}

/** What a compiled flow consists of. */
export interface CompiledFiles {
  readonly definition: string;
  readonly jobDefinitions: readonly JobDefinition[];
  readonly taskDefinitions: readonly TaskDefinition[];
  readonly schedule: Schedule | undefined;
}

/** Reads the files of the compiler, whose word is taken for what is in them. Pure. */
export function readCompiledFiles(files: readonly CompiledFile[]): CompiledFiles {
  const textOf = (name: string): string | undefined => files.find((file) => file.name === name)?.text;
  const definition = textOf('state-machine.json');
  if (definition === undefined) throw new TypeError('there is no state machine among the compiled files');
  const schedule = textOf('schedule.json');
  return {
    definition,
    jobDefinitions: JSON.parse(textOf('job-definitions.json') ?? '[]'),
    taskDefinitions: JSON.parse(textOf('task-definitions.json') ?? '[]'),
    schedule: schedule === undefined ? undefined : JSON.parse(schedule),
  };
}
