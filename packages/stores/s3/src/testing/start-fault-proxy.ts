import { type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { Gateway } from './gateway.ts';
import { startLoopback } from './loopback.ts';

/** What goes wrong with a request. */
export type Fault =
  /** An answer in place of the server's; `code` is S3's word for it, an answer without a body has none. */
  | { readonly kind: 'answer'; readonly status: number; readonly code?: string }
  /** The connection breaks before the server hears of it. */
  | { readonly kind: 'reset' }
  /** The connection breaks when the server has done what it was asked. */
  | { readonly kind: 'lose' }
  /** The connection breaks in the middle of the answer. */
  | { readonly kind: 'cut' }
  /** Half of the answer comes, and says that it is all. */
  | { readonly kind: 'shorten' }
  /** Half of the answer comes, then nothing any more. */
  | { readonly kind: 'stall' }
  /** One byte of the answer is another. */
  | { readonly kind: 'corrupt' }
  /** The answer says that it is of another part of the object. */
  | { readonly kind: 'elsewhere' };

/** Which requests a fault is for; all when nothing is said. */
export interface FaultRule {
  readonly method?: string;
  /** A part of the URL. */
  readonly url?: string;
  /** How many of them; 1 when undefined. */
  readonly times?: number;
  /** A header that they have. */
  readonly header?: string;
  /** Is done before it goes wrong. */
  readonly before?: () => Promise<void>;
}

/** A server between the store and a gateway. */
export interface FaultProxy extends Gateway {
  /** All requests so far, as `METHOD url`. */
  readonly requests: string[];
  /** Lets requests to come go wrong, in the order of the rules. */
  inject(fault: Fault, rule?: FaultRule): void;
  /** Forgets faults and requests. */
  reset(): void;
}

/** Starts a proxy in front of a gateway. Stopping it leaves the gateway alone. */
export async function startFaultProxy(gateway: Gateway): Promise<FaultProxy> {
  const rules: { fault: Fault; rule: FaultRule; left: number }[] = [];
  const requests: string[] = [];
  const faultFor = async (request: IncomingMessage): Promise<Fault | undefined> => {
    const found = rules.find(({ rule, left }) => left > 0 && isMeant(rule, request));
    if (found === undefined) return undefined;
    found.left -= 1;
    await found.rule.before?.();
    return found.fault;
  };
  const { endpoint, stop } = await startLoopback(async (request, body, response) => {
    requests.push(`${request.method} ${request.url}`);
    const fault = await faultFor(request);
    if (fault?.kind === 'reset') response.destroy();
    else if (fault?.kind === 'answer') refuse(fault, request, response);
    else pass(fault, await forward(gateway.endpoint, request, body), response);
  });
  return {
    ...gateway,
    endpoint,
    stop,
    requests,
    inject: (fault, rule = {}) => void rules.push({ fault, rule, left: rule.times ?? 1 }),
    reset: () => {
      rules.length = 0;
      requests.length = 0;
    },
  };
}

function isMeant(rule: FaultRule, { method, url = '', headers }: IncomingMessage): boolean {
  const hasHeader = rule.header === undefined || headers[rule.header] !== undefined;
  return hasHeader && (rule.method ?? method) === method && url.includes(rule.url ?? '');
}

function refuse({ status, code }: Extract<Fault, { kind: 'answer' }>, { method }: IncomingMessage, response: ServerResponse) {
  const hasBody = code !== undefined && method !== 'HEAD';
  const text = hasBody ? `<?xml version="1.0"?><Error><Code>${code}</Code><Message>No.</Message></Error>` : '';
  response.writeHead(status, { 'content-type': 'application/xml', 'content-length': text.length }).end(text);
}

interface Forwarded {
  readonly answer: IncomingMessage;
  readonly content: Buffer;
}

async function forward(endpoint: string, { method, url, headers }: IncomingMessage, body: Buffer): Promise<Forwarded> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    send(`${endpoint}${url}`, { method, headers }, resolve).once('error', reject).end(body);
  });
  return { answer, content: await buffer(answer) };
}

function pass(fault: Fault | undefined, { answer, content }: Forwarded, response: ServerResponse): void {
  const half = content.subarray(0, Math.floor(content.length / 2));
  const kind = fault?.kind;
  if (kind === 'lose') return void response.destroy();
  const length = kind === 'shorten' ? { 'content-length': half.length } : {};
  const range = kind === 'elsewhere' ? { 'content-range': `bytes 0-${content.length - 1}/${content.length}` } : {};
  response.writeHead(answer.statusCode ?? 500, { ...answer.headers, ...length, ...range });
  if (kind === 'cut') response.write(half, () => response.destroy());
  else if (kind === 'stall') response.write(half);
  else response.end(kind === 'shorten' ? half : kind === 'corrupt' ? corrupted(content) : content);
}

function corrupted(content: Buffer): Buffer {
  const middle = Math.floor(content.length / 2);
  return Buffer.concat([content.subarray(0, middle), Buffer.from([(content[middle] ?? 0) ^ 1]), content.subarray(middle + 1)]);
}
