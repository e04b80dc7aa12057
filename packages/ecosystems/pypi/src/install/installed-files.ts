import type { LayerEntry } from '@frazil/layers';
import { installErrors } from './errors.ts';
import { formatRecord, type RecordRow, sha256Of } from './wheel/record.ts';

/** A file to install; without a hash when RECORD shall not vouch for it. */
export interface InstalledFile {
  readonly path: string;
  readonly executable: boolean;
  readonly content: Uint8Array | { readonly file: string };
  readonly recorded: { readonly sha256: string; readonly size: number } | undefined;
}

/** Collects what a wheel installs, and writes its RECORD. */
export class InstalledFiles {
  readonly #wheel: string;
  readonly #files = new Map<string, InstalledFile>();

  constructor(wheel: string) {
    this.#wheel = wheel;
  }

  /** Adds a file; refuses a second one at its path. */
  add(file: InstalledFile): void {
    if (this.#files.has(file.path)) throw installErrors.create('wheel.collision', { file: this.#wheel, path: file.path });
    this.#files.set(file.path, file);
  }

  /** Adds a file that we made. */
  addMade(path: string, content: Uint8Array, executable = false): void {
    this.add({ path, executable, content, recorded: { sha256: sha256Of(content), size: content.length } });
  }

  /** Adds the `.pyc` of a module, in place of one that the wheel brought. */
  addCompiled(path: string, content: Uint8Array): void {
    this.#files.set(path, { path, executable: false, content, recorded: undefined });
  }

  /** All files, and the RECORD of them in its place. */
  entries(sitePackages: string, distInfo: string): readonly LayerEntry[] {
    const record = `${sitePackages}/${distInfo}/RECORD`;
    const rows = [...this.#files.values(), { path: record, recorded: undefined }].map((file) => rowOf(file, sitePackages));
    this.add({ path: record, executable: false, content: Buffer.from(formatRecord(rows)), recorded: undefined });
    return [...this.#files.values()].map(({ path, executable, content }) => ({ kind: 'file', path, executable, content }));
  }
}

function rowOf({ path, recorded }: Pick<InstalledFile, 'path' | 'recorded'>, sitePackages: string): RecordRow {
  const up = sitePackages.split('/').map(() => '..');
  const relative = path.startsWith(`${sitePackages}/`) ? path.slice(sitePackages.length + 1) : `${up.join('/')}/${path}`;
  return { path: relative, ...recorded };
}
