import { createHash, randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { crc32 } from 'node:zlib';
import { base64OfCrc32 } from '../checksum.ts';
import type { Gateway } from './gateway.ts';
import { startLoopback } from './loopback.ts';

/** How the server behaves. */
export interface SmallS3Options {
  /** Keys in a page of a list; 1000 when undefined. */
  readonly pageSize?: number;
}

/** As much of S3 as the store uses, in memory, signatures unchecked: for tests on machines that have no real server. */
export async function startSmallS3({
  pageSize = 1000,
}: SmallS3Options = {}): Promise<Gateway & { readonly uploads: ReadonlyMap<string, Upload> }> {
  const bucket: Bucket = { name: 'bucket', objects: new Map(), uploads: new Map(), pageSize };
  const { endpoint, stop } = await startLoopback((request, body, response) => {
    const { status, headers = {}, content = Buffer.alloc(0) } = answer(bucket, request, body);
    response.writeHead(status, { 'content-length': content.length, ...headers });
    response.end(request.method === 'HEAD' ? undefined : content);
  });
  return { endpoint, bucket: bucket.name, accessKey: 'key', secretKey: 'the-secret', stop, uploads: bucket.uploads };
}

interface Stored {
  readonly bytes: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

interface Upload {
  readonly parts: Map<number, Buffer>;
  readonly headers: Readonly<Record<string, string>>;
}

interface Bucket {
  readonly name: string;
  readonly objects: Map<string, Stored>;
  readonly uploads: Map<string, Upload>;
  readonly pageSize: number;
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | number>>;
  readonly content?: Buffer;
}

function answer(bucket: Bucket, { method, url = '', headers }: IncomingMessage, body: Buffer): Answer {
  const { pathname, searchParams: query } = new URL(url, 'http://small');
  const [, name, ...names] = pathname.split('/').map(decodeURIComponent);
  const key = names.join('/');
  if (name !== bucket.name) return problem(404, 'NoSuchBucket');
  if (key === '') return list(bucket, query);
  const upload = query.get('uploadId');
  if (method === 'POST') return upload === null ? beginUpload(bucket, headers) : completeUpload(bucket, key, upload, headers);
  if (method === 'PUT') return upload === null ? put(bucket, key, body, headers) : putPart(bucket, upload, body, query);
  if (method === 'DELETE') return upload === null ? remove(bucket.objects, key) : remove(bucket.uploads, upload);
  return get(bucket, key, headers);
}

function problem(status: number, code: string): Answer {
  return xml(status, `<Error><Code>${code}</Code><Message>It is ${code}.</Message></Error>`);
}

function xml(status: number, text: string): Answer {
  return { status, headers: { 'content-type': 'application/xml' }, content: Buffer.from(`<?xml version="1.0"?>${text}`) };
}

function list({ objects, pageSize }: Bucket, query: URLSearchParams): Answer {
  const prefix = query.get('prefix') ?? '';
  const after = query.get('continuation-token') ?? '';
  const shown = [...objects.keys()].filter((key) => key.startsWith(prefix)).map((key) => upTo(query.get('delimiter'), key, prefix));
  const keys = [...new Set(shown)].filter((key) => key > after).sort();
  const page = keys.slice(0, pageSize);
  const more = keys.length > pageSize ? `<IsTruncated>true</IsTruncated><NextContinuationToken>${page.at(-1)}</NextContinuationToken>` : '';
  const contents = page.map((key) => {
    const size = objects.get(key)?.bytes.length;
    if (size === undefined) return `<CommonPrefixes><Prefix>${key}</Prefix></CommonPrefixes>`;
    return `<Contents><Key>${key}</Key><Size>${size}</Size></Contents>`;
  });
  return xml(200, `<ListBucketResult>${contents.join('')}${more}</ListBucketResult>`);
}

function upTo(delimiter: string | null, key: string, prefix: string): string {
  const end = delimiter === null ? -1 : key.indexOf(delimiter, prefix.length);
  return end === -1 ? key : key.slice(0, end + 1);
}

function put(bucket: Bucket, key: string, bytes: Buffer, headers: IncomingHttpHeaders): Answer {
  if (headers['if-none-match'] === '*' && bucket.objects.has(key)) return problem(412, 'PreconditionFailed');
  const checksum = base64OfCrc32(crc32(bytes));
  if ((headers['x-amz-checksum-crc32'] ?? checksum) !== checksum) return problem(400, 'BadDigest');
  const etag = `"${createHash('md5').update(bytes).digest('hex')}"`;
  const made = { etag, 'x-amz-checksum-crc32': checksum, 'last-modified': 'Sun, 06 Nov 1994 08:49:37 GMT' };
  bucket.objects.set(key, { bytes, headers: { ...keptHeaders(headers), ...made } });
  return { status: 200, headers: { etag } };
}

function keptHeaders(headers: IncomingHttpHeaders): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => /^(content-type$|x-amz-(meta-|server-side-encryption))/.test(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
}

function beginUpload({ uploads }: Bucket, headers: IncomingHttpHeaders): Answer {
  const id = randomUUID();
  uploads.set(id, { parts: new Map(), headers: keptHeaders(headers) });
  return xml(200, `<InitiateMultipartUploadResult><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`);
}

function putPart({ uploads }: Bucket, id: string, bytes: Buffer, query: URLSearchParams): Answer {
  uploads.get(id)?.parts.set(Number(query.get('partNumber')), bytes);
  return uploads.has(id) ? { status: 200, headers: { etag: `"${bytes.length}"` } } : problem(404, 'NoSuchUpload');
}

function completeUpload(bucket: Bucket, key: string, id: string, headers: IncomingHttpHeaders): Answer {
  const upload = bucket.uploads.get(id);
  if (upload === undefined) return problem(404, 'NoSuchUpload');
  const parts = [...upload.parts].sort(([a], [b]) => a - b).map(([, bytes]) => bytes);
  const done = put(bucket, key, Buffer.concat(parts), { ...headers, ...upload.headers });
  if (done.status !== 200) return done;
  bucket.uploads.delete(id);
  return xml(200, `<CompleteMultipartUploadResult><Key>${key}</Key></CompleteMultipartUploadResult>`);
}

function remove(values: Map<string, unknown>, key: string): Answer {
  values.delete(key);
  return { status: 204 };
}

function get({ objects }: Bucket, key: string, headers: IncomingHttpHeaders): Answer {
  const stored = objects.get(key);
  if (stored === undefined) return problem(404, 'NoSuchKey');
  const { bytes, headers: own } = stored;
  if ((headers['if-match'] ?? own.etag) !== own.etag) return problem(412, 'PreconditionFailed');
  const { from, last } = /^bytes=(?<from>\d*)-(?<last>\d*)$/.exec(headers.range ?? '')?.groups ?? {};
  if (from === undefined) return { status: 200, headers: own, content: bytes };
  const first = from === '' ? Math.max(0, bytes.length - Number(last)) : Number(from);
  if (first >= bytes.length) return problem(416, 'InvalidRange');
  const content = bytes.subarray(first, from === '' || last === '' ? bytes.length : Number(last) + 1);
  const { 'x-amz-checksum-crc32': _, ...rest } = own;
  const range = `bytes ${first}-${Number(first) + content.length - 1}/${bytes.length}`;
  return { status: 206, headers: { ...rest, 'content-range': range }, content };
}
