import type { Json } from '@frazil/core';

/** A Kubernetes object as Argo spells it; members without a value are left out when it is printed. */
export type Fields = Readonly<Record<string, Json | undefined>>;

/** One object of Kubernetes, complete. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace: string | undefined;
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
  };
  readonly spec: Fields;
}

/** An argument or input of a template. Pure. */
export function parameter(name: string, value?: string): Fields {
  return { name, value };
}

/** The list, or nothing when it is empty. Pure. */
export function some<Item>(items: readonly Item[]): readonly Item[] | undefined {
  return items.length === 0 ? undefined : items;
}
