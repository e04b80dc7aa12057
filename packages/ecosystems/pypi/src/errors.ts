import { defineErrors } from '@frazil/core';

interface UnknownVersion {
  readonly package: string;
  readonly version: string;
  /** The versions next to it that exist. */
  readonly nearest: readonly string[];
}

interface NoWheel {
  readonly package: string;
  /** A version, a condition on it, or nothing for every version. */
  readonly version: string;
  readonly platform: string;
  readonly python: string;
  /** The platforms, or files, that there are wheels for. */
  readonly existing: readonly string[];
}

const CHECK_NETWORK =
  'Check the network, the proxy variables (HTTPS_PROXY, NO_PROXY) and the index settings of uv, then run the same command again.';

/** What can go wrong between a request and its wheels. */
export const pypiErrors = defineErrors({
  'pypi.bad-requirement': {
    concerns: 'request',
    message: ({ package: name, value }: { readonly package: string; readonly value: string }) =>
      `The package '${name}': '${value}' of a request can't be read.`,
    hint: () => "Write a version ('2.1.1'), conditions ('>=2,<3'), a direct URL ('@ https://...') or nothing ('') after a package's name.",
  },
  'pypi.credentials-in-request': {
    concerns: 'request',
    message: ({ package: name }: { readonly package: string }) =>
      `The URL of ${name} holds credentials, which would be written to the lock.`,
    hint: () => 'Take them out of the URL and put them into your .netrc file.',
  },
  'pypi.bad-python': {
    concerns: 'request',
    message: ({ python }: { readonly python: string }) => `'${python}' is no version of Python to freeze packages for.`,
    hint: () => "Write a version such as python='3.10.11' or python='3.10'.",
  },
  'pypi.bad-date': {
    concerns: 'request',
    message: ({ date }: { readonly date: string }) => `'${date}' is no date to see packages of.`,
    hint: () => "Write a date such as '2023-10-15', or a time in UTC such as '2023-10-15T12:00:00Z'.",
  },
  'pypi.no-host-python': {
    message: () => 'No Python was found on the PATH to resolve packages with.',
    hint: () => 'Install any Python 3.8 or newer, or put it on the PATH.',
  },
  'pypi.unknown-package': {
    concerns: 'request',
    message: ({ package: name }: { readonly package: string }) => `No index has a package named ${name}.`,
    hint: () => 'Check the spelling; if it is on a private index, add that index to the settings of uv (UV_INDEX or uv.toml).',
  },
  'pypi.unknown-version': {
    concerns: 'request',
    message: ({ package: name, version }: UnknownVersion) => `There is no version ${version} of ${name}.`,
    hint: ({ package: name, nearest }: UnknownVersion) =>
      nearest.length === 0
        ? 'Ask for a version that exists.'
        : `Ask for a version that exists: the nearest of ${name} ${nearest.length === 1 ? 'is' : 'are'} ${nearest.join(' and ')}.`,
  },
  'pypi.nothing-before-date': {
    concerns: 'request',
    message: ({ package: name, date }: { readonly package: string; readonly date: string; readonly published: string | undefined }) =>
      `Nothing of ${name} that was asked for existed before ${date}.`,
    hint: ({ published }) =>
      published === undefined
        ? 'Ask for a later date, or for an older version.'
        : `It was published at ${published}: ask for a later date, or for an older version.`,
  },
  'pypi.no-wheel': {
    concerns: 'request',
    message: ({ package: name, version, platform, python }: NoWheel) =>
      `${name}${version === '' ? '' : ` ${version}`} has no wheel for ${platform} with Python ${python}.`,
    hint: ({ existing }: NoWheel) =>
      existing.length === 0
        ? 'Only its source or wheels for other versions of Python exist: ask for another version of the package or of Python.'
        : `There are wheels for ${existing.join(', ')}: freeze for those platforms only, or ask for another version.`,
  },
  'pypi.needs-build': {
    concerns: 'request',
    message: ({ package: name }: { readonly package: string }) => `${name} is asked for as source, which would have to be built.`,
    hint: () => 'Ask for a wheel: a version that an index has, or the URL of a .whl file.',
  },
  'pypi.impossible': {
    concerns: 'request',
    message: ({ platform, python }: { readonly platform: string; readonly python: string; readonly explanation: string }) =>
      `The packages that are asked for can't be had together on ${platform} with Python ${python}.`,
    hint: ({ explanation }) => explanation,
  },
  'pypi.not-allowed': {
    message: ({ url, status }: { readonly url: string; readonly status: number }) => `${url} refuses access (${status}).`,
    hint: () =>
      'Check the credentials: UV_INDEX_<NAME>_USERNAME and UV_INDEX_<NAME>_PASSWORD, the URL of the index in the settings of uv, or .netrc.',
  },
  'pypi.no-network': {
    message: ({ what, reason }: { readonly what: string; readonly reason: string }) => `${what} can't be reached: ${reason}.`,
    hint: () => CHECK_NETWORK,
  },
  'pypi.resolver-failed': {
    concerns: 'request',
    message: ({ reason }: { readonly reason: string; readonly output: string }) => `The resolver failed: ${reason}.`,
    hint: ({ output }) => output,
  },
  'pypi.gone': {
    message: ({ package: name, version, file }: { readonly package: string; readonly version: string; readonly file: string }) =>
      `No index serves the locked file ${file} of ${name} ${version} any more.`,
    hint: () => 'Add the index that has it to the settings of uv, or lock again.',
  },
  'pypi.wrong-digest': {
    message: ({ file }: { readonly file: string; readonly expected: string; readonly actual: string }) =>
      `${file} is not the file that was locked.`,
    hint: ({ expected, actual }) =>
      `Its sha256 should be ${expected} and is ${actual}: the index or something on the way changed it. Don't use it; ask whoever runs the index.`,
  },
});
