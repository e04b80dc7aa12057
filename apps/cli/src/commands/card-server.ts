import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { TaskCard } from '@frazil/client';
import { cardHtml } from '@frazil/client';
import { type Flow, isFrazilError, type Store } from '@frazil/core';
import * as z from 'zod/mini';
import type { Invocation } from '../arguments/invocation.ts';
import { cardPage, listPage, pathOf } from '../compose/card-server-pages.ts';
import { findCards } from '../compose/find-cards.ts';
import { flowOf } from '../compose/flow-of.ts';
import { openStore } from '../compose/open-store.ts';
import { cliErrors } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';

const ServerOptions = z.object({
  runId: z.optional(z.string()),
  host: z.optional(z.string()),
  port: z.optional(z.coerce.number()),
  pollInterval: z.optional(z.coerce.number()),
  maxCards: z.optional(z.coerce.number()),
});

interface Scene {
  readonly store: Store;
  readonly flow: Flow;
  readonly run: string | undefined;
  readonly interval: number;
  readonly most: number;
  readonly host: string;
}

/** Serves the cards of a run on this machine until it is interrupted; a card is loaded again when it changes. */
export async function serveCards(invocation: Invocation): Promise<number> {
  const { settings, terminal, signal } = invocation;
  const { runId, host = '127.0.0.1', port = 8324, pollInterval = 5, maxCards = 30 } = ServerOptions.parse(invocation.options);
  const flow = await flowOf(invocation);
  const store = await openStore(settings);
  const scene: Scene = { store, flow, run: runId, interval: Math.max(0.2, pollInterval), most: maxCards, host };
  const server = createServer((request, response) => {
    answer(request, scene).then(
      ({ status, type, text }) => response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(text),
      (error: unknown) =>
        response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' }).end(error instanceof Error ? error.message : ''),
    );
  });
  const url = await listen(server, host, port);
  if (terminal.isJson) terminal.json({ url });
  else terminal.data(`${url}\n`);
  terminal.say('Press Ctrl-C to stop.');
  if (!signal.aborted) await once(signal, 'abort');
  server.closeAllConnections();
  server.close();
  return EXIT.done;
}

async function listen(server: Server, host: string, port: number): Promise<string> {
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw cliErrors.create('cli.card-server-address', { host, port, reason });
  }
  const address = server.address();
  const actual = typeof address === 'object' && address !== null ? address.port : port;
  return `http://${host.includes(':') ? `[${host}]` : host}:${actual}/`;
}

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

const HTML = 'text/html; charset=utf-8';
const TEXT = 'text/plain; charset=utf-8';

async function answer(request: IncomingMessage, scene: Scene): Promise<Answer> {
  if (!isAskedByName(request, scene.host)) return { status: 403, type: TEXT, text: 'This server answers to its own name only.\n' };
  if (request.method !== 'GET' && request.method !== 'HEAD') return { status: 405, type: TEXT, text: 'GET only.\n' };
  const [, kind = '', rest = ''] = /^\/([a-z]*)(\/[^?]*)?/.exec(request.url ?? '') ?? [];
  const cards = await cardsOf(scene);
  if (kind === '') return { status: 200, type: HTML, text: listPage(titleOf(scene, cards), cards.slice(0, scene.most), scene.interval) };
  const found = cards.find((card) => pathOf(card) === rest);
  if (found === undefined) return { status: 404, type: TEXT, text: 'There is no such card.\n' };
  if (kind === 'view') return { status: 200, type: HTML, text: cardPage(found, rest, scene.interval) };
  if (kind === 'version') return { status: 200, type: TEXT, text: createHash('sha256').update(found.version).digest('hex') };
  if (kind === 'card') return { status: 200, type: HTML, text: await cardHtml(scene.store, scene.flow, found) };
  return { status: 404, type: TEXT, text: 'There is no such page.\n' };
}

// A run that has just begun has nothing to show yet.
async function cardsOf({ store, flow, run }: Scene): Promise<readonly TaskCard[]> {
  try {
    return await findCards(store, flow, { run, step: undefined, task: undefined });
  } catch (error) {
    if (isFrazilError(error) && (error.code === 'cli.task-not-found' || error.code === 'cli.no-runs')) return [];
    throw error;
  }
}

// A page of the web must not read cards through a name that it points at this machine.
function isAskedByName(request: IncomingMessage, host: string): boolean {
  const name = (request.headers.host ?? '').replace(/:\d+$/, '').replace(/^\[|\]$/g, '');
  return ['localhost', '127.0.0.1', '::1', host].includes(name) || host === '0.0.0.0' || host === '::';
}

function titleOf({ flow, run }: Scene, cards: readonly TaskCard[]): string {
  return `Cards of ${flow.name}, run ${run ?? cards[0]?.task.run ?? ''}`;
}
