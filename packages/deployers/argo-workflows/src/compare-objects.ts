import { canonicalJson, type Json } from '@frazil/core';
import type { KubernetesObject } from './kubernetes-object.ts';

/** One place in which two documents differ; undefined where one has nothing. */
export interface Difference {
  /** Like `spec.templates[task].container.image`. */
  readonly path: string;
  readonly before: Json | undefined;
  readonly after: Json | undefined;
}

/** Where what the cluster has differs from what it should have. Pure. What the cluster or others added to the metadata is no difference. */
export function compareObjects(before: KubernetesObject | undefined, after: KubernetesObject | undefined): readonly Difference[] {
  return differences('', before && comparable(before, after), after && comparable(after, after));
}

function comparable({ metadata, spec }: KubernetesObject, wanted: KubernetesObject | undefined): Json {
  const ours = (members: Readonly<Record<string, string>> | null, wantedMembers: Readonly<Record<string, string>> | null | undefined) =>
    Object.fromEntries(Object.entries(members ?? {}).filter(([key]) => key.startsWith('frazil.dev/') || key in (wantedMembers ?? {})));
  return {
    metadata: {
      labels: ours(metadata.labels, wanted?.metadata.labels),
      annotations: ours(metadata.annotations, wanted?.metadata.annotations),
    },
    spec,
  };
}

function differences(path: string, before: Json | undefined, after: Json | undefined): readonly Difference[] {
  const [left, right] = [membersOf(before), membersOf(after)];
  if (left === undefined || right === undefined) {
    const isSame = before === undefined || after === undefined ? before === after : canonicalJson(before) === canonicalJson(after);
    return isSame ? [] : [{ path, before, after }];
  }
  const keys = new Set([...left.keys(), ...right.keys()]);
  const separator = Array.isArray(before) ? (key: string) => `[${key}]` : (key: string) => (path === '' ? key : `.${key}`);
  return [...keys].flatMap((key) => differences(path + separator(key), left.get(key), right.get(key)));
}

/** Members by key; items of lists by their names, where all have one, else by number. */
function membersOf(value: Json | undefined): ReadonlyMap<string, Json | undefined> | undefined {
  if (value === undefined || value === null || typeof value !== 'object') return undefined;
  if (!isList(value)) return new Map(Object.entries(value));
  const names = value.map((item) =>
    item !== null && typeof item === 'object' && 'name' in item && typeof item.name === 'string' ? item.name : undefined,
  );
  const hasNames = names.every((name) => name !== undefined) && new Set(names).size === names.length;
  return new Map(value.map((item, index) => [hasNames ? (names[index] ?? '') : String(index), item]));
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
