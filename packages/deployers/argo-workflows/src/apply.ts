import { isFrazilError } from '@frazil/core';
import type { KubernetesClient } from '@frazil/kubernetes';
import { compareObjects, type Difference } from './compare-objects.ts';
import { argoDeployerErrors } from './errors.ts';
import type { KubernetesObject } from './kubernetes-object.ts';
import { createObject, deleteObject, getObject, isKind, type Kind, pathOf } from './resources.ts';

/** What was done with one object, or would be. */
export interface Change {
  readonly kind: string;
  readonly name: string;
  readonly action: 'created' | 'updated' | 'unchanged' | 'deleted';
  readonly differences: readonly Difference[];
}

/** What is deployed, and where. */
export interface ApplyInput {
  readonly client: KubernetesClient;
  readonly manifests: readonly KubernetesObject[];
  readonly namespace: string;
  /** Take over what belongs to another flow. */
  readonly authorize: boolean;
}

/** Kinds that a flow has with a decorator only: they go when it goes. */
const OPTIONAL: readonly Kind[] = ['CronWorkflow', 'Sensor'];

/** What deploying would change. Network, changes nothing. Throws for what belongs to another flow. */
export async function planChanges(input: ApplyInput): Promise<readonly PlannedChange[]> {
  const { manifests } = input;
  const wanted = await Promise.all(manifests.map((manifest) => planOne(input, manifest)));
  const template = manifests.find(({ kind }) => kind === 'WorkflowTemplate');
  const absent = OPTIONAL.filter((kind) => template !== undefined && !manifests.some((each) => each.kind === kind));
  const stale = await Promise.all(absent.map((kind) => planRemoval(input, kind, template)));
  return [...wanted, ...stale.flat()];
}

/** A change with what it is made from. */
export interface PlannedChange extends Change {
  readonly place: { readonly kind: Kind; readonly namespace: string; readonly name: string };
  readonly before: KubernetesObject | undefined;
  readonly after: KubernetesObject | undefined;
}

async function planOne(input: ApplyInput, manifest: KubernetesObject): Promise<PlannedChange> {
  const { kind, metadata } = manifest;
  if (!isKind(kind)) throw argoDeployerErrors.create('argo.document-invalid', { reason: `a ${kind} is no part of a flow` });
  const place = { kind, namespace: metadata.namespace ?? input.namespace, name: metadata.name };
  const before = await getObject(input.client, place);
  if (before === undefined)
    return { ...place, action: 'created', place, before, after: manifest, differences: compareObjects(undefined, manifest) };
  if (!input.authorize) assertOwner(before, ownerOf(manifest));
  const after = withStandingSuspension(manifest, before);
  const differences = compareObjects(before, after);
  return { ...place, action: differences.length === 0 ? 'unchanged' : 'updated', place, before, after, differences };
}

async function planRemoval(input: ApplyInput, kind: Kind, template: KubernetesObject | undefined): Promise<readonly PlannedChange[]> {
  if (template === undefined) return [];
  const place = { kind, namespace: template.metadata.namespace ?? input.namespace, name: template.metadata.name };
  const before = await getObject(input.client, place);
  if (before === undefined || ownerOf(before) !== ownerOf(template)) return [];
  return [{ ...place, action: 'deleted', place, before, after: undefined, differences: compareObjects(before, undefined) }];
}

/** Carries out what {@link planChanges} found. Network. An object that someone changes meanwhile is looked at once more. */
export async function applyChanges(input: ApplyInput): Promise<readonly Change[]> {
  try {
    return await carryOut(input);
  } catch (error) {
    if (!isFrazilError(error) || error.code !== 'kubernetes.conflict') throw error;
    return carryOut(input);
  }
}

async function carryOut(input: ApplyInput): Promise<readonly Change[]> {
  const planned = await planChanges(input);
  for (const change of planned) await carryOutOne(input.client, change);
  return planned.map(({ kind, name, action, differences }) => ({ kind, name, action, differences }));
}

async function carryOutOne(client: KubernetesClient, { action, place, before, after }: PlannedChange): Promise<void> {
  if (action === 'created' && after) await createObject(client, place.kind, after, place.namespace);
  if (action === 'deleted') await deleteObject(client, place);
  if (action !== 'updated' || before === undefined || after === undefined) return;
  const kept = (members: Readonly<Record<string, string>> | null) =>
    Object.fromEntries(Object.entries(members ?? {}).filter(([key]) => !key.startsWith('frazil.dev/')));
  const metadata = {
    ...before.metadata,
    labels: { ...kept(before.metadata.labels), ...after.metadata.labels },
    annotations: { ...kept(before.metadata.annotations), ...after.metadata.annotations },
  };
  await client.ask({ method: 'PUT', path: pathOf(place), body: { ...after, metadata } });
}

/** A schedule that someone suspended stays so when the flow is deployed again. */
function withStandingSuspension(manifest: KubernetesObject, before: KubernetesObject): KubernetesObject {
  const suspend = before.kind === 'CronWorkflow' ? before.spec.suspend : undefined;
  return suspend === undefined ? manifest : { ...manifest, spec: { ...manifest.spec, suspend } };
}

/** The flow that an object belongs to; undefined when it isn't ours. Pure. */
function ownerOf({ metadata }: KubernetesObject): string | undefined {
  return metadata.annotations?.['frazil.dev/flow'];
}

/** Throws unless an object belongs to a flow. Pure. */
export function assertOwner(object: KubernetesObject, flow: string | undefined): void {
  const owner = ownerOf(object);
  if (owner === undefined || owner !== flow) {
    throw argoDeployerErrors.create('argo.owned-by-another', { kind: object.kind, name: object.metadata.name, owner });
  }
}
