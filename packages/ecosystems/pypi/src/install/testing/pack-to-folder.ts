import { hash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Context, Event, LayerReference } from '@frazil/core';
import { unpackLayers } from '@frazil/layers';
import type { FoundPython } from '@frazil/testkit';
import { packWheel } from '../index.ts';

/** What came of packing a wheel. */
export interface Packed {
  readonly reference: LayerReference;
  readonly layer: string;
  readonly events: readonly Event[];
}

/** What differs from a plain packing. */
export interface PackTestOptions {
  readonly signal?: AbortSignal;
  readonly sha256?: string;
}

/** Packs a wheel to `folder/FILE.layer`. */
export async function pack(wheel: string, python: FoundPython, folder: string, options: PackTestOptions = {}): Promise<Packed> {
  const { signal = new AbortController().signal } = options;
  const events: Event[] = [];
  const context: Context = { signal, reporter: { report: (event) => events.push(event) } };
  const file = basename(wheel);
  const [name = '', version = ''] = file.split('-');
  const layer = join(folder, `${file}.layer`);
  const reference = await packWheel(
    {
      package: { name: name.toLowerCase(), version, why: [], files: [] },
      file: { file, sha256: options.sha256 ?? hash('sha256', readFileSync(wheel)), platforms: ['linux-x86_64'] },
      platform: 'linux-x86_64',
      artifact: wheel,
      python: python.python,
      pythonVersion: python.version,
      output: layer,
    },
    context,
  );
  return { reference, layer, events };
}

/** Packs a wheel made by hand and unpacks its layer; returns the prefix. */
export async function installed(wheel: Uint8Array, python: FoundPython, folder: string): Promise<string> {
  const path = join(folder, 'demo-1.0-py3-none-any.whl');
  writeFileSync(path, wheel);
  return await unpack([await pack(path, python, folder)], join(folder, 'prefix'));
}

/** Unpacks layers to a prefix. */
export async function unpack(packed: readonly Packed[], prefix: string): Promise<string> {
  mkdirSync(prefix, { recursive: true });
  const layers = packed.map(({ layer, reference }) => ({ source: { kind: 'file' as const, path: layer }, reference }));
  await unpackLayers(layers, prefix, { signal: new AbortController().signal });
  return prefix;
}
