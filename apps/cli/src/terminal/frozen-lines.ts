import type { FrozenEnvironment, LockedEnvironment } from '@frazil/core';
import type { FrozenFlow, FrozenGroup } from '@frazil/environments';
import { formatBytes, formatCount } from './format.ts';
import type { Style } from './style.ts';

/** What is frozen, a line per environment, and where the lock is. Pure. */
export function frozenLines(frozen: FrozenFlow | undefined, style: Style): readonly string[] {
  if (frozen === undefined) return ['No step has an environment of its own: all run in the Python of this machine.'];
  const lock = `${style.dim('lock   ')} ${frozen.lockPath}${frozen.changed ? '' : style.dim(' (unchanged)')}`;
  return [...frozen.groups.flatMap((group) => groupLines(group, style)), lock];
}

function groupLines({ steps, locked, environments, isNew }: FrozenGroup, style: Style): readonly string[] {
  const [environment] = environments.values();
  const lines = [`${style.dim('frozen ')} ${namesOf(steps)}: ${environment === undefined ? 'nothing' : describe(environment, locked)}`];
  if (environments.size > 1) lines.push(`${INDENT}for ${[...environments.keys()].join(', ')}`);
  if (locked.asOf !== undefined) lines.push(`${INDENT}as of ${locked.asOf.date}${isNew ? `: ${locked.asOf.reason}` : ''}`);
  return lines;
}

const MOST_NAMES = 12;

function namesOf(steps: readonly string[]): string {
  const shown = steps.slice(0, MOST_NAMES).join(', ');
  return steps.length <= MOST_NAMES ? shown : `${shown} and ${formatCount(steps.length - MOST_NAMES, 'step')} more`;
}

const INDENT = ' '.repeat('frozen  '.length);

function describe({ python, layers }: FrozenEnvironment, { request }: LockedEnvironment): string {
  const packages = layers.filter(({ kind }) => kind === 'package').length;
  const size = layers.reduce((total, { layer }) => total + layer.size, 0);
  return `${pythonOf(python, request.python)}, ${formatCount(packages, 'package')}, ${formatBytes(size)}`;
}

function pythonOf(version: string, wanted: string): string {
  const isWanted = version === wanted || version.startsWith(`${wanted}.`);
  return isWanted ? `Python ${version}` : `Python ${version} (${wanted} was asked for)`;
}
