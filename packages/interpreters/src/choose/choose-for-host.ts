import { type Context, isFrazilError, type LockedInterpreter } from '@frazil/core';
import { errors } from '../errors.ts';
import type { InstalledPython } from '../installed/probe-python.ts';
import type { CatalogueEntry } from '../standalone/catalogue.ts';
import type { StandaloneProvider } from '../standalone/standalone-provider.ts';
import { compareAnswers, type WantedVersion } from '../version.ts';
import { noneFound } from './none-found.ts';
import type { Sources } from './sources.ts';

type Candidate =
  | { readonly kind: 'standalone'; readonly version: string; readonly entry: CatalogueEntry }
  | { readonly kind: 'installed'; readonly version: string; readonly python: InstalledPython };

/** A chosen interpreter, and why it isn't what was asked for, when it isn't. */
export interface Choice {
  readonly locked: LockedInterpreter;
  readonly reason: string;
}

// A mirror that lacks one version may lack its neighbours too.
const MOST_DOWNLOADS = 3;

/**
 * Chooses for this machine, where what is chosen must be had: the best answer whose archive is here or can be downloaded, or that is
 * installed. Of equal versions the standalone one, which is the same everywhere and runs with the oldest glibc.
 */
export async function chooseForHost(wanted: WantedVersion, strict: boolean, sources: Sources, context: Context): Promise<Choice> {
  const candidates = await candidatesFor(wanted, sources, context);
  const accepted = strict && wanted.patch !== undefined ? candidates.filter(({ version }) => version === wanted.text) : candidates;
  const failures: string[] = [];
  let downloads = 0;
  for (const candidate of accepted) {
    if (candidate.kind === 'installed') return { locked: lockInstalled(candidate.python), reason: reasonOf(wanted, failures) };
    if (downloads === MOST_DOWNLOADS) continue;
    downloads += 1;
    const locked = await tryStandalone(candidate.entry, sources.standalone, failures, context);
    if (locked !== undefined) return { locked, reason: reasonOf(wanted, failures) };
  }
  const nearest = candidates.find(({ kind, version }) => version !== wanted.text && (kind === 'installed' || failures.length === 0));
  if (strict && nearest !== undefined) {
    const details = { wanted: wanted.text, nearest: nearest.version, platform: sources.host, reason: reasonOf(wanted, failures) };
    throw errors.create('interpreters.not-exact', details);
  }
  throw await noneFound(wanted, sources.host, sources, context);
}

async function candidatesFor(wanted: WantedVersion, sources: Sources, context: Context): Promise<readonly Candidate[]> {
  const published = await sources.standalone.list(sources.host, wanted.minor, context);
  const installed = sources.canRepackage ? await sources.installed(wanted.minor, context) : [];
  const candidates: Candidate[] = [
    ...published.map((entry) => ({ kind: 'standalone', version: entry.version, entry }) as const),
    ...installed.map((python) => ({ kind: 'installed', version: python.version, python }) as const),
  ];
  const compare = compareAnswers(wanted);
  return candidates.toSorted((a, b) => compare(a.version, b.version));
}

async function tryStandalone(
  entry: CatalogueEntry,
  standalone: StandaloneProvider,
  failures: string[],
  context: Context,
): Promise<LockedInterpreter | undefined> {
  const locked = await standalone.lock(entry, context);
  try {
    const { sha256 } = await standalone.obtain(locked, entry.platform, context);
    return { ...locked, sha256 };
  } catch (error) {
    if (!isFrazilError(error) || error.code !== 'interpreters.download-failed') throw error;
    const reason = String(error.details.reason);
    failures.push(reason);
    if (!/\b(404|410|403)\b/.test(reason)) standalone.giveUp(reason);
    return undefined;
  }
}

function lockInstalled(python: InstalledPython): LockedInterpreter {
  return { version: python.version, provider: 'installed', build: python.build, platforms: [python.platform] };
}

function reasonOf(wanted: WantedVersion, failures: readonly string[]): string {
  const [failure] = failures;
  if (wanted.patch === undefined) return '';
  return failure === undefined ? 'No such version is published or installed.' : `Its download failed: ${failure}.`;
}
