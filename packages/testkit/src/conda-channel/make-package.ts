import { execFileSync } from 'node:child_process';
import { hash } from 'node:crypto';
import { constants, zstdCompressSync } from 'node:zlib';
import { findPython } from '../find-pythons.ts';
import { makeZip } from '../package-index/make-zip.ts';
import { type TarMember, writeTar } from './write-tar.ts';

/** A file of a package to make. */
export interface FileToMake {
  readonly content?: string | Uint8Array;
  readonly isExecutable?: boolean;
  /** For a symbolic link. */
  readonly target?: string;
  /** Set where the content names this prefix. */
  readonly placeholder?: { readonly prefix: string; readonly mode: 'text' | 'binary' };
}

/** A package to make, right unless told otherwise. */
export interface PackageToMake {
  readonly name: string;
  readonly version?: string;
  readonly build?: string;
  readonly subdir?: string;
  readonly depends?: readonly string[];
  readonly format?: 'conda' | 'tar.bz2';
  readonly timestamp?: number;
  readonly files?: Readonly<Record<string, FileToMake | string>>;
  readonly entryPoints?: readonly string[];
  /** More members of the tar with the files, lies included. */
  readonly members?: readonly TarMember[];
  /** False for packages from before `paths.json`. */
  readonly hasPaths?: boolean;
  /** More members of `info/`, or in place of those of the same name. */
  readonly info?: Readonly<Record<string, string>>;
  /** More of the record, or in place of what is right. */
  readonly record?: Readonly<Record<string, unknown>>;
}

/** A package as bytes, with what a channel says of it. */
export interface MadePackage {
  readonly file: string;
  readonly subdir: string;
  readonly content: Buffer;
  readonly record: Readonly<Record<string, unknown>>;
}

/** Makes a conda package. */
export function makePackage(input: PackageToMake): MadePackage {
  const { name, version = '1.0', build = '0', subdir = 'linux-64', format = 'conda' } = input;
  const base = `${name}-${version}-${build}`;
  const index = indexOf(input, { name, version, build, subdir });
  const files = Object.entries(input.files ?? {}).map(
    ([path, given]) => [path, typeof given === 'string' ? { content: given } : given] as const,
  );
  const described: Readonly<Record<string, string>> = {
    'index.json': JSON.stringify(index),
    ...(input.hasPaths !== false && { 'paths.json': JSON.stringify({ paths: files.map(pathOf), paths_version: 1 }) }),
    ...(input.entryPoints && {
      'link.json': JSON.stringify({ noarch: { type: 'python', entry_points: input.entryPoints }, package_metadata_version: 1 }),
    }),
    ...input.info,
  };
  const info = Object.entries(described).map(([path, content]): TarMember => ({ path: `info/${path}`, content }));
  const members = [...files.map(memberOf), ...(input.members ?? [])];
  const content = format === 'conda' ? conda(base, info, members) : bzip2(writeTar([...info, ...members]));
  const checked = { sha256: hash('sha256', content), md5: hash('md5', content), size: content.length };
  return { file: `${base}.${format}`, subdir, content, record: { ...index, ...checked, ...input.record } };
}

interface Names {
  readonly name: string;
  readonly version: string;
  readonly build: string;
  readonly subdir: string;
}

function indexOf({ depends = [], timestamp }: PackageToMake, names: Names) {
  const noarch = names.subdir === 'noarch' ? { noarch: 'python' } : {};
  return { ...names, build_number: 0, depends, license: 'MIT', ...noarch, timestamp: timestamp ?? 1_700_000_000_000 };
}

function pathOf([path, { content = '', target, placeholder }]: readonly [string, FileToMake]) {
  if (target !== undefined) return { _path: path, path_type: 'softlink' };
  return {
    _path: path,
    path_type: 'hardlink',
    sha256: hash('sha256', content),
    size_in_bytes: Buffer.byteLength(content),
    ...(placeholder && { prefix_placeholder: placeholder.prefix, file_mode: placeholder.mode }),
  };
}

function memberOf([path, { content, isExecutable, target }]: readonly [string, FileToMake]): TarMember {
  if (target !== undefined) return { path, type: '2', target };
  return { path, ...(content !== undefined && { content }), ...(isExecutable !== undefined && { isExecutable }) };
}

function conda(base: string, info: readonly TarMember[], members: readonly TarMember[]): Buffer {
  return makeZip([
    { name: 'metadata.json', content: '{"conda_pkg_format_version": 2}', isStored: true },
    { name: `pkg-${base}.tar.zst`, content: zstd(writeTar(members)), isStored: true },
    { name: `info-${base}.tar.zst`, content: zstd(writeTar(info)), isStored: true },
  ]);
}

function zstd(content: Buffer): Buffer {
  return zstdCompressSync(content, { params: { [constants.ZSTD_c_compressionLevel]: 1 } });
}

function bzip2(content: Buffer): Buffer {
  const script = 'import bz2, sys; sys.stdout.buffer.write(bz2.compress(sys.stdin.buffer.read(), 1))';
  return execFileSync(findPython().python, ['-c', script], { input: content, maxBuffer: 1 << 30 });
}
