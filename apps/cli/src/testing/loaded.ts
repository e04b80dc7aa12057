import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuiltCommand, Outcome } from './command.ts';

/** What a command loaded. */
export interface Loaded {
  readonly outcome: Outcome;
  /** Files of the bundle, in order. */
  readonly files: readonly string[];
  /** Packages that modules in those files are of. */
  readonly packages: readonly string[];
  /** Modules of Node's own. */
  readonly builtIn: ReadonlySet<string>;
}

// Node says which files it loads, and in the end which of its own modules it has.
const HOOK = `import { appendFileSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
const { LOADED } = process.env;
if (LOADED) {
  registerHooks({ load: (url, context, next) => (appendFileSync(LOADED, url + '\\n'), next(url, context)) });
  process.on('exit', () => writeFileSync(LOADED + '-built-in', JSON.stringify(process.moduleLoadList)));
}
`;

/** Runs a command and says what it loaded. */
export async function loadedBy(command: BuiltCommand, line: string): Promise<Loaded> {
  const hook = join(command.folder, 'hook.mjs');
  const log = join(command.folder, `loaded-${line.replaceAll(/\W+/g, '-')}`);
  await writeFile(hook, HOOK);
  const outcome = await command.run(line, { NODE_OPTIONS: `--import=${hook}`, LOADED: log });
  const urls = (await readFile(log, 'utf8')).split('\n').filter((url) => url.startsWith('file:') && url.includes('/bundle/'));
  const texts = await Promise.all(urls.map((url) => readFile(new URL(url), 'utf8')));
  const list: readonly string[] = JSON.parse(await readFile(`${log}-built-in`, 'utf8'));
  return {
    outcome,
    files: urls.map((url) => url.split('/').at(-1) ?? ''),
    packages: [...new Set(texts.flatMap(packagesIn))].sort(),
    builtIn: new Set(list.flatMap((name) => /^NativeModule (.+)/.exec(name)?.[1] ?? [])),
  };
}

/** The bundle says above each module where it comes from. */
function packagesIn(text: string): readonly string[] {
  return [...text.matchAll(/^\/\/ \.\.\/\.\.\/(packages|node_modules)\/(.+)$/gm)].map(([, kind = '', path = '']) =>
    kind === 'packages' ? (path.split('/src/')[0] ?? path) : (/^(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path),
  );
}
