import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import type { MadePackage } from './make-package.ts';

/** How a channel is written. */
export interface ChannelOptions {
  /** Files that repodata says were removed. */
  readonly removed?: readonly string[];
  /** Whether there is a `repodata.json.zst` as well. */
  readonly isPacked?: boolean;
}

/** Writes packages to a folder as a channel has them, with `noarch` and every folder that they are in. */
export async function makeChannel(folder: string, packages: readonly MadePackage[], options: ChannelOptions = {}): Promise<void> {
  const subdirs = new Set(['noarch', ...packages.map(({ subdir }) => subdir)]);
  for (const subdir of subdirs) {
    const own = packages.filter((one) => one.subdir === subdir);
    await mkdir(join(folder, subdir), { recursive: true });
    for (const { file, content } of own) await writeFile(join(folder, subdir, file), content);
    const text = repodataOf(subdir, own, options.removed ?? []);
    if (options.isPacked) await writeFile(join(folder, subdir, 'repodata.json.zst'), zstdCompressSync(text));
    await writeFile(join(folder, subdir, 'repodata.json'), text);
  }
}

function repodataOf(subdir: string, packages: readonly MadePackage[], removed: readonly string[]): string {
  const records = packages.map(({ file, record }) => [file, record] as const);
  return JSON.stringify({
    info: { subdir },
    packages: Object.fromEntries(records.filter(([file]) => file.endsWith('.tar.bz2'))),
    'packages.conda': Object.fromEntries(records.filter(([file]) => file.endsWith('.conda'))),
    removed,
    repodata_version: 1,
  });
}
