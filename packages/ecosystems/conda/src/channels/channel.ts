/** A channel: a place that packages come from. */
export interface Channel {
  /** What locks call it. Never an address. */
  readonly name: string;
  /** Where it is, best first: without credentials and without a slash at the end. */
  readonly urls: readonly string[];
}

const SUBDIRS = /\/(noarch|linux-64|linux-aarch64|osx-64|osx-arm64)$/;

/** The address of a channel without credentials, as far as the folders of its platforms. Pure. */
export function channelUrl(text: string): string {
  const url = new URL(text);
  url.username = '';
  url.password = '';
  url.hash = '';
  return url.href.replace(/\/+$/, '').replace(SUBDIRS, '');
}

/** The name of the channel at an address: the path below an alias, else its last part, with its label if it has one. Pure. */
export function nameOfUrl(url: string, alias: string): string {
  if (url.startsWith(`${alias}/`)) return url.slice(alias.length + 1);
  const path = decodeURIComponent(new URL(url).pathname).replace(/^\/t\/[^/]+/, '');
  return /[^/]+(?:\/label\/.+)?$/.exec(path)?.[0] ?? 'channel';
}

/**
 * The channels with names of their own: of different addresses whose last part is the same, each is called by its last two parts. Those that
 * still have one name are copies of each other. In order of the first of each. Pure.
 */
export function namedApart(channels: readonly Channel[]): readonly Channel[] {
  const isShared = ({ name, urls }: Channel) => channels.some((other) => other.name === name && other.urls[0] !== urls[0]);
  const apart = channels.map((channel) => (isShared(channel) ? { ...channel, name: lastTwo(channel) } : channel));
  const groups = Map.groupBy(apart, ({ name }) => name);
  return [...groups].map(([name, group]) => ({ name, urls: [...new Set(group.flatMap(({ urls }) => urls))] }));
}

function lastTwo({ urls: [url = ''] }: Channel): string {
  const path = decodeURIComponent(new URL(url).pathname).replace(/^\/t\/[^/]+/, '');
  return path.split('/').filter(Boolean).slice(-2).join('/');
}

/** An address for messages: without credentials and tokens. Pure. */
export function shownUrl(url: string): string {
  if (!URL.canParse(url)) return url;
  const shown = new URL(url);
  shown.username = '';
  shown.password = '';
  return shown.href.replace(/\/t\/[^/]+/, '/t/...');
}
