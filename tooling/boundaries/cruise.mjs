import { createRequire, registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

// TypeScript 7 has no JavaScript API yet, with which dependency-cruiser reads sources: it gets the last TypeScript that has
// one, which lives beside this file.
const { resolve } = createRequire(import.meta.url);
const replaced = new Map(['typescript', 'typescript/package.json'].map((name) => [name, pathToFileURL(resolve(name)).href]));

registerHooks({
  resolve: (specifier, context, next) => {
    const url = replaced.get(specifier);
    return url === undefined ? next(specifier, context) : { url, shortCircuit: true };
  },
});

await import('../../node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
