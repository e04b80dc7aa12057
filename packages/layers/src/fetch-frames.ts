import type { LayerReader } from './source.ts';
import type { FetchedFrame, FrameJob } from './unpack-job.ts';

// Few large requests hide the time each takes to come back, and object stores charge for each.
const JOINED = 16 * 1024 * 1024;
const AT_ONCE = 4;

/** Reads the frames of layers that are not files here, neighbours together, a few requests ahead. In order. */
export async function* fetchFrames(readers: readonly LayerReader[], frames: readonly FrameJob[]): AsyncGenerator<FetchedFrame> {
  const runs = joinNeighbours(frames);
  const running: Promise<readonly FetchedFrame[]>[] = [];
  try {
    while (runs.length > 0 || running.length > 0) {
      for (const run of runs.splice(0, AT_ONCE - running.length)) running.push(fetchRun(readers, run));
      yield* (await running.shift()) ?? [];
    }
  } finally {
    for (const fetched of running) fetched.catch(() => {});
  }
}

type Run = readonly { readonly index: number; readonly frame: FrameJob }[];

function joinNeighbours(frames: readonly FrameJob[]): Run[] {
  const runs: { index: number; frame: FrameJob }[][] = [];
  for (const [index, frame] of frames.entries()) {
    if (frame.descriptor !== undefined) continue;
    const run = runs.at(-1);
    const first = run?.[0]?.frame;
    const joins = first?.layer === frame.layer && frame.offset + frame.compressedLength - first.offset <= JOINED;
    if (run !== undefined && joins) run.push({ index, frame });
    else runs.push([{ index, frame }]);
  }
  return runs;
}

async function fetchRun(readers: readonly LayerReader[], run: Run): Promise<readonly FetchedFrame[]> {
  const offset = run[0]?.frame.offset ?? 0;
  const length = run.reduce((total, { frame }) => total + frame.compressedLength, 0);
  const bytes = await readers[run[0]?.frame.layer ?? 0]?.read({ offset, length });
  // Copied, for the frames are handed over to threads while a store may keep what it gave.
  return run.map(({ index, frame }) => {
    const from = frame.offset - offset;
    return { index, bytes: new Uint8Array(bytes?.subarray(from, from + frame.compressedLength) ?? []) };
  });
}
