import type { CompiledFile, CompileInput, Compiler, Json } from '@frazil/core';
import { checkFlowSettings } from './check/check-flow-settings.ts';
import { checkTasks } from './check/check-tasks.ts';
import { stepFunctionsErrors } from './errors.ts';
import { iamOf } from './iam/iam-of.ts';
import { partitionOf } from './iam/names-of-resources.ts';
import type { Lowering } from './lower/lowering.ts';
import { printStates } from './lower/print-states.ts';
import { stateMachineOf } from './lower/state-machine.ts';
import { stateMachineName } from './names.ts';
import type { MapMode, StepFunctionsOptions } from './options.ts';
import { scheduleOf } from './schedule/schedule-of.ts';
import { storePlaceOf } from './store-place.ts';
import { batchService, type DefinedService } from './tasks/batch-service.ts';
import { ecsService } from './tasks/ecs-service.ts';
import { tasksOf } from './tasks/tasks-of.ts';

/** The files that a flow becomes, by what they are. */
const FILES = {
  stateMachine: 'state-machine.json',
  jobDefinitions: 'job-definitions.json',
  taskDefinitions: 'task-definitions.json',
  schedule: 'schedule.json',
  iam: 'iam.json',
} as const;

/** The characters that a state machine's definition may have. */
const LIMIT = 1_048_576;

/**
 * Makes a state machine of a plan, the definitions of its tasks, its schedule if it has one, and the policies that its roles need.
 * Pure: the same plan gives the same bytes, and nothing is registered anywhere.
 */
export const compileStepFunctions: Compiler<StepFunctionsOptions> = { name: 'step-functions', compile };

function compile(input: CompileInput<StepFunctionsOptions>): readonly CompiledFile[] {
  const { plan, options } = input;
  const tasks = tasksOf(plan.block);
  checkFlowSettings(plan);
  checkTasks(plan, tasks, options);
  const name = stateMachineName(plan, options.name);
  const { service, definitions } = serviceOf(input, name);
  const lowering: Lowering = {
    plan,
    options,
    name,
    service,
    partition: partitionOf(options.region),
    ...storePlaceOf(input.target.store),
    modeOf: (step, isItem) => options.maps?.[step] ?? modeOf(options, isItem),
  };
  const text = printStates(stateMachineOf(lowering));
  const bytes = Buffer.byteLength(text);
  if (bytes > LIMIT) {
    throw stepFunctionsErrors.create('sfn.too-large', { flow: plan.flow, bytes, limit: LIMIT }, { location: { file: plan.file } });
  }
  const schedule = scheduleOf(plan, options);
  return [
    { name: FILES.stateMachine, text },
    file(options.compute.kind === 'batch' ? FILES.jobDefinitions : FILES.taskDefinitions, definitions),
    ...(schedule === undefined ? [] : [file(FILES.schedule, schedule)]),
    file(FILES.iam, iamOf(lowering, tasks)),
  ];
}

function modeOf({ mapMode = 'auto' }: StepFunctionsOptions, isItem: boolean): MapMode {
  if (mapMode !== 'auto') return mapMode;
  return isItem ? 'inline' : 'distributed';
}

function serviceOf({ plan, target, options }: CompileInput<StepFunctionsOptions>, name: string): DefinedService {
  const input = { flow: plan.flow, file: plan.file, name, target, options };
  return options.compute.kind === 'batch' ? batchService(plan, input, options.compute) : ecsService(plan, input, options.compute);
}

function file(name: string, content: Json): CompiledFile {
  return { name, text: `${JSON.stringify(content, undefined, 2)}\n` };
}
