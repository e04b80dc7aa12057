import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Context, Event, LayerReference } from '@frazil/core';
import { unpackLayers } from '@frazil/layers';
import type { MadePackage } from '@frazil/testkit';
import { findPython } from '@frazil/testkit';
import { packPackage } from '../install/pack-package.ts';

/** What came of packing a package. */
export interface Packed {
  readonly reference: LayerReference;
  readonly layer: string;
  readonly events: readonly Event[];
}

const { python, version: pythonVersion } = findPython();

/** Packs a package to `folder/FILE.layer`, for the Python of the tests. */
export async function pack(
  { file, subdir, content, record }: MadePackage,
  folder: string,
  more: { readonly signal?: AbortSignal; readonly output?: string } = {},
): Promise<Packed> {
  const { signal = new AbortController().signal, output: layer = join(folder, `${file}.layer`) } = more;
  const events: Event[] = [];
  const context: Context = { signal, reporter: { report: (event) => void events.push(event) } };
  const artifact = join(folder, file);
  writeFileSync(artifact, content);
  const { name, version, sha256 } = record;
  const reference = await packPackage(
    {
      package: { name: String(name), version: String(version), channel: 'ice', why: [], files: [] },
      file: { file, subdir, sha256: String(sha256), platforms: ['linux-x86_64'] },
      platform: 'linux-x86_64',
      artifact,
      python,
      pythonVersion,
      output: layer,
    },
    context,
  );
  return { reference, layer, events };
}

/** Packs a package and unpacks its layer; returns the prefix. */
export async function installed(made: MadePackage, folder: string): Promise<string> {
  const { layer, reference } = await pack(made, folder);
  const prefix = join(folder, 'prefix');
  mkdirSync(prefix, { recursive: true });
  await unpackLayers([{ source: { kind: 'file', path: layer }, reference }], prefix, { signal: new AbortController().signal });
  return prefix;
}
