import { free } from './free.ts';
import type { LayerReader } from './source.ts';
import type { FetchedFrame, FrameJob } from './unpack-job.ts';

/** Frames that come from layers that are not files here. */
export interface FrameFetch {
  /** In order, a few requests ahead. */
  readonly frames: AsyncGenerator<FetchedFrame>;
  /** Says that a frame is unpacked, and its memory free. */
  release(index: number): void;
}

// All compressed bytes at hand: asked for, fetched, or with a thread that unpacks them.
const AT_HAND = 8 * 1024 * 1024;
// Small enough for several requests at once, which hide the time each takes to come back; large enough for that to be few.
const JOINED = 1 * 1024 * 1024;

/** Reads the frames of layers that are not files here, neighbours together, never more than a fixed number of bytes at hand. */
export function fetchFrames(readers: readonly LayerReader[], frames: readonly FrameJob[]): FrameFetch {
  const room = createRoom(AT_HAND);
  return {
    frames: fetchInOrder(readers, joinNeighbours(frames), room),
    release: (index) => {
      const frame = frames[index];
      if (frame !== undefined && frame.descriptor === undefined) room.give(frame.compressedLength);
    },
  };
}

interface Room {
  /** False when there is too little; what is larger than all room gets it when nothing else is there. */
  take(bytes: number): boolean;
  give(bytes: number): void;
  /** Resolves when some was given back. */
  given(): Promise<void>;
}

function createRoom(size: number): Room {
  let taken = 0;
  let change = Promise.withResolvers<void>();
  return {
    take: (bytes) => {
      const fits = taken === 0 || taken + bytes <= size;
      if (fits) taken += bytes;
      return fits;
    },
    give: (bytes) => {
      taken -= bytes;
      change.resolve();
      change = Promise.withResolvers();
    },
    given: () => change.promise,
  };
}

interface Run {
  readonly offset: number;
  readonly frames: { readonly index: number; readonly frame: FrameJob }[];
  length: number;
}

function joinNeighbours(frames: readonly FrameJob[]): Run[] {
  const runs: Run[] = [];
  for (const [index, frame] of frames.entries()) {
    if (frame.descriptor !== undefined) continue;
    const run = runs.at(-1);
    const joins = run?.frames[0]?.frame.layer === frame.layer && run.length + frame.compressedLength <= JOINED;
    if (run !== undefined && joins) {
      run.frames.push({ index, frame });
      run.length += frame.compressedLength;
    } else runs.push({ offset: frame.offset, frames: [{ index, frame }], length: frame.compressedLength });
  }
  return runs;
}

async function* fetchInOrder(readers: readonly LayerReader[], runs: Run[], room: Room): AsyncGenerator<FetchedFrame> {
  const running: Promise<readonly FetchedFrame[]>[] = [];
  try {
    while (runs.length > 0 || running.length > 0) {
      const given = room.given();
      for (let next = runs[0]; next !== undefined && room.take(next.length); next = runs[0]) {
        runs.shift();
        running.push(fetchRun(readers, next));
      }
      const first = running.shift();
      if (first === undefined) await given;
      else yield* await first;
    }
  } finally {
    for (const fetched of running) fetched.catch(() => {});
  }
}

async function fetchRun(readers: readonly LayerReader[], { offset, length, frames }: Run): Promise<readonly FetchedFrame[]> {
  const bytes = await readers[frames[0]?.frame.layer ?? 0]?.read({ offset, length });
  // Copied, for each frame goes to a thread of its own.
  const fetched = frames.map(({ index, frame }) => {
    const from = frame.offset - offset;
    return { index, bytes: new Uint8Array(bytes?.subarray(from, from + frame.compressedLength) ?? []) };
  });
  if (bytes !== undefined) free(bytes);
  return fetched;
}
