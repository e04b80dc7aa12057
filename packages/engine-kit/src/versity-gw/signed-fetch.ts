import { createHash, createHmac } from 'node:crypto';

/** Who asks, and which service. */
export interface Signer {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly region?: string;
  readonly service?: string;
}

/** A request to sign. */
export interface SignedRequest {
  readonly method: string;
  readonly url: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks with AWS's signature, version 4. For the few plain requests that starting an engine takes: no retries, no encoding of odd keys. */
export async function signedFetch(request: SignedRequest, signer: Signer): Promise<Response> {
  const { method, body = '' } = request;
  const url = new URL(request.url);
  const time = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const headers = { ...request.headers, host: url.host, 'x-amz-content-sha256': sha256(body), 'x-amz-date': time };
  const names = Object.keys(headers).map((name) => name.toLowerCase());
  const signed = names.sort().join(';');
  const lines = Object.entries(headers).map(([name, value]) => `${name.toLowerCase()}:${value}\n`);
  const canonical = [method, url.pathname, url.searchParams.toString(), lines.sort().join(''), signed, sha256(body)].join('\n');
  const { key, scope } = signingKey(signer, time.slice(0, 8));
  const signature = hmac(key, ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n')).toString('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${signer.accessKey}/${scope}, SignedHeaders=${signed}, Signature=${signature}`;
  return await fetch(url, { method, headers: { ...headers, authorization }, ...(body !== '' && { body }) });
}

function signingKey({ secretKey, region = 'us-east-1', service = 's3' }: Signer, date: string): { key: Buffer; scope: string } {
  const parts = [date, region, service, 'aws4_request'];
  return { key: parts.reduce<Buffer>(hmac, Buffer.from(`AWS4${secretKey}`)), scope: parts.join('/') };
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
