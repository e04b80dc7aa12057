import { type Context, isFrazilError, type LockedInterpreter, type Platform } from '@frazil/core';
import { errors } from '../errors.ts';
import { minorOf } from '../version.ts';
import { type CatalogueEntry, LIST_ARGUMENTS, parseCatalogue } from './catalogue.ts';
import { cachedArchive, type ObtainedArchive, obtainArchive } from './obtain-archive.ts';
import { publishedDigests } from './published-digests.ts';
import type { StandaloneSource, WantedArchive } from './standalone-source.ts';

/** python-build-standalone, through uv's catalogue. Remembers the catalogue, and that the network is away, as long as it lives. */
export class StandaloneProvider {
  readonly #source: StandaloneSource;
  readonly #digests = new Map<string, string>();
  #catalogue: Promise<readonly CatalogueEntry[]> | undefined;
  #unreachable: string | undefined;

  constructor(source: StandaloneSource) {
    this.#source = source;
  }

  /** Why downloads were given up, once they were. */
  get unreachable(): string | undefined {
    return this.#unreachable;
  }

  /** What can be downloaded for a platform; of one minor version, or of all. No network. */
  async list(platform: Platform, minor: string | undefined, context: Context): Promise<readonly CatalogueEntry[]> {
    const catalogue = await this.#entries(context);
    return catalogue.filter((entry) => entry.platform === platform && (minor === undefined || minorOf(entry.version) === minor));
  }

  /** Learns the hashes of entries, all at once, so that asking for one later is free. */
  async learnDigests(entries: readonly CatalogueEntry[], context: Context): Promise<void> {
    const unknown = entries.filter(({ key }) => !this.#digests.has(key));
    if (unknown.length === 0) return;
    for (const [key, digest] of await publishedDigests(unknown, this.#source, context)) this.#digests.set(key, digest);
  }

  /** The lock of an entry, as the catalogue has it. */
  async lock(entry: CatalogueEntry, context: Context): Promise<LockedInterpreter> {
    await this.learnDigests([entry], context);
    const { version, build, file, platform } = entry;
    const sha256 = this.#digests.get(entry.key);
    const known = { ...(build !== undefined && { build }), file, ...(sha256 !== undefined && { sha256 }) };
    return { version, provider: 'standalone', ...known, platforms: [platform] };
  }

  /** Has the archive of a lock on this disk, by network when it must. */
  async obtain(locked: LockedInterpreter, platform: Platform, context: Context): Promise<ObtainedArchive> {
    const wanted = await this.#locate(locked, platform, context);
    const cached = await cachedArchive(wanted, this.#source);
    if (cached !== undefined) return cached;
    if (this.#unreachable !== undefined) {
      throw errors.create('interpreters.download-failed', { file: wanted.file, reason: this.#unreachable });
    }
    const item = `CPython ${locked.version} for ${platform}`;
    const report = (done: number) =>
      context.reporter.report({ kind: 'progress', phase: 'interpreter', item, done, total: 1, unit: 'items' });
    report(0);
    try {
      return await obtainArchive(wanted, this.#source, context);
    } finally {
      report(1);
    }
  }

  /** The interpreter of a lock as uv unpacked it, when it is on this disk. No network. */
  async compiler(locked: LockedInterpreter, context: Context): Promise<string | undefined> {
    if (!locked.platforms.includes(this.#source.host)) return undefined;
    return (await cachedArchive(await this.#locate(locked, this.#source.host, context), this.#source))?.python;
  }

  /** From now on only what is in the cache is given. */
  giveUp(reason: string): void {
    this.#unreachable = reason;
  }

  async #locate(locked: LockedInterpreter, platform: Platform, context: Context): Promise<WantedArchive> {
    const entries = await this.list(platform, undefined, context);
    const { version, build, file, sha256 } = locked;
    const same = entries.find((entry) => entry.version === version && (file === undefined || entry.file === file));
    if (same !== undefined) return { ...same, sha256 };
    const sibling = entries.find((entry) => minorOf(entry.version) === minorOf(version) && entry.build !== undefined) ?? entries[0];
    if (sibling === undefined || build === undefined || file === undefined) {
      throw errors.create('interpreters.not-had', { version, platform, reason: "uv's catalogue doesn't have it." });
    }
    // Another uv has another build of this version; what the lock names is still where its likes are.
    const mirror = this.#source.variables.UV_PYTHON_INSTALL_MIRROR || sibling.url.split('/').slice(0, -2).join('/');
    const otherUrl = `${mirror.replace(/\/$/, '')}/${build}/${encodeURIComponent(file)}`;
    return { key: sibling.key.replace(sibling.version, version), version, platform, file, build, sha256, otherUrl };
  }

  async #entries(context: Context): Promise<readonly CatalogueEntry[]> {
    this.#catalogue ??= this.#source.uv(LIST_ARGUMENTS, {}, context.signal).then(parseCatalogue);
    try {
      return await this.#catalogue;
    } catch (error) {
      this.#catalogue = undefined;
      if (!isFrazilError(error) || error.code !== 'uv.failed') throw error;
      throw errors.create('interpreters.bad-catalogue', { reason: error.message }, { cause: error });
    }
  }
}
