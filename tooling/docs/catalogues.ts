import { globSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What a code says of details that it alone knows. */
interface ErrorEntry {
  readonly message: (details: unknown) => string;
  readonly hint: (details: unknown) => string;
}

/** One code, with the file that says what it means. */
export interface CatalogueEntry {
  readonly code: string;
  /** Relative to the repository. */
  readonly file: string;
  readonly entry: ErrorEntry;
}

/** Every error code of the repository, in order; loads each `errors.ts`. */
export async function loadCatalogues(root: string): Promise<readonly CatalogueEntry[]> {
  const files = globSync('{packages,apps}/**/src/**/{errors,*-errors}.ts', { cwd: root, exclude: ['**/node_modules/**', '**/dist/**'] });
  const loaded = await Promise.all(files.map((file) => entriesOf(root, file)));
  return loaded.flat().sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** The codes that several files define; codes are permanent and belong to one place. Pure. */
export function duplicateCodes(entries: readonly CatalogueEntry[]): readonly string[] {
  return entries.filter(({ code }, index) => entries[index - 1]?.code === code).map(({ code }) => code);
}

async function entriesOf(root: string, file: string): Promise<readonly CatalogueEntry[]> {
  const exported: Record<string, unknown> = await import(pathToFileURL(join(root, file)).href);
  return Object.values(exported).flatMap((value) =>
    isCatalogue(value) ? Object.entries(value.entries).map(([code, entry]) => ({ code, file, entry })) : [],
  );
}

function isCatalogue(value: unknown): value is { readonly entries: Readonly<Record<string, ErrorEntry>> } {
  return typeof value === 'object' && value !== null && 'entries' in value && 'create' in value && 'problem' in value;
}
