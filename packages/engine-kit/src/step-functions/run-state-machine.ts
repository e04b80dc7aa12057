import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import * as z from 'zod/mini';
import { type StatesApi, statesApi } from './states-api.ts';
import { swapJobs } from './swap-jobs.ts';
import { type OnTask, workOnActivity } from './work-on-activity.ts';

/** A state machine to run. */
export interface StateMachineRun {
  /** Of startStepFunctions. */
  readonly endpoint: string;
  /** The state machine, as it is deployed. */
  readonly definition: unknown;
  readonly input: unknown;
  /** Does the work of each state that submits a job to Batch or ECS, as often as the machine asks, several at once. */
  readonly onTask: OnTask;
  /** The name of the execution; a new one when undefined. */
  readonly name?: string;
  /** After this long the execution is stopped; 300 when undefined. */
  readonly seconds?: number;
}

const Event = z.looseObject({ id: z.number(), type: z.string() });
const History = z.object({ events: z.array(Event), nextToken: z.optional(z.nullable(z.string())) });
const Execution = z.looseObject({
  status: z.string(),
  output: z.optional(z.string()),
  error: z.optional(z.string()),
  cause: z.optional(z.string()),
});
const Activity = z.object({ activityArn: z.string() });
const Machine = z.object({ stateMachineArn: z.string() });
const Started = z.object({ executionArn: z.string() });

/** How an execution ended. */
export interface StateMachineResult {
  readonly status: string;
  readonly output: unknown;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  /** Every event of the execution, as Step Functions tells it. */
  readonly history: readonly z.infer<typeof Event>[];
}

/**
 * Runs a state machine once: really, but for the jobs of Batch and ECS, which are handed to `onTask`. An execution that takes too
 * long ends as ABORTED.
 */
export async function runStateMachine(run: StateMachineRun): Promise<StateMachineResult> {
  const api = statesApi(run.endpoint);
  const unique = randomUUID();
  const { activityArn } = Activity.parse(await api('CreateActivity', { name: unique }));
  const definition = JSON.stringify(swapJobs(run.definition, activityArn));
  const roleArn = 'arn:aws:iam::000000000000:role/frazil';
  const { stateMachineArn } = Machine.parse(await api('CreateStateMachine', { name: unique, definition, roleArn }));
  const stopped = new AbortController();
  const worker = workOnActivity({ api, activityArn, onTask: run.onTask, signal: stopped.signal });
  const start = { stateMachineArn, name: run.name ?? unique, input: JSON.stringify(run.input) };
  try {
    // A worker that ends before it is told to has failed, and with it the run.
    return await Promise.race([execute(api, start, run.seconds ?? 300), worker.then(() => new Promise<never>(() => undefined))]);
  } finally {
    stopped.abort();
    await worker;
    await api('DeleteStateMachine', { stateMachineArn });
    await api('DeleteActivity', { activityArn });
  }
}

async function execute(api: StatesApi, start: object, seconds: number): Promise<StateMachineResult> {
  const { executionArn } = Started.parse(await api('StartExecution', start));
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const { status, output, error, cause } = Execution.parse(await api('DescribeExecution', { executionArn }));
    if (status !== 'RUNNING') {
      const read: unknown = output === undefined ? undefined : JSON.parse(output);
      return { status, output: read, error, cause, history: await historyOf(api, executionArn) };
    }
    if (Date.now() > deadline) await api('StopExecution', { executionArn, error: 'Frazil.TooSlow', cause: `not over after ${seconds} s` });
    await setTimeout(100);
  }
}

async function historyOf(api: StatesApi, executionArn: string): Promise<StateMachineResult['history']> {
  const events: z.infer<typeof Event>[] = [];
  for (let nextToken: string | null | undefined; ; ) {
    const page = History.parse(await api('GetExecutionHistory', { executionArn, maxResults: 1000, ...(nextToken && { nextToken }) }));
    events.push(...page.events);
    if (!page.nextToken) return events;
    nextToken = page.nextToken;
  }
}
