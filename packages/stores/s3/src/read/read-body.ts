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
  assertWhole(got, ContentLength);
  return bytes;
}

/** Takes bytes for a place in a file. */
export interface Sink {
  write(bytes: Uint8Array, offset: number): Promise<void>;
}

/** Hands on the bytes of an answer, which must be as many as it says, as they come; gives how many they are. */
export async function writeBody({ Body, ContentLength = 0 }: GetObjectCommandOutput, sink: Sink, offset: number): Promise<number> {
  let got = 0;
  for await (const piece of piecesOf(Body)) {
    await sink.write(piece, offset + got);
    got += piece.length;
  }
  assertWhole(got, ContentLength);
  return got;
}

async function* piecesOf(body: GetObjectCommandOutput['Body']): AsyncGenerator<Uint8Array> {
  if (body instanceof Readable) yield* body;
  else if (body !== undefined) yield await body.transformToByteArray();
}

function assertWhole(got: number, expected: number): void {
  if (got !== expected) throw new DamagedAnswer(`${got} bytes came of ${expected}`);
}
