import type { LayerContents, LayerFile } from './contents.ts';
import type { MergedLayer } from './merge-layers.ts';
import { createThreadState } from './thread-state.ts';
import type { FrameJob, UnpackJob } from './unpack-job.ts';

/** A job, with the files that lie in several frames: whoever starts the job makes them and fills in their descriptors. */
export interface UnpackPlan {
  readonly job: UnpackJob;
  readonly spanning: readonly LayerFile[];
}

/** What is planned for one layer. */
export interface PlannedLayer {
  readonly contents: LayerContents;
  /** The layer's file when it is one of this machine. */
  readonly descriptor: number | undefined;
}

/** Lays out which pieces of which files each frame holds. Pure. */
export function planUnpack(layers: readonly PlannedLayer[], merged: readonly MergedLayer[], directory: string): UnpackPlan {
  const frames: FrameJob[] = [];
  const pieces: Pieces = { columns: [], paths: [], spanning: [] };
  for (const [layer, { contents, descriptor }] of layers.entries()) {
    const ends = addPieces(pieces, contents, merged[layer]?.files ?? []);
    for (const [index, { offset, compressedLength, length, sha256 }] of contents.frames.entries()) {
      const firstPiece = frames.at(-1)?.endPiece ?? 0;
      frames.push({ layer, descriptor, offset, compressedLength, length, sha256, firstPiece, endPiece: ends[index] ?? firstPiece });
    }
  }
  const job: UnpackJob = {
    kind: 'unpack',
    directory,
    frames,
    local: [...frames.keys()].filter((index) => frames[index]?.descriptor !== undefined),
    pieces: Float64Array.from(pieces.columns),
    paths: pieces.paths.join('\0'),
    spanning: new Int32Array(new SharedArrayBuffer(4 * pieces.spanning.length)),
    state: createThreadState(),
  };
  return { job, spanning: pieces.spanning };
}

/** The mode of a file: nobody may write to what is shared by hard link. Pure. */
export function modeOf({ executable }: LayerFile): number {
  return executable ? 0o555 : 0o444;
}

// Plain columns, for they go to threads by the thousand.
interface Pieces {
  /** {@link PIECE_COLUMNS} numbers each. */
  readonly columns: number[];
  readonly paths: string[];
  readonly spanning: LayerFile[];
}

// Adds the pieces of a layer's files and tells where those of each frame end. Files and frames are both in order of the tar.
function addPieces(pieces: Pieces, { frames }: LayerContents, files: readonly LayerFile[]): number[] {
  const ends: number[] = [];
  let index = 0;
  for (const file of files) {
    for (let position = 0, length = 0; position === 0 || position < file.size; position += length) {
      for (; index < frames.length - 1 && endOf(frames[index]) <= file.start + position; index += 1) ends.push(pieces.paths.length);
      length = Math.min(file.size, endOf(frames[index]) - file.start) - position;
      const from = file.start + position - (frames[index]?.start ?? 0);
      const isWhole = length === file.size;
      if (!isWhole && position === 0) pieces.spanning.push(file);
      pieces.columns.push(from, length, modeOf(file), position, isWhole ? -1 : pieces.spanning.length - 1);
      pieces.paths.push(file.path);
      if (length === 0) break;
    }
  }
  while (ends.length < frames.length) ends.push(pieces.paths.length);
  return ends;
}

function endOf(frame: LayerContents['frames'][number] | undefined): number {
  return frame === undefined ? 0 : frame.start + frame.length;
}
