import type { Ecosystem, EnvironmentRequest } from '@frazil/core';
import type { SnapshotPlugins } from '../snapshot/snapshot-plugins.ts';

/** What the environments of a flow are made with. */
export interface FlowPlugins extends Omit<SnapshotPlugins, 'ecosystem'> {
  /** All that requests may name. */
  readonly ecosystems: readonly Ecosystem[];
}

/** The plugins for one request. Pure. */
export function pluginsFor(request: EnvironmentRequest, { ecosystems, ...others }: FlowPlugins): SnapshotPlugins {
  const ecosystem = ecosystems.find(({ name }) => name === request.ecosystem);
  if (ecosystem === undefined) throw new TypeError(`there is no ecosystem ${request.ecosystem} here`);
  return { ...others, ecosystem };
}
