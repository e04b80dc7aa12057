import type { Plan, TaskNode } from '@frazil/core';
import type { MapMode, StepFunctionsOptions } from '../options.ts';
import type { State } from './asl.ts';

/** How tasks run: what a state asks the service for, and what the state carries along for that. */
export interface TaskService {
  /** The name of an optimised integration: `batch:submitJob.sync`. */
  readonly integration: string;
  /** The errors of the service itself, which have nothing to do with the step. */
  readonly errors: readonly string[];
  /** What is asked for, with the variables of the containers. */
  request(task: TaskNode, variables: TaskVariables): State;
  /** The request for the job that marks a run as failed. */
  finishRequest(variables: readonly State[]): State;
  /** The seconds that the state waits; undefined when the service itself ends what takes too long. */
  secondsOf(task: TaskNode): number | undefined;
  /** What every state has for the requests, by the name it has there. */
  readonly carried: State;
}

/** The variables that differ from task to task. */
export interface TaskVariables {
  readonly hydrate: readonly State[];
  readonly main: readonly State[];
}

/** All that is needed to make the states of a flow. */
export interface Lowering {
  readonly plan: Plan;
  readonly options: StepFunctionsOptions;
  /** The state machine's name. */
  readonly name: string;
  readonly partition: string;
  readonly bucket: string;
  /** Of the store's keys: empty, or ends in `/`. */
  readonly prefix: string;
  readonly service: TaskService;
  /** The mode of the foreach that a step begins. */
  modeOf(step: string, isItem: boolean): MapMode;
}
