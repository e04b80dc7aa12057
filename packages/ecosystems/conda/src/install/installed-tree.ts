import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { condaErrors } from '../errors.ts';
import { type Module, sourceOfPyc, uncheckedPyc } from './bytecode.ts';
import { entryPointScript, OUR_PLACEHOLDER, parseEntryPoint } from './entry-points.ts';
import type { PackageContents, PackageFile } from './package-contents.ts';
import type { PackageInfo, Placeholder } from './package-info.ts';

/** A file where it is installed. */
export interface InstalledFile extends PackageFile {
  readonly kind: 'hardlink' | 'unix_python_entry_point' | 'pyc_file';
  readonly placeholder: Placeholder | undefined;
}

/** What a package installs, by path in the prefix. */
export interface InstalledTree {
  readonly files: Map<string, InstalledFile>;
  readonly links: ReadonlyMap<string, string>;
}

/** Puts the files of a package where conda puts them, commands among them; `info/` stays out. Throws when two claim a place. */
export async function installedTree(contents: PackageContents, info: PackageInfo, { file, minor }: TreeInput): Promise<InstalledTree> {
  const place = (path: string) => (info.isPython ? placeOfPython(path, minor) : path);
  const files = new Map<string, InstalledFile>();
  const put = (path: string, installed: InstalledFile) => {
    if (files.has(path)) throw condaErrors.create('conda.bad-package', { file, reason: `it would install ${path} twice` });
    files.set(path, installed);
  };
  for (const [path, content] of contents.files) {
    if (path.startsWith('info/') || isStale(path, contents, info)) continue;
    const placeholder = info.placeholders.get(path);
    put(place(path), { ...(path.endsWith('.pyc') ? await counted(content) : content), kind: 'hardlink', placeholder });
  }
  for (const line of info.entryPoints) {
    const entryPoint = parseEntryPoint(line, file);
    const placeholder: Placeholder = { prefix: OUR_PLACEHOLDER, mode: 'text' };
    const script = made(Buffer.from(entryPointScript(entryPoint, minor)), true);
    put(`bin/${entryPoint.name}`, { ...script, kind: 'unix_python_entry_point', placeholder });
  }
  const links = [...contents.links].filter(([path]) => !path.startsWith('info/'));
  return { files, links: new Map(links.map(([path, target]) => [place(path), target])) };
}

/** What trees are made for. */
export interface TreeInput {
  readonly file: string;
  /** `3.11`. */
  readonly minor: string;
}

/** The modules of a tree that have no `.pyc` yet and don't change when they are relocated. */
export async function modulesOf({ files }: InstalledTree): Promise<readonly Module[]> {
  const sources = [...files].filter(
    ([path, { placeholder }]) => path.startsWith('lib/python') && path.endsWith('.py') && placeholder === undefined,
  );
  return await Promise.all(sources.map(async ([path, { content }]) => ({ path, content: await bytesOf(content) })));
}

/** Adds what modules were compiled to. */
export function addCompiled({ files }: InstalledTree, compiled: readonly Module[]): void {
  for (const { path, content } of compiled) files.set(path, { ...made(content, false), kind: 'pyc_file', placeholder: undefined });
}

/** A file with content that we made. Pure. */
export function made(content: Buffer, executable: boolean): PackageFile {
  return { content, size: content.length, sha256: createHash('sha256').update(content).digest('hex'), executable };
}

/** A compiled module whose source will name another prefix than the one it was compiled in. */
function isStale(path: string, { files }: PackageContents, { placeholders }: PackageInfo): boolean {
  const source = sourceOfPyc(path);
  return source !== undefined && files.has(source) && placeholders.has(source);
}

async function counted(file: PackageFile): Promise<PackageFile> {
  return made(uncheckedPyc(await bytesOf(file.content)), file.executable);
}

async function bytesOf(content: PackageFile['content']): Promise<Buffer> {
  return 'file' in content ? await readFile(content.file) : content;
}

function placeOfPython(path: string, minor: string): string {
  if (path.startsWith('site-packages/')) return `lib/python${minor}/${path}`;
  return path.startsWith('python-scripts/') ? `bin/${path.slice('python-scripts/'.length)}` : path;
}
