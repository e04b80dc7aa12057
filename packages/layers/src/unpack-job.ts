// Imported by worker threads: nothing of other packages here.
import { type ThreadState, take } from './thread-state.ts';

/** What all threads of an unpacking share. Descriptors belong to the process, so every thread can use them. */
export interface UnpackJob {
  readonly kind: 'unpack';
  /** Where to unpack: it exists once the threads may start. */
  readonly directory: string;
  readonly frames: readonly FrameJob[];
  /** Frames whose layers are files here, as indexes: threads take them by themselves. */
  readonly local: readonly number[];
  /** {@link PIECE_COLUMNS} numbers for each piece of a file, in order of frames. */
  readonly pieces: Float64Array;
  /** The path of each piece, joined by NUL. */
  readonly paths: string;
  /** Descriptors of the files that lie in several frames, filled in before the start. */
  readonly spanning: Int32Array<SharedArrayBuffer>;
  readonly state: ThreadState;
}

/** A frame, and which pieces of files are in it. */
export interface FrameJob {
  readonly layer: number;
  /** The layer's file, unless it is read by ranges. */
  readonly descriptor: number | undefined;
  readonly offset: number;
  readonly compressedLength: number;
  readonly length: number;
  readonly sha256: string;
  readonly firstPiece: number;
  readonly endPiece: number;
}

/** The columns of a piece: where it is in its frame, its length, the file's mode, its place in the file, and which of the spanning files it is of (-1: it is a whole file). */
export const PIECE_COLUMNS = 5;

/** Why something could not be done, in a form that crosses threads. */
export type Fault =
  | { readonly kind: 'corrupt'; readonly layer: number; readonly problem: string }
  | { readonly kind: 'unreadable'; readonly layer: number; readonly reason: string }
  | { readonly kind: 'unwritable'; readonly path: string; readonly reason: string };

/** What a thread says of a frame that it is done with. */
export interface FrameReport {
  readonly index: number;
  readonly fault: Fault | undefined;
}

/** A frame that was read by range, for whichever thread is free. */
export interface FetchedFrame {
  readonly index: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Takes local frames until there are none left or all must stop. */
export function* takeLocal({ state, local }: UnpackJob): Generator<number> {
  for (const position of take(state, local.length, 1)) {
    const index = local[position];
    if (index !== undefined) yield index;
  }
}
