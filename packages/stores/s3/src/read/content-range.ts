import type { ByteRange } from '@frazil/core';
import { DamagedAnswer } from '../connection/damaged-answer.ts';

/** Which part of an object an answer is: its first and its last byte, and the size of the whole. */
export interface ContentRange {
  readonly first: number;
  readonly last: number;
  readonly total: number;
}

const SHAPE = /^bytes (?<first>\d+)-(?<last>\d+)\/(?<total>\d+)$/;

/** Reads what an answer says of its part. Throws when it says nothing. Pure. */
export function readContentRange(text: string | undefined): ContentRange {
  const { first, last, total } = SHAPE.exec(text ?? '')?.groups ?? {};
  if (first === undefined) throw new DamagedAnswer(`the answer has ${text ?? 'no range'}`);
  return { first: Number(first), last: Number(last), total: Number(total) };
}

/** Throws unless so many bytes, which came as a part, are those that were asked for. Pure. */
export function checkRange(text: string | undefined, { offset, length }: ByteRange, got: number): void {
  const { first, last, total } = readContentRange(text);
  const end = Math.min(offset + length, total);
  const isAsked = first === offset && last + 1 === end && got === end - offset;
  if (!isAsked) throw new DamagedAnswer(`${got} bytes came as ${text} for ${length} from ${offset}`);
}
