import { Readable } from 'node:stream';
import type { GetObjectCommandOutput } from '@aws-sdk/client-s3';
import { DamagedAnswer } from '../connection/damaged-answer.ts';

/** The bytes of an answer, which must be as many as it says. They are held once: not as pieces and then again as a whole. */
export async function readBody({ Body, ContentLength = 0 }: GetObjectCommandOutput): Promise<Uint8Array> {
  const bytes = new Uint8Array(ContentLength);
  let got = 0;
  for await (const piece of piecesOf(Body)) {
    if (got + piece.length <= ContentLength) bytes.set(piece, got);
    got += piece.length;
  }
  if (got !== ContentLength) throw new DamagedAnswer(`${got} bytes came of ${ContentLength}`);
  return bytes;
}

async function* piecesOf(body: GetObjectCommandOutput['Body']): AsyncGenerator<Uint8Array> {
  if (body instanceof Readable) yield* body;
  else if (body !== undefined) yield await body.transformToByteArray();
}
