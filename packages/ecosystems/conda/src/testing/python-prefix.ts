import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from '@frazil/core';
import { createInterpreters, findInstalledPythons } from '@frazil/interpreters';
import { unpackLayers } from '@frazil/layers';
import { findUv } from '@frazil/uv';

const context: Context = { reporter: { report: () => undefined }, signal: new AbortController().signal };

/** Hands a Python of this machine to `use`, made relocatable, as a prefix that is gone afterwards. Takes seconds. */
export async function withPythonPrefix<Result>(minor: string, use: (prefix: string, version: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'frazil-python-'));
  try {
    const [found] = await findInstalledPythons({ cacheDirectory: folder, host: 'linux-x86_64', minor }, context);
    if (found === undefined) throw new Error(`these tests need a Python ${minor} on this machine`);
    const interpreters = createInterpreters({
      uv: () => findUv({ cacheDirectory: folder }, context),
      cacheDirectory: folder,
      host: 'linux-x86_64',
    });
    const locked = { version: found.version, provider: 'installed', build: found.build, platforms: ['linux-x86_64' as const] };
    const output = { layer: join(folder, 'layer'), original: join(folder, 'original') };
    const reference = await interpreters.pack(locked, 'linux-x86_64', output, context);
    const prefix = join(folder, 'prefix');
    await unpackLayers([{ source: { kind: 'file', path: output.layer }, reference }], prefix, context);
    return await use(prefix, found.version);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
