import { type Digest, hexOf } from '../digest.ts';

/** Where things live in a store. Keys are spread by digest, and no key is another key's folder. */
export const keys = {
  /** An original artifact (a wheel, an interpreter's archive), exactly as it was served. */
  original: (digest: Digest) => `originals/${spread(digest)}`,
  /** A layer, by the digest of its content. */
  layer: (digest: Digest) => `layers/${spread(digest)}.tar.zst`,
  /** Which layer came of a recipe (an artifact, a Python, a platform): a LayerReference as JSON. */
  recipe: (digest: Digest) => `recipes/${spread(digest)}.json`,
  /** A frozen environment's record. */
  environment: (id: Digest) => `environments/${spread(id)}.json`,
  /** Which frozen environment a locked environment became on one platform. */
  frozen: (digest: Digest) => `frozen/${spread(digest)}.json`,
  /** An artifact of a task: pickled bytes. */
  artifact: (digest: Digest) => `artifacts/${spread(digest)}`,
  /** A card's document. */
  card: (digest: Digest) => `cards/${spread(digest)}`,
  /** The records of all runs of all flows, by flow. */
  allRuns: 'runs/',
  /** The records of all runs of a flow, and nothing else: they are listed often, and a run can have 100,000 tasks. */
  runs: (flow: string) => `runs/${flow}/`,
  /** A run's record, replaced as the run goes on. */
  run: (flow: string, run: string) => `${keys.runs(flow)}${run}.json`,
  /** What tags the runs of a flow have, of those whose tags were changed. */
  tags: (flow: string) => `tags/${flow}/`,
  /** What tags a run had, after each change of them. */
  tagsOfRun: (flow: string, run: string) => `${keys.tags(flow)}${run}/`,
  /** The tags of a run after a change of them; changes count from 1. */
  tagSet: (flow: string, run: string, number: number) => `${keys.tagsOfRun(flow, run)}${String(number).padStart(8, '0')}.json`,
  /** When runs that engines named began: names in order of time. Local runs are named by their time. */
  startedRuns: (flow: string) => `started/${flow}/`,
  /** That a run with a name of its engine's began at a time, in microseconds. */
  startedRun: (flow: string, run: string, time: number) => `${keys.startedRuns(flow)}${String(time).padStart(17, '0')}.${run}`,
  /** A finished task's record: it exists when the task has happened. */
  task: (task: TaskKey) => `${keys.tasks(task.flow, task.run)}${task.step}/${task.task}.json`,
  /** All finished tasks of a run. */
  tasks: (flow: string, run: string) => `tasks/${flow}/${run}/`,
  /** All attempts of all tasks of a run. */
  attemptsOfRun: (flow: string, run: string) => `attempts/${flow}/${run}/`,
  /** The record of an attempt that didn't finish its task. */
  attempt: (task: TaskKey, attempt: number) => `attempts/${task.flow}/${task.run}/${task.step}/${task.task}.${attempt}.json`,
  /** What attempts that go on show on their cards. */
  liveCardsOfRun: (flow: string, run: string) => `live-cards/${flow}/${run}/`,
  /** What one attempt that goes on shows on its cards; gone when it is over. */
  liveCards: (task: TaskKey, attempt: number) => `${keys.liveCardsOfRun(task.flow, task.run)}${task.step}/${task.task}.${attempt}.json`,
  /** One attempt's log; there is none when it wrote nothing. */
  log: (task: TaskKey, attempt: number, stream: 'stdout' | 'stderr') =>
    `logs/${task.flow}/${task.run}/${task.step}/${task.task}.${attempt}.${stream}`,
  /** Which layer holds a code package, by the digest of its content: a LayerReference as JSON. */
  code: (digest: Digest) => `code/${spread(digest)}.json`,
  /** All that the tasks of a deployment must know. */
  manifest: (digest: Digest) => `manifests/${spread(digest)}.json`,
  /** The records of all deployments of a flow to a target. */
  deployments: (flow: string, target: string) => `deployments/${flow}/${target}/`,
  /** The record of a deployment. */
  deployment: (flow: string, target: string, digest: Digest) => `${keys.deployments(flow, target)}${hexOf(digest)}.json`,
  /** What an engine must know of a task that has happened; the step is named as its place in the plan is. */
  engine: (task: TaskKey) => `engine/${task.flow}/${task.run}/${task.step}/${task.task}.json`,
  /** The paths of the tasks that a foreach or gang after a task starts, alone: a JSON array. */
  engineItems: (task: TaskKey) => `engine/${task.flow}/${task.run}/${task.step}/${task.task}.items.json`,
  /** Where the tasks of a gang find each other: in its first one, the control task. */
  gang: (task: TaskKey) => `engine/${task.flow}/${task.run}/${task.step}/gang-${task.task}.json`,
  /** When an attempt that an engine started was last known to go on. */
  heartbeat: (task: TaskKey, attempt: number) => `heartbeats/${task.flow}/${task.run}/${task.step}/${task.task}.${attempt}.json`,
} as const;

/** The four names of a task. */
export interface TaskKey {
  readonly flow: string;
  readonly run: string;
  readonly step: string;
  readonly task: string;
}

function spread(digest: Digest): string {
  const hex = hexOf(digest);
  return `${hex.slice(0, 2)}/${hex}`;
}
