import { join } from 'node:path';
import { isEnd, isStart, type Plan, pathText, type TaskNode } from '@frazil/core';
import type { TaskFrame, TaskFrameForeach } from '../protocol/task-frame.ts';
import type { ParameterValues } from '../records/parameters-of-run.ts';
import { builtInProviders } from '../secrets/built-in-providers.ts';
import { readSecrets } from '../secrets/read-secrets.ts';
import type { AttemptInput } from '../supervisor/attempt.ts';
import type { Blobs } from '../supervisor/blobs.ts';
import { catches } from '../supervisor/caught-failure.ts';
import { pythonFlags, taskVariables } from '../supervisor/task-variables.ts';
import { frameArtifacts, frameInput } from './frame-input.ts';
import { type ForeachItem, type Place, taskName } from './place.ts';
import type { RunInput } from './run-input.ts';

// As long as Metaflow's `kill` waits: time for a finally block, not for a coffee.
const GRACE = 5000;

/** What the attempts of a run have in common. */
export interface AttemptSurroundings {
  readonly input: Pick<
    RunInput,
    | 'plan'
    | 'sdk'
    | 'file'
    | 'stepPython'
    | 'variables'
    | 'directory'
    | 'secretsProviders'
    | 'username'
    | 'namespace'
    | 'tags'
    | 'systemTags'
    | 'origin'
    | 'triggers'
  >;
  readonly run: string;
  /** The folder for files in work. */
  readonly folder: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** What they are already: in an earlier attempt, or in the run that is resumed or spun from. */
  readonly earlier?: ParameterValues | undefined;
  readonly tools: { readonly blobs: Blobs };
  /** The address of a gang's control task; absent when all its tasks run on this machine. */
  readonly mainAddress?: string | undefined;
  /** Why all attempts at a `@catch` step failed: the step isn't run again, but goes on with this. */
  readonly failure?: string | undefined;
}

/** All that the supervisor must know of one attempt. */
export function attemptInput(state: AttemptSurroundings, node: TaskNode, place: Place, attempt: number): AttemptInput {
  const { plan, sdk, file, stepPython, directory = process.cwd(), secretsProviders = [] } = state.input;
  const { flow } = plan;
  const { step } = node;
  const python = stepPython(step.name);
  const variables = taskVariables(state.input.variables, python);
  const frame = taskFrame(state, node, place, attempt);
  return {
    key: { flow, run: state.run, step: step.name, task: frame.task },
    attempt,
    frame,
    process: {
      python: python.python,
      arguments: [...pythonFlags(python), join(sdk, 'frazil', '_task', '__main__.py'), file],
      directory,
      variables,
    },
    secrets: (signal) => readSecrets(node, [...secretsProviders, ...builtInProviders], { variables, directory, signal }),
    next: step.next,
    index: place.foreaches.map(({ index }) => index),
    inputs: namesBefore(place).map((name) => `${flow}/${state.run}/${name}`),
    environment: python.environment,
    timeout: frame.timeLimit === null ? node.timeout : frame.timeLimit + GRACE / 1000,
    grace: GRACE,
  };
}

function namesBefore({ list, inputs }: Place): readonly string[] {
  return list?.names ?? inputs.map(({ step, task }) => `${step}/${task}`);
}

function taskFrame(state: AttemptSurroundings, node: TaskNode, place: Place, attempt: number): TaskFrame {
  const { step, retry } = node;
  const { plan, file, username, namespace, tags, systemTags, origin, triggers = [] } = state.input;
  const { blobs } = state.tools;
  const task = taskName(place);
  return {
    kind: 'task',
    protocol: 1,
    flow: plan.flow,
    file,
    run: state.run,
    step: step.name,
    task,
    attempt,
    maxAttempts: retry.times + 1,
    originRun: origin?.run ?? null,
    username,
    tags,
    systemTags,
    namespace: namespace ?? `user:${username}`,
    scratch: join(state.folder, `${step.name}.${task}.${attempt}`),
    parameters: isStart(step) ? state.parameters : {},
    earlier: isStart(step) ? frameArtifacts(state.earlier ?? {}, blobs) : {},
    foreach: place.foreaches.map((item) => frameForeach(item, blobs)),
    parallel: parallelOf(place, state.mainAddress),
    joined: place.joined?.map((chunk) => ({ ...chunk, file: blobs.fileOf(chunk.digest) })) ?? null,
    inputs: place.inputs.map((output) => frameInput(output, blobs)),
    listed: place.list ? { file: place.list.file, count: place.list.count } : null,
    isJoin: step.isJoin,
    isStart: isStart(step),
    isEnd: isEnd(step),
    next: step.next,
    failure: state.failure ?? null,
    timeLimit: (catches(node) && attempt >= retry.times && node.timeout) || null,
    configs: plan.configs,
    with: plan.with,
    project: projectOf(plan),
    triggers,
    card: step.decorators.some(({ name }) => name === 'card'),
  };
}

/** The project with the branch that it runs as; null without one. */
function projectOf({ project }: Plan): TaskFrame['project'] {
  if (project?.branch === undefined) return null;
  return { name: project.name, branch: project.branch, production: project.production };
}

function frameForeach({ step, index, count, items }: ForeachItem, blobs: Blobs): TaskFrameForeach {
  if (items === undefined) return { step, variable: null, index, count, chunk: null };
  const { digest, size, start } = items.chunk;
  const chunk = { file: blobs.fileOf(digest), digest, size, offset: index - start };
  return { step, variable: items.variable, index, count, chunk };
}

/** What a member of a gang knows of the others. */
function parallelOf({ path, foreaches }: Place, mainIp = '127.0.0.1'): TaskFrame['parallel'] {
  const member = foreaches.at(-1);
  if (member === undefined || member.items !== undefined) return null;
  const controlTask = pathText([...path.slice(0, -1), { kind: 'item', index: 0 }]);
  return { mainIp, numNodes: member.count, nodeIndex: member.index, controlTask };
}
