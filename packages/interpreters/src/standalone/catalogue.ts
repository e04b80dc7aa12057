import { Platform } from '@frazil/core';
import * as z from 'zod/mini';
import { errors } from '../errors.ts';

/** An interpreter that can be downloaded. */
export interface CatalogueEntry {
  /** uv's name for it. */
  readonly key: string;
  readonly version: string;
  readonly platform: Platform;
  readonly url: string;
  readonly file: string;
  /** The date of the build; undefined when the URL doesn't say it. */
  readonly build: string | undefined;
}

const Listed = z.array(
  z.object({
    key: z.string(),
    version: z.string(),
    url: z.nullable(z.string()),
    os: z.string(),
    arch: z.string(),
    libc: z.string(),
    variant: z.string(),
    implementation: z.string(),
  }),
);

/** How uv names the platforms. */
export const UV_PLATFORMS: Readonly<Record<Platform, { readonly os: string; readonly arch: string; readonly libc: string }>> = {
  'linux-x86_64': { os: 'linux', arch: 'x86_64', libc: 'gnu' },
  'linux-aarch64': { os: 'linux', arch: 'aarch64', libc: 'gnu' },
  'osx-arm64': { os: 'macos', arch: 'aarch64', libc: 'none' },
  'osx-x86_64': { os: 'macos', arch: 'x86_64', libc: 'none' },
};

/** The arguments that make uv list all it could download, as JSON and without network. */
export const LIST_ARGUMENTS = [
  'python',
  'list',
  '--all-versions',
  '--all-platforms',
  '--all-arches',
  '--only-downloads',
  '--output-format',
  'json',
] as const;

/** Parses what uv lists; ordinary builds of final CPythons for our platforms only. Throws `interpreters.bad-catalogue`. Pure. */
export function parseCatalogue(json: string): readonly CatalogueEntry[] {
  const listed = parse(json);
  return listed.flatMap(({ key, version, url, os, arch, libc, variant, implementation }) => {
    const platform = Platform.options.find((one) => {
      const names = UV_PLATFORMS[one];
      return names.os === os && names.arch === arch && names.libc === libc;
    });
    const isOrdinary = implementation === 'cpython' && variant === 'default' && /^3\.\d+\.\d+$/.test(version);
    if (platform === undefined || !isOrdinary || url === null) return [];
    const [folder = '', file = ''] = url.split('/').slice(-2).map(decodeURIComponent);
    const build = /^\d{8}/.exec(folder)?.[0] ?? /[+-](\d{8})/.exec(file)?.[1];
    return [{ key, version, platform, url, file, build }];
  });
}

function parse(json: string): z.infer<typeof Listed> {
  try {
    return Listed.parse(JSON.parse(json));
  } catch (cause) {
    throw errors.create('interpreters.bad-catalogue', { reason: 'uv lists it in a way that is not understood' }, { cause });
  }
}
