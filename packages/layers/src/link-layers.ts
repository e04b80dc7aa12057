import { setImmediate } from 'node:timers/promises';
import type { LayerContents } from './contents.ts';
import { errorOfFault } from './errors.ts';
import { openLedger } from './ledger.ts';
import { type LinkJob, type LinkReport, linkFiles } from './link-files.ts';
import { makeRoot } from './make-root.ts';
import { makeSymlinks } from './make-symlinks.ts';
import { mergeLayers } from './merge-layers.ts';
import { createThreadState } from './thread-state.ts';
import { startCrew } from './unpack-crew.ts';

/** A layer that was unpacked into a directory of its own. */
export interface UnpackedLayer {
  readonly directory: string;
  readonly contents: LayerContents;
}

/** How to link. */
export interface LinkOptions {
  readonly signal: AbortSignal;
  /** At most so many, with the calling one; as many as there are cores unless said. */
  readonly threads?: number;
}

/**
 * Puts unpacked layers on top of each other into one directory that shares their files: by hard link, or by reflink or copy
 * where that can't be. Where paths meet, the later layer wins. Not atomic; when it settles no thread writes any more.
 */
export async function linkLayers(layers: readonly UnpackedLayer[], target: string, { signal, threads }: LinkOptions): Promise<void> {
  signal.throwIfAborted();
  await using crew = startCrew(
    [{ unpackedSize: 0, files: layers.reduce((total, { contents }) => total + contents.files.length, 0) }],
    threads,
  );
  const merged = mergeLayers(layers.map(({ contents }) => contents));
  makeRoot(target);
  const files = merged.flatMap((layer) => layer.files);
  const job: LinkJob = {
    kind: 'link',
    target,
    directories: layers.map(({ directory }) => directory),
    paths: files.map(({ path }) => path).join('\0'),
    ends: endsOf(merged.map((layer) => layer.files.length)),
    state: createThreadState(),
  };
  const ledger = openLedger(job.state, files.length, signal);
  const onReport = ({ count, fault }: LinkReport) => (fault === undefined ? ledger.done(count) : ledger.fail(errorOfFault(fault, '')));
  crew.begin(job, { onReport, onError: ledger.fail });
  ledger.start();
  for (const report of linkFiles(job)) {
    onReport(report);
    await setImmediate();
  }
  await ledger.settled.finally(ledger.close);
  for (const { symlinks } of merged) makeSymlinks(symlinks, target);
}

function endsOf(lengths: readonly number[]): number[] {
  let end = 0;
  return lengths.map((length) => {
    end += length;
    return end;
  });
}
