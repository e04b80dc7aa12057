import { defineErrors } from '@frazil/core';

/** What can go wrong with interpreters. */
export const errors = defineErrors({
  'interpreters.bad-version': {
    concerns: 'request',
    message: ({ wanted }: { wanted: string }) => `python='${wanted}' is not a version of Python.`,
    hint: () => "Write a minor version, such as '3.12', or an exact one, such as '3.12.1'.",
  },
  'interpreters.unsupported-version': {
    concerns: 'request',
    message: ({ wanted, oldest }: { wanted: string; oldest: string }) =>
      `python='${wanted}' is older than ${oldest}, the oldest supported.`,
    hint: ({ oldest }: { wanted: string; oldest: string }) => `Ask for ${oldest} or newer.`,
  },
  'interpreters.none-found': {
    concerns: 'request',
    message: ({ wanted, platform }: { wanted: string; platform: string; reason: string; available: readonly string[] }) =>
      `No CPython ${minorOf(wanted)} can be had for ${platform}, so python='${wanted}' can't be answered.`,
    hint: ({ reason, available }: { wanted: string; platform: string; reason: string; available: readonly string[] }) =>
      `${available.length === 0 ? 'No other version was found either.' : `What can be had: ${available.join(', ')}.`} ${reason}`.trim(),
  },
  'interpreters.not-exact': {
    concerns: 'request',
    message: ({ wanted, nearest, platform }: { wanted: string; nearest: string; platform: string; reason: string }) =>
      `CPython ${wanted} can't be had for ${platform}; the nearest is ${nearest}, and strict forbids to take it.`,
    hint: ({ nearest, reason }: { wanted: string; nearest: string; platform: string; reason: string }) =>
      `${reason} Ask for ${nearest}, or leave strict out.`.trim(),
  },
  'interpreters.not-had': {
    message: ({ version, platform }: { version: string; platform: string; reason: string }) =>
      `CPython ${version} for ${platform}, which the lock names, can't be had here.`,
    hint: ({ reason }: { version: string; platform: string; reason: string }) =>
      `${reason} A store that has its layer already needs nothing; else lock again.`.trim(),
  },
  'interpreters.download-failed': {
    message: ({ file, reason }: { file: string; reason: string }) => `${file} could not be downloaded: ${reason}.`,
    hint: () => 'Check the network, or set UV_PYTHON_INSTALL_MIRROR to a mirror that can be reached.',
  },
  'interpreters.bad-catalogue': {
    message: ({ reason }: { reason: string }) => `The catalogue of interpreters can't be read: ${reason}.`,
    hint: () => 'Check UV_PYTHON_DOWNLOADS_JSON_URL, or unset it to use the catalogue that uv carries.',
  },
  'interpreters.hash-mismatch': {
    message: ({ file, wanted, got }: { file: string; wanted: string; got: string }) =>
      `${file} is not the file it should be: its sha256 is ${got}, not ${wanted}.`,
    hint: () => 'Nothing of it was used. Check the mirror that served it.',
  },
  'interpreters.archive-damaged': {
    message: ({ file, reason }: { file: string; reason: string }) => `The archive ${file} can't be used: ${reason}.`,
    hint: () => 'Nothing of it was used. Try again; if it stays so, check the mirror that served it.',
  },
  'interpreters.unreadable': {
    message: ({ path, reason }: { path: string; reason: string }) => `The interpreter's file ${path} can't be read (${reason}).`,
    hint: () => 'Check its permissions, or install that version of Python again.',
  },
  'interpreters.not-relocatable': {
    message: ({ path, reason }: { path: string; reason: string }) =>
      `The interpreter ${path} can't be made to run from another folder: ${reason}.`,
    hint: () => 'Install that version of Python another way: `uv python install` gives one that can.',
  },
  'interpreters.compile-failed': {
    message: ({ python, reason }: { python: string; reason: string }) =>
      `The standard library couldn't be compiled with ${python}: ${reason}.`,
    hint: () => 'Check that this Python runs on this machine, or install that version again.',
  },
  'interpreters.bad-facts': {
    message: ({ path, reason }: { path: string; reason: string }) => `${path} doesn't say which interpreter it belongs to: ${reason}.`,
    hint: () => 'Hydrate the environment again.',
  },
});

function minorOf(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}
