import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** What a step does, in place of the worker: by its path and attempt. */
export interface Behaviour {
  /** How many items it starts. */
  readonly items?: number;
  /** Where it goes on to. */
  readonly goesTo?: (path: string) => string;
  /** Fails, when it says so. */
  readonly fails?: (attempt: number) => boolean;
}

/** The containers' variables of a job, by container. */
export type JobVariables = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A task that was run. */
export interface SeenTask {
  readonly state: string;
  readonly variables: JobVariables;
}

/** Does what the worker does for the engine, and nothing else: writes what the state machine must know, where it looks for it. */
export function standInWorker(bucket: string, behaviours: Readonly<Record<string, Behaviour>>) {
  const seen: SeenTask[] = [];
  const onTask = async ({ name, parameters }: { readonly name: string; readonly parameters: unknown }): Promise<unknown> => {
    const variables = jobVariables(parameters);
    seen.push({ state: name, variables });
    const { FRAZIL_STEP: step = '', FRAZIL_PATH: path = '', FRAZIL_RUN: run = '', FRAZIL_ATTEMPT: attempt = '0' } = variables.main ?? {};
    if (variables.main?.FRAZIL_STATUS !== undefined) return {};
    const { items, goesTo, fails } = behaviours[step] ?? {};
    if (fails?.(Number(attempt))) throw new Error('exit code 1');
    const base = join(bucket, 'team/engine/Shapes', `sfn-${run}`, step, path);
    const paths =
      items === undefined ? undefined : Array.from({ length: items }, (_, index) => (path === '0' ? `${index}` : `${path}-${index}`));
    await mkdir(dirname(base), { recursive: true });
    await writeFile(`${base}.json`, JSON.stringify({ path, items: paths, count: items, case: goesTo?.(path) }));
    if (paths) await writeFile(`${base}.items.json`, JSON.stringify(paths));
    return { JobId: 'job', Status: 'SUCCEEDED', Container: { Environment: Object.entries(variables) } };
  };
  return { seen, onTask };
}

interface Container {
  readonly Name: string;
  readonly Environment: readonly { readonly Name: string; readonly Value: unknown }[];
}

interface Job {
  readonly EcsPropertiesOverride?: { readonly TaskProperties: readonly { readonly Containers: readonly Container[] }[] };
  readonly Overrides?: { readonly ContainerOverrides: readonly Container[] };
}

function jobVariables(parameters: unknown): JobVariables {
  const { EcsPropertiesOverride, Overrides }: Job = typeof parameters === 'object' && parameters !== null ? parameters : {};
  const containers = EcsPropertiesOverride?.TaskProperties[0]?.Containers ?? Overrides?.ContainerOverrides ?? [];
  return Object.fromEntries(containers.map(({ Name, Environment }) => [Name, Object.fromEntries(Environment.map(variableOf))]));
}

/** The services take text alone. */
function variableOf({ Name, Value }: Container['Environment'][number]): readonly [string, string] {
  if (typeof Value !== 'string') throw new TypeError(`${Name} is not text`);
  return [Name, Value];
}
