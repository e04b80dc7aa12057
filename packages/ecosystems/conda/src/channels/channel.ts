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

/** An address for messages: without credentials and tokens. Pure. */
export function shownUrl(url: string): string {
  if (!URL.canParse(url)) return url;
  const shown = new URL(url);
  shown.username = '';
  shown.password = '';
  return shown.href.replace(/\/t\/[^/]+/, '/t/...');
}
