import type { Plan, Store } from '@frazil/core';
import type { Manifest } from '@frazil/deployments';
import { type RemoteTaskInput, readRun } from '@frazil/runtime';
import type { Variables } from '../settings/settings.ts';
import { OWN_ENGINE, parametersSetting, systemTagsOf, type TaskSettings, triggersSetting, withDefaults } from '../settings/settings.ts';

/** What a task has to know of its run. */
export type FactsOfRun = Pick<
  RemoteTaskInput,
  'engine' | 'username' | 'tags' | 'systemTags' | 'parameters' | 'triggers' | 'origin' | 'namespace'
>;

/** What is asked about. */
export interface RunInQuestion {
  readonly settings: TaskSettings;
  readonly manifest: Manifest;
  readonly plan: Plan;
  readonly store: Store;
}

/** Finds out about a run: of an engine, in what the engine hands over; of our own command, in the run's record. */
export async function factsOfRun({ settings, manifest, plan, store }: RunInQuestion, variables: Variables): Promise<FactsOfRun> {
  if (settings.engine === OWN_ENGINE) {
    const { username, tags, systemTags, parameters, triggers, origin } = await readRun(store, plan.flow, settings.run);
    const { FRAZIL_NAMESPACE: namespace } = variables;
    return {
      engine: undefined,
      username,
      tags,
      systemTags,
      parameters: withDefaults(plan, parameters),
      ...(triggers && { triggers }),
      ...(origin && { origin: { run: origin.run } }),
      ...(namespace !== undefined && { namespace }),
    };
  }
  return {
    engine: settings.engine,
    username: settings.username,
    tags: manifest.settings.tags,
    systemTags: systemTagsOf(settings, manifest.flow),
    parameters: parametersSetting(variables, plan),
    triggers: triggersSetting(variables, plan),
  };
}
