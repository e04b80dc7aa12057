import { defineErrors } from '@frazil/core';

interface Named {
  readonly package: string;
}

interface UnknownPackage extends Named {
  readonly channels: readonly string[];
  readonly nearest: string | undefined;
}

interface UnknownVersion extends Named {
  readonly wanted: string;
  /** The newest, newest first. */
  readonly nearest: readonly string[];
}

interface NotForPlatform extends Named {
  /** A version and a build; empty for any. */
  readonly wanted: string;
  readonly platform: string;
  /** The platforms that have it. */
  readonly existing: readonly string[];
}

interface TooNew extends Named {
  readonly date: string;
  readonly oldest: string;
}

interface NoPython {
  readonly python: string;
  readonly platform: string;
  readonly available: readonly string[];
}

const PUBLISHER = 'Ask the publisher of the package for a correct one, or pin another version.';
const CHECK_NETWORK =
  'Check the network, the proxy variables (HTTPS_PROXY, NO_PROXY) and your channels (FRAZIL_CONDA_CHANNELS, .condarc), then run the same command again.';

/** What can go wrong between a request of conda packages and their layers. */
export const condaErrors = defineErrors({
  'conda.bad-requirement': {
    concerns: 'request',
    message: ({ package: name, value }: Named & { readonly value: string }) =>
      `The package '${name}': '${value}' of a request can't be read.`,
    hint: () =>
      "Write a version ('1.26.4'), conditions ('>=1.26,<2'), a version and a build ('1.26.4=py311*') or nothing ('') after a name.",
  },
  'conda.credentials-in-request': {
    concerns: 'request',
    message: () => 'An address in channels= holds credentials, which would be written to the lock.',
    hint: () =>
      'Name the channel there, and put its address into .condarc or FRAZIL_CONDA_CHANNELS and its credentials into your .netrc file.',
  },
  'conda.bad-date': {
    concerns: 'request',
    message: ({ date }: { readonly date: string }) => `'${date}' is no date to see packages of.`,
    hint: () => "Write a date such as '2023-10-15', or a time in UTC such as '2023-10-15T12:00:00Z'.",
  },
  'conda.bad-condarc': {
    message: ({ path, reason }: { readonly path: string; readonly reason: string }) => `The settings ${path} can't be read: ${reason}.`,
    hint: () => 'Correct them, or say the channels with FRAZIL_CONDA_CHANNELS and set CONDARC to another file.',
  },
  'conda.unknown-channel': {
    message: ({ channel, url }: { readonly channel: string; readonly url: string }) =>
      `There is no channel ${channel} at ${url}: it has no repodata.json.`,
    hint: () => 'Check its name; channels are named in FRAZIL_CONDA_CHANNELS, METAFLOW_CONDA_CHANNELS, CONDA_CHANNELS or .condarc.',
  },
  'conda.bad-repodata': {
    message: ({ channel, subdir, reason }: { readonly channel: string; readonly subdir: string; readonly reason: string }) =>
      `What the channel ${channel} says of its packages for ${subdir} can't be used: ${reason}.`,
    hint: () => 'Run the same command again; if it stays so, ask whoever runs the channel.',
  },
  'conda.unknown-package': {
    concerns: 'request',
    message: ({ package: name, channels }: UnknownPackage) => `There is no package ${name} in ${channels.join(', ')}.`,
    hint: ({ nearest }: UnknownPackage) =>
      nearest === undefined
        ? 'Check the spelling; if it is in another channel, name that one: FRAZIL_CONDA_CHANNELS, or channel::package.'
        : `Did you mean ${nearest}?`,
  },
  'conda.unknown-version': {
    concerns: 'request',
    message: ({ package: name, wanted }: UnknownVersion) => `There is no ${name} ${wanted}.`,
    hint: ({ nearest }: UnknownVersion) => `Ask for a version that exists: the newest are ${nearest.join(', ')}.`,
  },
  'conda.not-for-platform': {
    concerns: 'request',
    message: ({ package: name, wanted, platform }: NotForPlatform) => `There is no ${`${name} ${wanted}`.trim()} for ${platform}.`,
    hint: ({ existing }: NotForPlatform) =>
      `It is there for ${existing.join(', ')}: freeze for those platforms only, or ask for another version.`,
  },
  'conda.nothing-before-date': {
    concerns: 'request',
    message: ({ package: name, date }: TooNew) => `Nothing of ${name} that was asked for existed before ${date}.`,
    hint: ({ oldest }: TooNew) => `The oldest of it is of ${oldest}: ask for a later date, or for an older version.`,
  },
  'conda.no-python': {
    concerns: 'request',
    message: ({ python, platform }: NoPython) => `The channels have no Python ${python} for ${platform}.`,
    hint: ({ available }: NoPython) => `Ask for one that they have: ${available.join(', ')}.`,
  },
  'conda.impossible': {
    concerns: 'request',
    message: ({ platform }: { readonly platform: string; readonly explanation: string }) =>
      `The packages that are asked for can't be had together on ${platform}.`,
    hint: ({ explanation }) => explanation,
  },
  'conda.solver-failed': {
    message: ({ reason }: { readonly reason: string }) => `The solver failed: ${reason}.`,
    hint: () => 'Ask for fewer packages at a time to find the one that it stumbles over, and tell whoever runs the channel.',
  },
  'conda.not-allowed': {
    message: ({ url, status }: { readonly url: string; readonly status: number }) => `${url} refuses access (${status}).`,
    hint: () => 'Check the credentials: in the URL of the channel (.condarc, FRAZIL_CONDA_CHANNELS), or in .netrc.',
  },
  'conda.no-network': {
    message: ({ what, reason }: { readonly what: string; readonly reason: string }) => `${what} can't be reached: ${reason}.`,
    hint: () => CHECK_NETWORK,
  },
  'conda.gone': {
    message: ({ file, channel }: { readonly file: string; readonly channel: string }) =>
      `No channel ${channel} serves the locked file ${file} any more.`,
    hint: () => 'Name the channel or a mirror that has it (FRAZIL_CONDA_CHANNELS, .condarc), or lock again.',
  },
  'conda.wrong-digest': {
    message: ({ file }: { readonly file: string; readonly expected: string; readonly actual: string }) =>
      `${file} is not the file that the channel describes, or that was locked.`,
    hint: ({ expected, actual }) =>
      `Its sha256 should be ${expected} and is ${actual}: the channel or something on the way changed it. Don't use it; ask whoever runs the channel.`,
  },
  'conda.bad-package': {
    message: ({ file, reason }: { readonly file: string; readonly reason: string }) => `${file} is not a sound package: ${reason}.`,
    hint: () => PUBLISHER,
  },
  'conda.unsafe-entry': {
    message: ({ file, entry, reason }: { readonly file: string; readonly entry: string; readonly reason: string }) =>
      `${file} holds an entry that is not safe to unpack, ${JSON.stringify(entry)}: ${reason}.`,
    hint: () => PUBLISHER,
  },
});
