import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HydratedEnvironment } from '@frazil/core';
import * as z from 'zod/mini';

const Files = z.object({ files: z.array(z.string()) });
const METADATA = /(?:^|\/)site-packages\/([^/]+?)-[^/-]+(?:-py[\d.]+)?\.(?:dist-info\/METADATA|egg-info(?:\/PKG-INFO)?)$/;

/** What Python calls the packages of these names, as conda's records in an environment say; packages that Python doesn't see are left out. */
export async function requestedDistributions(environment: HydratedEnvironment, names: ReadonlySet<string>): Promise<readonly string[]> {
  const folder = join(environment.directory, 'conda-meta');
  const records = await readdir(folder).catch(() => []);
  const wanted = records.filter((record) => names.has(/^(.+)-[^-]+-[^-]+\.json$/.exec(record)?.[1] ?? ''));
  const found = await Promise.all(wanted.map((record) => distributionsOf(join(folder, record))));
  return [...new Set(found.flat())].sort();
}

async function distributionsOf(path: string): Promise<readonly string[]> {
  const { files } = Files.parse(JSON.parse(await readFile(path, 'utf8')));
  return files.flatMap((file) => METADATA.exec(file)?.[1] ?? []);
}
