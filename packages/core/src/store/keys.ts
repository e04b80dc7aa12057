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
  /** All runs of a flow. */
  runs: (flow: string) => `runs/${flow}/`,
  /** A run's record, replaced as the run goes on. */
  run: (flow: string, run: string) => `runs/${flow}/${run}/run.json`,
  /** A finished task's record: it exists when the task has happened. */
  task: (task: TaskKey) => `${keys.tasks(task.flow, task.run)}${task.step}/${task.task}.json`,
  /** All finished tasks of a run. */
  tasks: (flow: string, run: string) => `runs/${flow}/${run}/tasks/`,
  /** One attempt's record. */
  attempt: (task: TaskKey, attempt: number) => `runs/${task.flow}/${task.run}/attempts/${task.step}/${task.task}/${attempt}.json`,
  /** One attempt's log. */
  log: (task: TaskKey, attempt: number, stream: 'stdout' | 'stderr') =>
    `runs/${task.flow}/${task.run}/logs/${task.step}/${task.task}/${attempt}.${stream}`,
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
