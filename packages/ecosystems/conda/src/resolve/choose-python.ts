import type { Context, Platform } from '@frazil/core';
import { condaErrors } from '../errors.ts';
import { type CandidateInput, filesOf } from '../solve/candidates.ts';
import type { Spec } from '../solve/spec.ts';

/** What decides the Python of an environment. */
export interface PythonWish {
  /** `3.11.7`, or `3.11` for any patch. */
  readonly python: string;
  readonly platform: Platform;
  readonly strict: boolean;
}

/**
 * The spec of the wanted Python: exactly it when a channel has it, else the nearest patch of its minor, with a warning, unless strict.
 * Throws `conda.no-python` when there is none. Pure but for parsing.
 */
export function choosePython(wish: PythonWish, input: Pick<CandidateInput, 'data' | 'before'>, { reporter }: Context): Spec {
  const versions = [...new Set(filesOf('python', input).map(({ record }) => record.version))].sort(byNumber);
  const minor = /^\d+\.\d+/.exec(wish.python)?.[0] ?? '';
  const answers = versions.filter((version) => version.startsWith(`${minor}.`));
  const isAnyPatch = wish.python === minor;
  const chosen = versions.includes(wish.python) || isAnyPatch ? wish.python : nearestPatch(wish.python, answers);
  if (answers.length === 0 || chosen === undefined || (wish.strict && chosen !== wish.python)) {
    const available = answers.length > 0 ? answers.slice(-3) : newestOfMinors(versions);
    throw condaErrors.create('conda.no-python', { ...wish, available });
  }
  if (chosen !== wish.python) {
    const message = `Python ${wish.python} can't be had for ${wish.platform}: ${chosen} is used, the nearest of the channels`;
    reporter.report({ kind: 'note', level: 'warning', message });
  }
  return { name: 'python', channel: undefined, version: isAnyPatch ? `=${minor}` : `==${chosen}`, build: '' };
}

function nearestPatch(wanted: string, answers: readonly string[]): string | undefined {
  const distance = (version: string) => Math.abs(patchOf(version) - patchOf(wanted));
  // Of two equally near the newer, which comes last.
  return answers.toReversed().sort((a, b) => distance(a) - distance(b))[0];
}

function patchOf(version: string): number {
  return Number.parseInt(version.split('.')[2] ?? '', 10) || 0;
}

function newestOfMinors(versions: readonly string[]): readonly string[] {
  const minors = new Map(versions.map((version) => [version.split('.').slice(0, 2).join('.'), version]));
  return [...minors.values()].slice(-4);
}

function byNumber(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
