import { errors } from './errors.ts';

/** A wanted version: an exact one, or any patch of a minor. */
export interface WantedVersion {
  /** As written. */
  readonly text: string;
  /** `3.10` */
  readonly minor: string;
  /** 11 of `3.10.11`; undefined for any. */
  readonly patch: number | undefined;
}

const OLDEST = { text: '3.8', minor: 8 };

/** Parses what `python=` says. Throws `interpreters.bad-version` or `interpreters.unsupported-version`. Pure. */
export function parseWanted(text: string): WantedVersion {
  const match = /^(0|[1-9]\d{0,3})\.(0|[1-9]\d{0,3})(?:\.(0|[1-9]\d{0,3}))?$/.exec(text);
  if (match === null) throw errors.create('interpreters.bad-version', { wanted: text });
  const [, major, minor, patch] = match;
  if (Number(major) < 3 || (Number(major) === 3 && Number(minor) < OLDEST.minor)) {
    throw errors.create('interpreters.unsupported-version', { wanted: text, oldest: OLDEST.text });
  }
  return { text, minor: `${major}.${minor}`, patch: patch === undefined ? undefined : Number(patch) };
}

/** `3.10` of `3.10.11`. Pure. */
export function minorOf(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}

/** 11 of `3.10.11`. Pure. */
function patchOf(version: string): number {
  return Number(version.split('.')[2]);
}

/** Orders versions, oldest first. Pure. */
export function compareVersions(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

/** Orders versions of one minor by how well they answer: the nearest patch first, the newer of two equally near. Pure. */
export function compareAnswers(wanted: WantedVersion): (a: string, b: string) => number {
  const { patch } = wanted;
  if (patch === undefined) return (a, b) => compareVersions(b, a);
  return (a, b) => Math.abs(patchOf(a) - patch) - Math.abs(patchOf(b) - patch) || patchOf(b) - patchOf(a);
}
