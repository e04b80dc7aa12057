import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { diskError } from '@frazil/core';
import { sweepFolder, temporaryName } from '@frazil/files';
import { withoutCredentials } from '../indexes/index-name.ts';

/** Where files were last seen, by sha256: locks hold no URLs. Losing it costs one question to the resolver. */
export interface UrlMemory {
  /** Keeps the URLs, without credentials. Complete or absent each. */
  remember(files: readonly { readonly sha256: string; readonly url: string }[]): Promise<void>;
  /** The URL of a file, or undefined. */
  recall(sha256: string): Promise<string | undefined>;
  /** Drops a URL that turned out wrong. */
  forget(sha256: string): Promise<void>;
}

/** A memory of one small file for each artifact in a folder, which is made when needed. */
export function createUrlMemory(directory: string): UrlMemory {
  const work = join(directory, 'tmp');
  const pathOf = (sha256: string) => join(directory, sha256.slice(0, 2), sha256);
  return {
    remember: async (files) => {
      const urls = new Map(files.map(({ sha256, url }) => [sha256, withoutCredentials(url)]));
      await sweepFolder(work);
      await Promise.all([...urls].map(([sha256, url]) => keep(pathOf(sha256), url, work)));
    },
    recall: async (sha256) => {
      const url = await readFile(pathOf(sha256), 'utf8').catch(() => '');
      return URL.canParse(url) ? url : undefined;
    },
    forget: (sha256) => rm(pathOf(sha256), { force: true }),
  };
}

async function keep(path: string, url: string, work: string): Promise<void> {
  if ((await readFile(path, 'utf8').catch(() => undefined)) === url) return;
  const temporary = join(work, temporaryName());
  try {
    for (const folder of [work, dirname(path)]) await mkdir(folder, { recursive: true });
    await writeFile(temporary, url);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw diskError(error, 'remembering a URL in', path);
  }
}
