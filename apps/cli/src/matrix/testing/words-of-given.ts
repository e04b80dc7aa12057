import type { Given } from './behaviour.ts';

/** The words of a command for the parameters of a run. Pure. */
export function parameterWords({ parameters = {} }: Given): string {
  return Object.entries(parameters)
    .map(([name, value]) => `--${name} ${value}`)
    .join(' ');
}

/** The words of `run` for what it is started with. Pure. */
export function runWords(given: Given): string {
  return `run ${parameterWords(given)} ${tagWords(given)}`;
}

/** The words of a target's `create` for what its runs are started with, parameters apart. Pure. */
export function deployWords(given: Given): string {
  const set = Object.entries(given.variables ?? {}).map(([name, value]) => `--env ${name}=${value}`);
  return [tagWords(given), ...set].join(' ');
}

function tagWords({ tags = [] }: Given): string {
  return tags.map((tag) => `--tag ${tag}`).join(' ');
}
