import { readFileSync } from 'node:fs';
import { FrozenEnvironment } from '@frazil/core';
import { hydrate, hydrateInto } from '@frazil/environments';
import { createFolderStore } from '@frazil/store-folder';
import { parse } from 'zod/mini';

// One hydration as a process of its own: STORE RECORD CACHE [TARGET]. With a target into that directory alone, without it
// through the cache of unpacked layers.
const [store = '', record = '', cacheDirectory = '', target] = process.argv.slice(2);
const environment = parse(FrozenEnvironment, JSON.parse(readFileSync(record, 'utf8')));
const place = { store: createFolderStore(store), cacheDirectory };
const context = { reporter: { report: () => undefined }, signal: new AbortController().signal };
await (target === undefined ? hydrate(environment, place, context) : hydrateInto(environment, target, place, context));
