import type { Json } from '../canonical.ts';

/**
 * A part of a pod with what a patch says otherwise, as Kubernetes merges them: members are merged, items of lists that have a name by
 * their name, all else is replaced. `merged` of the generated file does the same. Pure.
 */
export function mergePod(base: Json, patch: Json): Json {
  if (isMap(base) && isMap(patch)) {
    const changed = Object.entries(patch).map(([key, value]) => [key, key in base ? mergePod(base[key] ?? null, value) : value] as const);
    return { ...base, ...Object.fromEntries(changed) };
  }
  if (!Array.isArray(base) || !Array.isArray(patch)) return patch;
  const named = [...namesOf(base), ...namesOf(patch)];
  if (named.length < base.length + patch.length) return patch;
  const items = new Map<string, Json>();
  for (const item of [...base, ...patch]) {
    const [name = ''] = namesOf([item]);
    const known = items.get(name);
    items.set(name, known === undefined ? item : mergePod(known, item));
  }
  return [...items.values()];
}

function namesOf(items: readonly Json[]): readonly string[] {
  return items.flatMap((item) => (isMap(item) && typeof item.name === 'string' ? [item.name] : []));
}

function isMap(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
