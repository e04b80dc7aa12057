import { createHash, createHmac } from 'node:crypto';

/** Who asks AWS. */
export interface AwsCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** A POST to a service of AWS. */
export interface AwsRequest {
  readonly url: URL;
  readonly body: string;
  /** With names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Where and when a signature counts. */
export interface SigningScope {
  readonly region: string;
  readonly service: string;
  readonly time: Date;
}

/** The headers of a POST with its signature, AWS's version 4. Pure. */
export function signRequest(
  { url, body, headers }: AwsRequest,
  who: AwsCredentials,
  scope: SigningScope,
): Readonly<Record<string, string>> {
  const time = scope.time.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const token = who.sessionToken === undefined ? {} : { 'x-amz-security-token': who.sessionToken };
  const all: Readonly<Record<string, string>> = { ...headers, host: url.host, 'x-amz-date': time, ...token };
  const names = Object.keys(all).sort();
  const canonical = ['POST', url.pathname, '', ...names.map((name) => `${name}:${all[name]}`), '', names.join(';'), sha256(body)];
  const parts = [time.slice(0, 8), scope.region, scope.service, 'aws4_request'];
  const key = parts.reduce<Buffer>(hmac, Buffer.from(`AWS4${who.secretAccessKey}`));
  const text = ['AWS4-HMAC-SHA256', time, parts.join('/'), sha256(canonical.join('\n'))].join('\n');
  const credential = `Credential=${who.accessKeyId}/${parts.join('/')}`;
  const signature = `Signature=${hmac(key, text).toString('hex')}`;
  return { ...all, authorization: `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=${names.join(';')}, ${signature}` };
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
