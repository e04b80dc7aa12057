import { defineErrors } from '@frazil/core';

const REBUILD = 'Ask the publisher of the package for a correct wheel, or pin another version.';

/** What can be wrong with a wheel, or with turning it into a layer. */
export const installErrors = defineErrors({
  'wheel.wrong-artifact': {
    message: (details: { file: string; expected: string; actual: string }) =>
      `${details.file} is not the file of the lock: its sha256 is ${details.actual}, the lock says ${details.expected}.`,
    hint: () => 'The stored copy is damaged or was replaced: fetch it again.',
  },
  'wheel.unreadable': {
    message: (details: { file: string; reason: string }) => `${details.file} can't be read: ${details.reason}.`,
    hint: () => 'Check that the file exists and that you may read it.',
  },
  'wheel.bad-zip': {
    message: (details: { file: string; reason: string }) => `${details.file} is not a sound zip archive: ${details.reason}.`,
    hint: () => REBUILD,
  },
  'wheel.unsafe-entry': {
    message: (details: { file: string; entry: string; reason: string }) =>
      `${details.file} holds an entry that is not safe to unpack, ${JSON.stringify(details.entry)}: ${details.reason}.`,
    hint: () => REBUILD,
  },
  'wheel.damaged-entry': {
    message: (details: { file: string; entry: string; reason: string }) =>
      `${details.entry} in ${details.file} can't be unpacked: ${details.reason}.`,
    hint: () => REBUILD,
  },
  'wheel.unsupported-entry': {
    message: (details: { file: string; entry: string; reason: string }) =>
      `${details.entry} in ${details.file} uses something that wheels may not: ${details.reason}.`,
    hint: () => REBUILD,
  },
  'wheel.not-a-wheel': {
    message: (details: { file: string; reason: string }) => `${details.file} is not a wheel: ${details.reason}.`,
    hint: () => REBUILD,
  },
  'wheel.bad-record': {
    message: (details: { file: string; entry: string; reason: string }) =>
      `${details.entry} in ${details.file} is not what its RECORD says: ${details.reason}.`,
    hint: () => REBUILD,
  },
  'wheel.bad-entry-point': {
    message: (details: { file: string; entryPoint: string; reason: string }) =>
      `${details.file} declares a command that can't be made, ${JSON.stringify(details.entryPoint)}: ${details.reason}.`,
    hint: () => REBUILD,
  },
  'wheel.collision': {
    message: (details: { file: string; path: string }) => `${details.file} would install ${details.path} twice.`,
    hint: () => REBUILD,
  },
  'wheel.spool-failed': {
    message: (details: { file: string; reason: string }) =>
      `the contents of ${details.file} could not be written to disk: ${details.reason}.`,
    hint: () => 'Check that there is space left where the layer is written, and that you may write there.',
  },
});
