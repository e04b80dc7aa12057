import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { BuiltWheel } from './build-wheel.ts';
import { projectPage } from './project-page.ts';

/** How an index behaves. */
export interface PackageIndexOptions {
  readonly wheels: readonly BuiltWheel[];
  /** `json` (PEP 691) when undefined. */
  readonly format?: 'json' | 'html';
  /** Whether pages say hashes and upload times; true when undefined. */
  readonly hasHashes?: boolean;
  readonly hasUploadTimes?: boolean;
  /** Asks for these credentials when set. */
  readonly credentials?: { readonly user: string; readonly password: string };
  /** Answers a request in place of the index when it returns true. */
  readonly intercept?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

/** An index that runs. */
export interface PackageIndex extends AsyncDisposable {
  /** The root of its simple pages, as `--default-index` takes it, without credentials. */
  readonly url: string;
  /** The paths that were asked for, in order. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** Serves wheels as a simple index on a free port of the loopback interface. Close it, or hold it with `await using`. */
export async function startPackageIndex(options: PackageIndexOptions): Promise<PackageIndex> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    if (options.intercept?.(request, response)) return;
    if (isRefused(options, request)) response.writeHead(401, { 'www-authenticate': 'Basic realm="index"' }).end();
    else answer(options, request, response);
  });
  const port = await listen(server);
  const close = () => stop(server);
  return { url: `http://127.0.0.1:${port}/simple/`, requests, close, [Symbol.asyncDispose]: close };
}

function isRefused({ credentials }: PackageIndexOptions, request: IncomingMessage): boolean {
  if (credentials === undefined) return false;
  const wanted = Buffer.from(`${credentials.user}:${credentials.password}`).toString('base64');
  return request.headers.authorization !== `Basic ${wanted}`;
}

function answer(options: PackageIndexOptions, request: IncomingMessage, response: ServerResponse): void {
  const [, area, name = ''] = new URL(request.url ?? '', 'http://index').pathname.split('/');
  if (area === 'simple') answerPage(options, name, response);
  else answerFile(options.wheels, decodeURIComponent(name), request, response);
}

function answerPage(options: PackageIndexOptions, name: string, response: ServerResponse): void {
  const wheels = options.wheels.filter((wheel) => wheel.name.replace(/[-_.]+/g, '-').toLowerCase() === name);
  if (wheels.length === 0) return void response.writeHead(404).end();
  const { type, body } = projectPage(name, wheels, {
    format: options.format ?? 'json',
    hasHashes: options.hasHashes ?? true,
    hasUploadTimes: options.hasUploadTimes ?? true,
  });
  response.writeHead(200, { 'content-type': type, 'cache-control': 'max-age=600' }).end(body);
}

function answerFile(wheels: readonly BuiltWheel[], name: string, request: IncomingMessage, response: ServerResponse): void {
  const wheel = wheels.find(({ file }) => file === name || `${file}.metadata` === name);
  if (wheel === undefined) return void response.writeHead(404).end();
  const content = wheel.file === name ? wheel.content : Buffer.from(wheel.metadata);
  const range = /^bytes=(\d*)-(\d*)$/.exec(request.headers.range ?? '');
  if (range === null) return void response.writeHead(200, { 'content-length': content.length, 'accept-ranges': 'bytes' }).end(content);
  const start = range[1] === '' ? content.length - Number(range[2]) : Number(range[1]);
  const end = range[1] === '' || range[2] === '' ? content.length - 1 : Math.min(Number(range[2]), content.length - 1);
  const part = content.subarray(start, end + 1);
  response.writeHead(206, { 'content-length': part.length, 'content-range': `bytes ${start}-${end}/${content.length}` }).end(part);
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('the index has no port'));
      else resolve(address.port);
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
