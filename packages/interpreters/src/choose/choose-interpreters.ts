import type { Context, LockedInterpreter, Platform } from '@frazil/core';
import { errors } from '../errors.ts';
import type { CatalogueEntry } from '../standalone/catalogue.ts';
import { compareAnswers, parseWanted, type WantedVersion } from '../version.ts';
import { type Choice, chooseForHost } from './choose-for-host.ts';
import { noneFound } from './none-found.ts';
import type { Sources } from './sources.ts';

/** Chooses the interpreter of each platform; a warning is reported for each that isn't exactly what was asked for. */
export async function chooseInterpreters(
  input: { readonly wanted: string; readonly platforms: readonly Platform[]; readonly strict: boolean },
  sources: Sources,
  context: Context,
): Promise<readonly LockedInterpreter[]> {
  const wanted = parseWanted(input.wanted);
  await learnDigests(wanted, input.platforms, sources, context);
  const forHost = input.platforms.includes(sources.host) ? await chooseForHost(wanted, input.strict, sources, context) : undefined;
  const choices: Choice[] = [];
  for (const platform of input.platforms) {
    const choice =
      platform === sources.host && forHost !== undefined
        ? forHost
        : await chooseForeign(wanted, platform, { sources, strict: input.strict, like: forHost?.locked.version }, context);
    choices.push(choice);
    warn(wanted, platform, choice, context);
  }
  return choices.map(({ locked }) => locked);
}

// Most often these are the ones that are chosen, and asking for all at once takes the time of one.
async function learnDigests(wanted: WantedVersion, platforms: readonly Platform[], sources: Sources, context: Context): Promise<void> {
  const lists = await Promise.all(platforms.map((platform) => sources.standalone.list(platform, wanted.minor, context)));
  const best = lists.map((entries) => bestOf(wanted, entries)).filter((entry) => entry !== undefined);
  await sources.standalone.learnDigests(best, context);
}

interface ForeignOptions {
  readonly sources: Sources;
  readonly strict: boolean;
  /** The host's version, which a wish for any patch follows where it can. */
  readonly like: string | undefined;
}

async function chooseForeign(wanted: WantedVersion, platform: Platform, options: ForeignOptions, context: Context): Promise<Choice> {
  const { sources, strict, like } = options;
  const entries = await sources.standalone.list(platform, wanted.minor, context);
  const alike = wanted.patch === undefined ? entries.find(({ version }) => version === like) : undefined;
  const entry = alike ?? bestOf(wanted, entries);
  if (entry === undefined) throw await noneFound(wanted, platform, sources, context);
  const reason = 'No such version is published for it.';
  if (strict && wanted.patch !== undefined && entry.version !== wanted.text) {
    throw errors.create('interpreters.not-exact', { wanted: wanted.text, nearest: entry.version, platform, reason });
  }
  return { locked: await sources.standalone.lock(entry, context), reason };
}

function bestOf(wanted: WantedVersion, entries: readonly CatalogueEntry[]): CatalogueEntry | undefined {
  const compare = compareAnswers(wanted);
  return entries.toSorted((a, b) => compare(a.version, b.version))[0];
}

function warn(wanted: WantedVersion, platform: Platform, { locked, reason }: Choice, context: Context): void {
  if (wanted.patch === undefined || locked.version === wanted.text) return;
  const origin = locked.provider === 'installed' ? 'the nearest installed on this machine' : 'the nearest published';
  const message = `CPython ${wanted.text} can't be had for ${platform}: ${locked.version} is used, ${origin}. ${reason}`;
  context.reporter.report({ kind: 'note', level: 'warning', message: message.trim() });
}
