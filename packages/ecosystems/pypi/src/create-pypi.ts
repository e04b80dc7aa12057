import { join } from 'node:path';
import { type Ecosystem, lazily } from '@frazil/core';
import { type Connection, createConnection } from '@frazil/downloads';
import type { Uv } from '@frazil/uv';
import { checkImports } from './check/check-imports.ts';
import { fetchArtifact } from './fetch/fetch-artifact.ts';
import { createUrlMemory } from './fetch/url-memory.ts';
import { packWheel, wheelRecipe } from './install/index.ts';
import { resolve } from './resolve/resolve.ts';
import { staleness } from './resolve/staleness.ts';
import { timeOfPins } from './resolve/time-of-pins.ts';

/** What the ecosystem needs from outside. */
export interface PypiOptions {
  /** Finds the resolver when it is first needed. */
  readonly uv: () => Promise<Uv>;
  /** Where URLs of locked files are remembered. */
  readonly cacheDirectory: string;
}

/** Python packages: uv resolves, wheels become layers. Variables and settings of uv, proxies and certificates are those of the user. */
export function createPypi({ uv, cacheDirectory }: PypiOptions): Ecosystem {
  const memory = createUrlMemory(join(cacheDirectory, 'pypi', 'urls'));
  const once = { uv: lazily(uv), connection: lazily<Connection>(() => createConnection(process.env)) };
  return {
    name: 'pypi',
    resolve: (input, context) => resolve(input, { uv: once.uv, memory, folder: join(cacheDirectory, 'pypi', 'constraints') }, context),
    fetch: (locked, file, path, context) => fetchArtifact({ locked, file, path }, { ...once, memory }, context),
    recipe: wheelRecipe,
    compiles: () => true,
    pack: packWheel,
    staleness,
    timeOfPins,
    check: checkImports,
  };
}
