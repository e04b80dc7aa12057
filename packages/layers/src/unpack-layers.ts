import type { LayerReference } from '@frazil/core';
import type { LayerContents } from './contents.ts';
import { errorOfFault, errors } from './errors.ts';
import { makeSymlinks } from './make-symlinks.ts';
import { mergeLayers } from './merge-layers.ts';
import { openLayer } from './open-layer.ts';
import { orAborted } from './or-aborted.ts';
import { planUnpack } from './plan-unpack.ts';
import { runUnpack } from './run-unpack.ts';
import { type LayerReader, type LayerSource, nameOf, openSource } from './source.ts';
import { startCrew } from './unpack-crew.ts';

/** A layer, where its bytes are and what they must be. */
export interface LayerToUnpack {
  readonly source: LayerSource;
  readonly reference: LayerReference;
  /** Its table of contents, when it is opened already. */
  readonly contents?: LayerContents;
}

/** How to unpack. */
export interface UnpackOptions {
  readonly signal: AbortSignal;
  /** At most so many, with the calling one; as many as there are cores unless said. */
  readonly threads?: number;
  /** Hears how many bytes of the layers are done; the last number is the sum of their sizes. */
  readonly onProgress?: (bytes: number) => void;
}

/**
 * Unpacks layers on top of each other into one directory, on several threads, every frame verified before it is used. Where
 * paths meet, the later layer wins. Not atomic: after a failure the directory holds a part, and nothing writes to it any more.
 */
export async function unpackLayers(layers: readonly LayerToUnpack[], directory: string, options: UnpackOptions): Promise<void> {
  options.signal.throwIfAborted();
  const readers: LayerReader[] = [];
  try {
    // Threads start while the tables of contents are read.
    await using crew = startCrew(
      layers.map(({ reference }) => reference),
      options.threads,
    );
    for (const { source, reference } of layers) readers.push(openSource(source, nameOf(source, reference.digest)));
    const contents = await orAborted(Promise.all(layers.map(openWhole)), options.signal);
    const merged = mergeLayers(contents);
    const planned = contents.map((of, index) => ({ contents: of, descriptor: readers[index]?.descriptor }));
    await runUnpack(planUnpack(planned, merged, directory), {
      readers,
      errorOf: (fault) => errorOfFault(fault, 'layer' in fault ? nameOfLayer(layers[fault.layer]) : ''),
      signal: options.signal,
      crew,
      onDone: progressOf(layers, contents, options.onProgress),
    });
    for (const { symlinks } of merged) makeSymlinks(symlinks, directory);
  } finally {
    for (const reader of readers) reader[Symbol.dispose]();
  }
}

async function openWhole({ source, reference, contents: known }: LayerToUnpack): Promise<LayerContents> {
  const contents = known ?? (await openLayer(source, reference));
  const frame = contents.frames.at(-1);
  const fits = contents.unpackedSize === reference.unpackedSize && contents.files.length === reference.files;
  if (fits && (frame?.offset ?? 0) < reference.size) return contents;
  throw errors.create('layers.corrupt', { layer: nameOf(source, reference.digest), problem: 'it is not as large as its reference says' });
}

// The tables of contents are done from the start.
function progressOf(layers: readonly LayerToUnpack[], contents: readonly LayerContents[], onProgress: UnpackOptions['onProgress']) {
  const frames = contents.flatMap((of) => of.frames);
  const size = layers.reduce((total, { reference }) => total + reference.size, 0);
  let done = size - frames.reduce((total, { compressedLength }) => total + compressedLength, 0);
  return (index: number) => {
    done += frames[index]?.compressedLength ?? 0;
    onProgress?.(done);
  };
}

function nameOfLayer(layer: LayerToUnpack | undefined): string {
  return layer === undefined ? '' : nameOf(layer.source, layer.reference.digest);
}
