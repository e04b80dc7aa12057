import type { EnvironmentRequest } from '@frazil/core';
import { condaErrors } from '../errors.ts';

/** One requested package. */
export interface Spec {
  /** In lower case. */
  readonly name: string;
  /** The channel that it must be from, when one was said: `conda-forge::numpy`. */
  readonly channel: string | undefined;
  /** Conditions on the version, as conda reads them; empty for any. */
  readonly version: string;
  /** The build that it must be, which may have `*`; empty for any. */
  readonly build: string;
}

const NAME = /^(?:(?<channel>[^:\s]+)::)?(?<name>[a-z0-9_][a-z0-9_.-]*)$/i;
const VERSION = /^[\w.*+!<>=~|,()-]+$/;

/** Reads the packages of a request, in order of name. Throws `conda.bad-requirement`. Pure. */
export function readSpecs(packages: EnvironmentRequest['packages']): readonly Spec[] {
  return Object.entries(packages)
    .map(([key, value]) => specOf(key, value))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** As Metaflow has it, `1.26.4` is exactly that version and `>=1.26` a condition; a build may follow: `1.26.4=py311*`. */
function specOf(key: string, value: string): Spec {
  const { channel, name } = NAME.exec(key.trim())?.groups ?? {};
  const [version = '', build = '', ...rest] = partsOf(value.trim());
  const isReadable = (version === '' || VERSION.test(version)) && /^[\w.*+]*$/.test(build) && rest.length === 0;
  if (name === undefined || !isReadable) throw condaErrors.create('conda.bad-requirement', { package: key, value });
  return { name: name.toLowerCase(), channel, version: /^[\w.+!]+$/.test(version) ? `==${version}` : version, build };
}

/** `1.26.4 py311*`, `1.26.4=py311*` or `==1.26.4=py311*` in its two parts. */
function partsOf(value: string): readonly string[] {
  const [, version, build] = /^([<>=!~]*[^<>=!~\s]+)=([^<>=!~\s]+)$/.exec(value) ?? [];
  if (version !== undefined && build !== undefined) return [version, build];
  return value === ''
    ? []
    : value
        .replaceAll(/\s*([,|])\s*/g, '$1')
        .replaceAll(/([<>=!~])\s+/g, '$1')
        .split(/\s+/);
}

/** The spec as the solver reads it. Pure. */
export function formatSpec({ name, version, build }: Spec): string {
  return [name, version === '' && build !== '' ? '*' : version, build].filter((part) => part !== '').join(' ');
}

/** The exact version that a spec pins, or undefined. Pure. */
export function pinOf({ version }: Spec): string | undefined {
  return /^==([^*<>=!~|,]+)$/.exec(version)?.[1];
}
