import { defineErrors } from '@frazil/core';

const SET_FRAZIL_UV = 'Install uv and put it on the PATH, or set FRAZIL_UV to its path.';

/** What can go wrong with uv itself. */
export const uvErrors = defineErrors({
  'uv.not-runnable': {
    message: ({ path, reason }: { readonly path: string; readonly reason: string }) => `uv at ${path} does not run: ${reason}.`,
    hint: () => 'Set FRAZIL_UV to the path of a uv executable for this machine, or unset it to have one brought.',
  },
  'uv.no-pip': {
    message: ({ version }: { readonly version: string; readonly tried: readonly string[] }) =>
      `uv ${version} can't be brought: no Python on the PATH has pip.`,
    hint: () => `${SET_FRAZIL_UV} Or give a Python its pip (on Debian: apt install python3-pip).`,
  },
  'uv.not-brought': {
    message: ({ version }: { readonly version: string; readonly output: string }) =>
      `uv ${version} can't be brought: pip could not download it from the index it is configured for.`,
    hint: ({ output }) => `Check the network, the proxy and pip's index settings. ${SET_FRAZIL_UV} pip said: ${causeIn(output)}`,
  },
  'uv.unsupported-machine': {
    message: ({ machine }: { readonly machine: string }) => `There is no pinned uv for this machine (${machine}).`,
    hint: () => SET_FRAZIL_UV,
  },
  'uv.failed': {
    message: ({ command, stderr }: { readonly command: string; readonly exitCode: number; readonly stderr: string }) =>
      `uv ${command} failed: ${firstLine(stderr)}`,
    hint: () => 'The full output of uv is in the details of this error.',
  },
});

function firstLine(text: string): string {
  return (text.split('\n').find((line) => line.trim() !== '') ?? 'it said nothing').trim().replace(/^error: /, '');
}

// What pip says last is only that it found nothing; why comes before.
function causeIn(output: string): string {
  const lines = output.trimEnd().split('\n');
  const broken = lines.findLast((line) => line.includes('connection broken by'));
  return (broken?.replace(/^.*connection broken by /, '') ?? lines.at(-1) ?? '').trim();
}
