import type { BroughtObject, ObjectRange } from '@frazil/core';
import type { Connection } from '../connection/connection.ts';
import { DamagedAnswer } from '../connection/damaged-answer.ts';
import { isMissing, statusOf } from '../connection/failure.ts';
import { s3StoreErrors } from '../errors.ts';
import { type ContentRange, readContentRange } from '../read/content-range.ts';
import { infoOf } from '../read/describe-object.ts';
import { writeBody } from '../read/read-body.ts';
import { makeFile, type NewFile } from './new-file.ts';

/** A part of an object, and the file that it goes to. */
export interface PartToFile {
  readonly path: string;
  readonly range: ObjectRange;
}

/** Brings a part of an object to a file, complete or absent; undefined when there is no object. Throws when it has no such part. */
export async function downloadPart(connection: Connection, key: string, { path, range }: PartToFile): Promise<BroughtObject | undefined> {
  const outside = () => s3StoreErrors.create('s3.bad-range', { url: `s3://${connection.bucket}/${key}`, range: JSON.stringify(range) });
  if (!isPart(range)) throw outside();
  return makeFile(path, (file) => bring(connection, key, { range, file, outside }));
}

function isPart(range: ObjectRange): boolean {
  return 'last' in range ? range.last > 0 : range.offset >= 0 && (range.length ?? 1) > 0;
}

interface Bringing {
  readonly range: ObjectRange;
  readonly file: NewFile;
  readonly outside: () => Error;
}

function bring(connection: Connection, key: string, { range, file, outside }: Bringing): Promise<BroughtObject | undefined> {
  return connection.request('reading', key, async ({ sdk, client }) => {
    try {
      const answer = await client.send(new sdk.GetObjectCommand({ Bucket: connection.bucket, Key: key, Range: headerOf(range) }));
      const length = await writeBody(answer, file, 0);
      const came = readContentRange(answer.ContentRange);
      if (!isAsked(came, range, length)) throw new DamagedAnswer(`${length} bytes came as ${answer.ContentRange}`);
      await file.cut(length);
      return { ...infoOf(answer, came.total), offset: came.first, length };
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw statusOf(error) === 416 ? outside() : error;
    }
  });
}

function headerOf(range: ObjectRange): string {
  if ('last' in range) return `bytes=-${range.last}`;
  const { offset, length } = range;
  return `bytes=${offset}-${length === undefined ? '' : offset + length - 1}`;
}

function isAsked({ first, last, total }: ContentRange, range: ObjectRange, got: number): boolean {
  const begin = 'last' in range ? Math.max(0, total - range.last) : range.offset;
  const end = 'last' in range ? total : Math.min(total, range.offset + (range.length ?? total));
  return first === begin && last + 1 === end && got === end - begin;
}
