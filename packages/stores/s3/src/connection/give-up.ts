import { Readable } from 'node:stream';
import type { S3Client } from '@aws-sdk/client-s3';
import { startPatience } from './patience.ts';

type Handler = S3Client['config']['requestHandler'];

// Slower lines than this are none.
const LEAST_BYTES_PER_MILLISECOND = 64;

/** Lets requests of a client give up when no byte came for so many milliseconds: of the answer's head, or of its body. */
export function giveUpAfter(client: S3Client, timeout: number): void {
  const { requestHandler } = client.config;
  const handle: Handler['handle'] = requestHandler.handle.bind(requestHandler);
  requestHandler.handle = async (request, options) => {
    const abort = new AbortController();
    const sent = Number(request.headers['content-length'] ?? 0);
    const stop = startPatience(timeout + sent / LEAST_BYTES_PER_MILLISECOND, () => abort.abort());
    try {
      const answered = await handle(request, { ...options, abortSignal: abort.signal });
      const { response } = answered;
      if (response.body instanceof Readable) response.body = Readable.from(piecesOf(response.body, timeout), { objectMode: false });
      return answered;
    } catch (error) {
      throw abort.signal.aborted ? lost(timeout) : error;
    } finally {
      stop();
    }
  };
}

async function* piecesOf(body: Readable, timeout: number): AsyncGenerator<Uint8Array> {
  const pieces = body[Symbol.asyncIterator]();
  let isOver = false;
  try {
    for (;;) {
      const stop = startPatience(timeout, () => body.destroy(lost(timeout)));
      const { done, value } = await pieces.next().finally(stop);
      isOver = done === true;
      if (isOver) return;
      yield value;
    }
  } finally {
    // A connection whose answer was read to the end is used again.
    if (!isOver) body.destroy();
  }
}

function lost(timeout: number): Error {
  return Object.assign(new Error(`no byte came for ${timeout / 1000} seconds`), { name: 'TimeoutError' });
}
