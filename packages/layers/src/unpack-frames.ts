// Imported by worker threads: nothing of other packages here.
import { hash } from 'node:crypto';
import { closeSync, constants, openSync, readSync, writeSync } from 'node:fs';
import { zstdDecompressSync } from 'node:zlib';
import { createDirectoryMaker } from './directories.ts';
import { free } from './free.ts';
import { reasonOf } from './reason.ts';
import { type Fault, type FrameJob, type FrameReport, PIECE_COLUMNS, type UnpackJob } from './unpack-job.ts';

/** Unpacks frames of one job on this thread, one after the other. */
export interface FrameUnpacker {
  /** A frame of a layer that is a file. */
  local(index: number): FrameReport;
  /** A frame whose compressed bytes are at hand. */
  fetched(index: number, compressed: Uint8Array): FrameReport;
}

/** Makes this thread's unpacker. Frames are verified before anything in them is used; nothing is thrown. */
export function createUnpacker(job: UnpackJob): FrameUnpacker {
  const target = { job, paths: job.paths.split('\0'), makeDirectories: createDirectoryMaker(job.directory) };
  const buffer = Buffer.allocUnsafeSlow(job.local.reduce((most, index) => Math.max(most, job.frames[index]?.compressedLength ?? 0), 0));
  const unpack = (frame: FrameJob, compressed: Uint8Array): Fault | undefined => {
    const bytes = decompress(frame, compressed);
    if (bytes === undefined)
      return { kind: 'corrupt', layer: frame.layer, problem: `the bytes from ${frame.offset} are not the expected ones` };
    const fault = writePieces(target, frame, bytes);
    free(bytes, roomFor(frame));
    return fault;
  };
  return {
    local: (index) => {
      const frame = frameOf(job, index);
      const compressed = readFrame(frame, buffer);
      return { index, fault: compressed instanceof Uint8Array ? unpack(frame, compressed) : compressed };
    },
    fetched: (index, compressed) => {
      const fault = unpack(frameOf(job, index), compressed);
      free(compressed);
      return { index, fault };
    },
  };
}

function frameOf(job: UnpackJob, index: number): FrameJob {
  const frame = job.frames[index];
  if (frame === undefined) throw new RangeError(`no frame ${index}`);
  return frame;
}

function readFrame(frame: FrameJob, buffer: Buffer): Uint8Array | Fault {
  try {
    const length = readSync(frame.descriptor ?? -1, buffer, 0, frame.compressedLength, frame.offset);
    return buffer.subarray(0, length);
  } catch (cause) {
    return { kind: 'unreadable', layer: frame.layer, reason: reasonOf(cause) };
  }
}

// More room than the frame needs: the decoder then writes it in one go.
function roomFor(frame: FrameJob): number {
  return frame.length + Math.ceil(frame.length / 8) + 128 * 1024;
}

function decompress(frame: FrameJob, compressed: Uint8Array): Buffer | undefined {
  if (hash('sha256', compressed) !== frame.sha256) return undefined;
  try {
    const bytes = zstdDecompressSync(compressed, { chunkSize: roomFor(frame), maxOutputLength: frame.length });
    return bytes.length === frame.length ? bytes : undefined;
  } catch {
    return undefined;
  }
}

interface Target {
  readonly job: UnpackJob;
  readonly paths: readonly string[];
  readonly makeDirectories: (path: string) => void;
}

function writePieces({ job, paths, makeDirectories }: Target, frame: FrameJob, bytes: Uint8Array): Fault | undefined {
  for (let piece = frame.firstPiece; piece < frame.endPiece; piece += 1) {
    const path = `${job.directory}/${paths[piece]}`;
    try {
      makeDirectories(paths[piece] ?? '');
      writePiece(job, piece, path, bytes);
    } catch (cause) {
      return { kind: 'unwritable', path, reason: reasonOf(cause) };
    }
  }
  return undefined;
}

const CREATE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;

function writePiece({ pieces, spanning }: UnpackJob, piece: number, path: string, bytes: Uint8Array): void {
  const column = piece * PIECE_COLUMNS;
  const from = pieces[column] ?? 0;
  const length = pieces[column + 1] ?? 0;
  const span = pieces[column + 4] ?? -1;
  if (span >= 0) {
    writeAll(spanning[span] ?? -1, bytes.subarray(from, from + length), pieces[column + 3] ?? 0);
    return;
  }
  const file = openSync(path, CREATE, pieces[column + 2]);
  try {
    if (length > 0) writeAll(file, bytes.subarray(from, from + length), 0);
  } finally {
    closeSync(file);
  }
}

// A nearly full disk takes a part, and the error comes with the rest.
function writeAll(file: number, bytes: Uint8Array, position: number): void {
  let written = writeSync(file, bytes, 0, bytes.length, position);
  while (written < bytes.length) written += writeSync(file, bytes, written, bytes.length - written, position + written);
}
