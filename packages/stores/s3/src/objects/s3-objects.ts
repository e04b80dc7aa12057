import type { ListedObject, Missing, Objects } from '@frazil/core';
import { type Connection, createConnection } from '../connection/connection.ts';
import { createGate } from '../connection/gate.ts';
import { ANY_REGION } from '../connection/open-client.ts';
import { s3StoreErrors } from '../errors.ts';
import { inParallel } from '../in-parallel.ts';
import { describeObject } from '../read/describe-object.ts';
import { type S3Options, s3OptionsOf } from '../s3-options.ts';
import { download } from './download.ts';
import { downloadPart } from './download-part.ts';
import { listObjects } from './list-objects.ts';
import { parseObjectUrl } from './object-url.ts';
import { upload } from './upload.ts';

// As many objects as a bucket's connection takes requests.
const AT_ONCE = 64;
const LISTS_AT_ONCE = 16;
// Bytes of uploads on their way.
const MOST_IN_MEMORY = 128 * 1024 * 1024;

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Objects in any bucket that the variables of a process lead to, with the settings of the store. Nothing is loaded and nothing asked
 * before the first use; when the signal is aborted, what is under way fails.
 */
export function createS3Objects(variables: Variables, signal?: AbortSignal): Objects {
  const inMemory = createGate(MOST_IN_MEMORY);
  const find = createFinder(variables, signal);
  const findObject = (url: string) => {
    const found = find(url);
    if (found.key === '') throw s3StoreErrors.create('s3.bad-object-url', { url });
    return found;
  };
  return {
    list: async function* (prefixes, isDeep) {
      const lists = await each(prefixes, LISTS_AT_ONCE, async (url) => {
        const { connection, key } = find(url);
        return listObjects(connection, key, isDeep);
      });
      for (const [prefix, listed] of lists.entries()) for (const object of listed) yield { prefix, ...object } satisfies ListedObject;
    },
    describe: (urls, missing) =>
      each(urls, AT_ONCE, async (url) => {
        const { connection, key } = findObject(url);
        return unlessMissing(await describeObject(connection, key), url, missing);
      }),
    get: (wanted, missing) =>
      each(wanted, AT_ONCE, async ({ url, path, range }) => {
        const { connection, key } = findObject(url);
        const brought = range === undefined ? download(connection, key, path) : downloadPart(connection, key, { path, range });
        return unlessMissing(await brought, url, missing);
      }),
    put: (given, replace) =>
      each(given, AT_ONCE, async (object) => {
        const { connection, key } = findObject(object.url);
        return upload(connection, { key, given: object, replace, inMemory });
      }),
  };
}

// Buckets of others may be anywhere: which region each is in, Amazon tells.
function optionsOf(bucket: string, variables: Variables): S3Options {
  return { ...s3OptionsOf(`s3://${bucket}`, variables), fallbackRegion: ANY_REGION };
}

// Each bucket has one connection.
function createFinder(variables: Variables, signal: AbortSignal | undefined) {
  const connections = new Map<string, Connection>();
  return (url: string): { readonly connection: Connection; readonly key: string } => {
    const { bucket, key } = parseObjectUrl(url);
    const connection = connections.get(bucket) ?? createConnection(optionsOf(bucket, variables), signal);
    connections.set(bucket, connection);
    return { connection, key };
  };
}

function unlessMissing<Found>(found: Found | undefined, url: string, missing: Missing): Found | undefined {
  if (found === undefined && missing === 'fail') throw s3StoreErrors.create('s3.missing', { url });
  return found;
}

// In order, whichever is done first.
async function each<Item, Result>(items: readonly Item[], limit: number, map: (item: Item) => Promise<Result>): Promise<readonly Result[]> {
  async function* numbered() {
    yield* items.entries();
  }
  const results = await inParallel(numbered(), Math.min(limit, items.length), async ([index, item]) => ({
    index,
    result: await map(item),
  }));
  return results.toSorted((a, b) => a.index - b.index).map(({ result }) => result);
}
