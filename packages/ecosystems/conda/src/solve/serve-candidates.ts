import { randomUUID } from 'node:crypto';
import type { PackageRecord } from '../repodata/record.ts';
import type { Subdir } from '../repodata/subdirs.ts';
import type { Candidate } from './candidates.ts';

/** Channels on this machine's loopback, for a solver that reads them over HTTP. */
export interface ServedCandidates extends AsyncDisposable {
  /** Addresses of the channels, in order. */
  readonly channels: readonly string[];
  /** Which candidate is at an address; undefined for a virtual package. */
  at(url: string): Candidate | undefined;
}

/** What is served. */
export interface ServeInput {
  readonly subdir: Subdir;
  /** The names of the channels, first to last. */
  readonly channels: readonly string[];
  readonly candidates: readonly Candidate[];
  readonly virtual: readonly PackageRecord[];
}

/** Serves candidates as the channels that they are from, after a channel of what the machine has. Nobody else can guess the addresses. */
export async function serveCandidates({ subdir, channels: names, candidates, virtual }: ServeInput): Promise<ServedCandidates> {
  const secret = randomUUID();
  const documents = new Map([[`/${secret}/virtual/${subdir}`, documentOf(subdir, virtual.map(virtualFile))]]);
  for (const [key, group] of Map.groupBy(candidates, (one) => `/${secret}/${names.indexOf(one.channel.name)}/${one.subdir}`)) {
    documents.set(
      key,
      documentOf(
        group[0]?.subdir ?? subdir,
        group.map((one) => [one.file, plain(one.record)] as const),
      ),
    );
  }
  const known = new Map(candidates.map((one) => [`/${secret}/${names.indexOf(one.channel.name)}/${one.subdir}/${one.file}`, one]));
  const { createServer } = await import('node:http');
  const server = createServer(({ url = '' }, response) => {
    const folder = /^(.*)\/repodata\.json$/.exec(url)?.[1];
    if (folder === undefined) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': 'application/json' }).end(documents.get(folder) ?? documentOf('noarch', []));
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  return {
    channels: ['virtual', ...names.keys()].map((name) => `${base}/${secret}/${name}`),
    at: (url) => known.get(decodeURIComponent(new URL(url).pathname)),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function virtualFile(record: PackageRecord): readonly [string, PackageRecord] {
  return [`${record.name}-${record.version}-${record.build}.conda`, record];
}

/** The solver can't read a channel in front of a name; which channel a package must be from is decided before. */
function plain(record: PackageRecord): PackageRecord {
  const { constrains } = record;
  return { ...record, depends: record.depends.map(bare), ...(Array.isArray(constrains) && { constrains: constrains.map(bare) }) };
}

function bare(dependency: unknown): string {
  return String(dependency).replace(/^\s*[^\s:]*::/, '');
}

function documentOf(subdir: Subdir, files: readonly (readonly [string, PackageRecord])[]): string {
  const own = files.map(([file, record]) => [file, { ...record, subdir }] as const);
  const [packed, old] = [own.filter(([file]) => file.endsWith('.conda')), own.filter(([file]) => !file.endsWith('.conda'))];
  return JSON.stringify({
    info: { subdir },
    packages: Object.fromEntries(old),
    'packages.conda': Object.fromEntries(packed),
    repodata_version: 1,
  });
}
