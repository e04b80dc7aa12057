import type { ConfiguredIndex } from './configured-indexes.ts';

/** The name of the index at a URL: what the user calls it, else `default`. No host is ever a name. Pure. */
export function indexName(url: string | undefined, indexes: readonly ConfiguredIndex[]): string {
  if (url === undefined) return 'default';
  return indexes.find((index) => index.name !== undefined && bare(index.url) === bare(url))?.name ?? 'default';
}

function bare(url: string): string {
  return withoutCredentials(url).replace(/\/+$/, '');
}

/** A URL without user, password and fragment. Pure. */
export function withoutCredentials(url: string): string {
  if (!URL.canParse(url)) return url;
  const parsed = new URL(url);
  parsed.username = '';
  parsed.password = '';
  parsed.hash = '';
  return parsed.href;
}
