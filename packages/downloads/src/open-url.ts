import type { IncomingMessage } from 'node:http';
import type { Asking } from './connection.ts';
import type { Line } from './line.ts';
import { Refusal } from './refusal.ts';

const REDIRECTIONS = 5;

/** Asks for a URL and where it leads; the answer is of any other status than a redirection. Its body is still to be read. Network. */
export async function openUrl(url: string, line: Line, asking: Omit<Asking, 'credentials'>): Promise<IncomingMessage> {
  let current = url;
  for (let hops = 0; hops <= REDIRECTIONS; hops += 1) {
    // Asked anew at each hop: another host must not get the credentials of the first.
    const credentials = await line.credentials(current);
    const response = await line.connection.get(current, { ...asking, credentials });
    const { location } = response.headers;
    const status = response.statusCode ?? 0;
    if (status < 300 || status >= 400 || location === undefined) return response;
    response.resume();
    current = new URL(location, current).href;
  }
  throw new Refusal(url, 310);
}
