import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BroughtObject, ObjectRange, Objects } from '@frazil/core';
import { createS3Objects } from '../objects/s3-objects.ts';
import type { Gateway } from './gateway.ts';
import { type FaultProxy, startFaultProxy } from './start-fault-proxy.ts';

/** What cases of objects in buckets work with: a bucket behind a proxy, and a folder. */
export interface ObjectsScene {
  readonly objects: Objects;
  readonly proxy: FaultProxy;
  readonly folder: string;
  /** The same objects, until they are given up. */
  open(signal: AbortSignal): Objects;
  urlOf(key: string): string;
  /** Writes an object; whether it did. */
  write(key: string, content: string | Uint8Array, replace?: boolean): Promise<boolean | undefined>;
  /** Brings an object that has to be there to `got`, the file of the folder that {@link ObjectsScene.got} reads. */
  get(key: string, range?: ObjectRange): Promise<BroughtObject | undefined>;
  got(): Promise<Buffer>;
  stop(): Promise<void>;
}

/** Puts a proxy in front of a gateway, which is stopped with it. The gateway's credentials are for the process's variables to tell. */
export async function startObjectsScene(gateway: Gateway): Promise<ObjectsScene> {
  const proxy = await startFaultProxy(gateway);
  const folder = await mkdtemp(join(tmpdir(), 'frazil-objects-'));
  const variables = { FRAZIL_S3_ENDPOINT: proxy.endpoint, AWS_REGION: 'us-east-1', AWS_MAX_ATTEMPTS: '3' };
  const objects = createS3Objects(variables);
  const urlOf = (key: string) => `s3://${gateway.bucket}/${key}`;
  const [given, path] = [join(folder, 'given'), join(folder, 'got')];
  return {
    objects,
    proxy,
    folder,
    urlOf,
    open: (signal) => createS3Objects(variables, signal),
    write: async (key, content, replace = true) => {
      await writeFile(given, content);
      return (await objects.put([{ url: urlOf(key), path: given }], replace))[0];
    },
    get: async (key, range) => (await objects.get([{ url: urlOf(key), path, range }], 'fail'))[0],
    got: () => readFile(path),
    stop: async () => {
      await Promise.all([proxy.stop(), gateway.stop(), rm(folder, { recursive: true })]);
    },
  };
}
