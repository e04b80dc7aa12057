import type { FrozenFlow } from '@frazil/environments';

/** What is frozen, as the JSON line that says so. Pure. */
export function frozenJson(frozen: FrozenFlow | undefined) {
  if (frozen === undefined) return { kind: 'frozen', environments: [] };
  const environments = frozen.groups.map(({ steps, locked, environments: byPlatform, isNew }) => ({
    steps,
    isNew,
    asOf: locked.asOf,
    platforms: Object.fromEntries([...byPlatform].map(([platform, { id, python, layers }]) => [platform, { id, python, layers }])),
  }));
  return { kind: 'frozen', lock: frozen.lockPath, changed: frozen.changed, environments };
}
