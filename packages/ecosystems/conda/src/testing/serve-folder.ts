import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';

/** A channel's folder over HTTP. */
export interface ServedFolder extends AsyncDisposable {
  readonly url: string;
  /** What was asked for and how it was answered: `GET /noarch/repodata.json 200`. */
  readonly log: string[];
  /** Answers itself, and says so, when it returns true. */
  intercept: (request: IncomingMessage, response: ServerResponse) => boolean;
}

/** Serves the files of a folder with ETags. */
export async function serveFolder(folder: string): Promise<ServedFolder> {
  const log: string[] = [];
  const server = createServer((request, response) => void answer(request, response));
  const served: ServedFolder = {
    url: '',
    log,
    intercept: () => false,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.on('finish', () => log.push(`${request.method} ${request.url} ${response.statusCode}`));
    if (served.intercept(request, response)) return;
    const content = await readFile(join(folder, request.url ?? '')).catch(() => undefined);
    if (content === undefined) return void response.writeHead(404).end();
    const etag = `"${createHash('md5').update(content).digest('hex')}"`;
    if (request.headers['if-none-match'] === etag) response.writeHead(304).end();
    else response.writeHead(200, { etag, 'content-length': content.length }).end(content);
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return Object.assign(served, { url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}` });
}
