import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CompiledFile, diskError } from '@frazil/core';
import { writeOutput } from '../compose/write-output.ts';
import { deployErrors } from './errors.ts';

/** Writes one compiled file to a path; whoever made a file that is there says whether it may be replaced. */
export async function writeDocument(path: string, text: string, isOurs: (existing: string) => boolean): Promise<'written' | 'unchanged'> {
  const existing = readExisting(path);
  if (existing === text) return 'unchanged';
  if (existing !== undefined && !isOurs(existing)) throw deployErrors.create('deploy.output-foreign', { path });
  await writeOutput(path, text);
  return 'written';
}

/** Writes compiled files into a folder, by their names. */
export async function writeDocuments(folder: string, files: readonly CompiledFile[]): Promise<void> {
  for (const { name, text } of files) await writeOutput(join(folder, name), text);
}

function readExisting(path: string): string | undefined {
  try {
    return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  } catch (error) {
    throw diskError(error, 'reading', path);
  }
}
