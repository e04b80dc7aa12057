import { setTimeout } from 'node:timers/promises';
import * as z from 'zod/mini';
import { type StatesApi, StatesFailure } from './states-api.ts';

/** A job that a state asks for. */
export interface StateTask {
  /** The name of the state. */
  readonly name: string;
  /** What Batch or ECS would get, as the state names it (`JobName`), every path resolved. */
  readonly parameters: unknown;
}

/**
 * Does a job: gives the state's result, or throws, which the state sees as `Batch.JobFailed` with the error's message as its cause. (AWS
 * calls it `States.TaskFailed`; LocalStack lets no worker say so, and matches this one with that.)
 */
export type OnTask = (task: StateTask) => Promise<unknown>;

/** Whose tasks to work on. */
export interface ActivityWork {
  readonly api: StatesApi;
  readonly activityArn: string;
  readonly onTask: OnTask;
  readonly signal: AbortSignal;
}

const Pulled = z.object({ taskToken: z.optional(z.nullable(z.string())), input: z.optional(z.nullable(z.string())) });
const Input = z.object({ state: z.string(), parameters: z.unknown() });

/**
 * Takes an activity's tasks and has them done, all at once, until the signal; waits for those that are under way. Throws what the
 * service says against it.
 */
export async function workOnActivity(work: ActivityWork): Promise<void> {
  const underWay = new Set<Promise<void>>();
  const failures: unknown[] = [];
  while (!work.signal.aborted && failures.length === 0) {
    const { taskToken, input } = Pulled.parse(await work.api('GetActivityTask', { activityArn: work.activityArn }));
    if (!taskToken) continue;
    const task = doTask(work, taskToken, input ?? '')
      .catch((error: unknown) => failures.push(error))
      .then(() => void underWay.delete(task));
    underWay.add(task);
  }
  await Promise.all(underWay);
  if (failures.length > 0) throw failures[0];
}

async function doTask({ api, onTask }: ActivityWork, taskToken: string, input: string): Promise<void> {
  const { state, parameters } = Input.parse(JSON.parse(input));
  const [action, answer] = await onTask({ name: state, parameters }).then(
    (output) => ['SendTaskSuccess', { output: JSON.stringify(output ?? { Status: 'SUCCEEDED' }) }] as const,
    (error: unknown) =>
      ['SendTaskFailure', { error: 'Batch.JobFailed', cause: error instanceof Error ? error.message : String(error) }] as const,
  );
  await answerTask(() => api(action, { taskToken, ...answer }));
}

const PAUSE = 100;

/** Answers once the service listens: LocalStack takes no answers while it starts another execution. Throws after a minute. */
async function answerTask(answer: () => Promise<unknown>): Promise<void> {
  for (let waited = 0; ; waited += PAUSE) {
    try {
      await answer();
      return;
    } catch (error) {
      // A task that timed out, or whose execution was stopped, takes no answer any more.
      if (!(error instanceof StatesFailure) || error.status < 500) return;
      if (waited >= 60_000) throw error;
      await setTimeout(PAUSE);
    }
  }
}
