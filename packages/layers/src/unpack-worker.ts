// A thread's whole program: nothing of other packages here, so that it runs from source, from dist and beside a bundle.
import { parentPort } from 'node:worker_threads';
import { type LinkJob, linkFiles } from './link-files.ts';
import { waitForStart } from './thread-state.ts';
import { createUnpacker } from './unpack-frames.ts';
import { type FetchedFrame, takeLocal, type UnpackJob } from './unpack-job.ts';

// The first message is the job.
parentPort?.once('message', (job: UnpackJob | LinkJob) => {
  if (job.kind === 'link') link(job);
  else unpack(job);
});

function link(job: LinkJob): void {
  waitForStart(job.state);
  for (const report of linkFiles(job)) parentPort?.postMessage(report);
}

function unpack(job: UnpackJob): void {
  const unpacker = createUnpacker(job);
  waitForStart(job.state);
  for (const index of takeLocal(job)) parentPort?.postMessage(unpacker.local(index));
  parentPort?.on('message', ({ index, bytes }: FetchedFrame) => parentPort?.postMessage(unpacker.fetched(index, bytes)));
}
