import { type Digest, digestFromHex, keys, type Store } from '@frazil/core';
import { deploymentErrors } from '../errors.ts';
import { DeploymentRecord, digestOfDeployment } from './deployment-record.ts';

/** Stores the record of a deployment, under the digest it gives. The same deployment, made again, keeps its first record. */
export async function writeDeployment(store: Store, record: DeploymentRecord): Promise<Digest> {
  const digest = digestOfDeployment(record);
  await store.putIfAbsent(keys.deployment(record.flow, record.target, digest), Buffer.from(JSON.stringify(record)));
  return digest;
}

/** The three names of a deployment. */
export interface DeploymentKey {
  readonly flow: string;
  readonly target: string;
  readonly digest: Digest;
}

/** Reads the record of a deployment; undefined when there is none. Throws when it is damaged. */
export async function readDeployment(store: Store, { flow, target, digest }: DeploymentKey): Promise<DeploymentRecord | undefined> {
  const key = keys.deployment(flow, target, digest);
  const bytes = await store.get(key);
  return bytes && parse(key, bytes);
}

/** One deployment of a list. */
export interface ListedDeployment {
  readonly digest: Digest;
  readonly record: DeploymentRecord;
}

/** The deployments of a flow to a target, newest first. */
export async function listDeployments(store: Store, flow: string, target: string): Promise<readonly ListedDeployment[]> {
  const prefix = keys.deployments(flow, target);
  const listed: ListedDeployment[] = [];
  for await (const key of store.list(prefix)) {
    const bytes = await store.get(key);
    const digest = digestFromHex(key.slice(prefix.length, -'.json'.length));
    if (bytes) listed.push({ digest, record: parse(key, bytes) });
  }
  return listed.sort((a, b) => (a.record.time < b.record.time ? 1 : -1));
}

function parse(key: string, bytes: Uint8Array): DeploymentRecord {
  try {
    return DeploymentRecord.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  } catch (cause) {
    const reason = cause instanceof SyntaxError ? 'it is no JSON' : 'it is of another form';
    throw deploymentErrors.create('deployments.record-damaged', { key, reason }, { cause });
  }
}
