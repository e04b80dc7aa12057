import { setTimeout as sleep } from 'node:timers/promises';
import type { KubernetesClient } from '@frazil/kubernetes';
import * as z from 'zod/mini';
import { argoDeployerErrors } from './errors.ts';
import { KubernetesObject } from './kubernetes-object.ts';

/** The kinds that flows are deployed as, with the name that the API has for them. */
const PLURALS = { WorkflowTemplate: 'workflowtemplates', CronWorkflow: 'cronworkflows', Sensor: 'sensors', Workflow: 'workflows' } as const;
export type Kind = keyof typeof PLURALS;

/** Whether we know a kind. Pure. */
export function isKind(kind: string): kind is Kind {
  return kind in PLURALS;
}

/** Which objects, or which one. */
export interface Place {
  readonly kind: Kind;
  readonly namespace: string;
  readonly name?: string;
  readonly query?: Readonly<Record<string, string>>;
}

/** The path of objects in the API. Pure. */
export function pathOf({ kind, namespace, name, query }: Place): string {
  const parts = ['/apis/argoproj.io/v1alpha1/namespaces', encodeURIComponent(namespace), PLURALS[kind]];
  const path = [...parts, ...(name === undefined ? [] : [encodeURIComponent(name)])].join('/');
  return query === undefined ? path : `${path}?${new URLSearchParams(query)}`;
}

/** The object as the cluster has it; undefined when it has none. Network. */
export async function getObject(client: KubernetesClient, place: Place): Promise<KubernetesObject | undefined> {
  const value = await client.ask({ method: 'GET', path: pathOf(place) });
  return value === undefined ? undefined : z.parse(KubernetesObject, value);
}

/** Creates an object and gives its name. Network. */
export async function createObject(client: KubernetesClient, kind: Kind, object: object, namespace: string): Promise<string> {
  const value = await client.ask({ method: 'POST', path: pathOf({ kind, namespace }), body: object });
  if (value === undefined) throw argoDeployerErrors.create('argo.kind-missing', { kind });
  return z.parse(KubernetesObject, value).metadata.name;
}

/** A CronWorkflow owns the runs that it started; those of other kinds are the cluster's own business. */
const KEEPS_RUNS = { apiVersion: 'v1', kind: 'DeleteOptions', propagationPolicy: 'Orphan' };
/** Milliseconds between looks, and how many: the cluster lets go of the runs before the object goes. */
const PAUSE = 100;
const LOOKS = 300;

/** Deletes an object, and none of the runs that it started. Network. Returns when it is gone, so that one made anew stays. */
export async function deleteObject(client: KubernetesClient, place: Place): Promise<void> {
  const path = pathOf(place);
  if (place.kind !== 'CronWorkflow') {
    await client.ask({ method: 'DELETE', path });
    return;
  }
  await client.ask({ method: 'DELETE', path, body: KEEPS_RUNS });
  for (let look = 0; look < LOOKS && (await getObject(client, place)) !== undefined; look += 1) await sleep(PAUSE);
}

const Page = z.object({ metadata: z.object({ continue: z.optional(z.string()) }), items: z.array(z.unknown()) });

/** All objects with a label, page by page. Network. */
export async function listObjects(client: KubernetesClient, place: Place, labelSelector: string): Promise<readonly unknown[]> {
  const items: unknown[] = [];
  for (let next: string | undefined = ''; next !== undefined; ) {
    const query: Record<string, string> = { labelSelector, limit: '200', ...(next !== '' && { continue: next }) };
    const value = await client.ask({ method: 'GET', path: pathOf({ ...place, query }) });
    if (value === undefined) throw argoDeployerErrors.create('argo.kind-missing', { kind: place.kind });
    const page = z.parse(Page, value);
    items.push(...page.items);
    next = page.metadata.continue || undefined;
  }
  return items;
}
