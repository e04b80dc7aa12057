import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Scene } from './stage.ts';

/** The files below a folder by their paths in it, sorted. */
export async function filesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

/** What a command of a scene should not have left: files in work, and processes. */
export async function leftovers({ folder, home, mark }: Scene): Promise<readonly string[]> {
  const folders = [join(home, 'cache', 'tmp'), join(home, 'cache', 'scratch'), join(home, 'store', 'tmp'), join(folder, '..', 'temporary')];
  const inWork = (await Promise.all(folders.map((one) => readdir(one).catch(() => [])))).flat().filter((name) => name !== COMPILE_CACHE);
  const beside = (await filesBelow(folder)).filter((name) => name.includes('~'));
  return [...inWork, ...beside, ...(await processesLeft(mark))];
}

// Node's own, on purpose: the next start is faster.
const COMPILE_CACHE = 'node-compile-cache';

/** The command lines of processes that bear a mark. Those that end at this moment get a second for it. */
async function processesLeft(mark: string): Promise<readonly string[]> {
  for (let tries = 0; tries < 20; tries++) {
    if ((await processesWith(mark)).length === 0) return [];
    await setTimeout(50);
  }
  return processesWith(mark);
}

async function processesWith(mark: string): Promise<readonly string[]> {
  const found = await Promise.all((await readdir('/proc').catch(() => [])).map((id) => commandOf(id, mark)));
  return found.filter((line) => line !== '');
}

async function commandOf(id: string, mark: string): Promise<string> {
  if (!/^\d+$/.test(id)) return '';
  const environment = await readFile(`/proc/${id}/environ`, 'utf8').catch(() => '');
  if (!environment.split('\0').includes(mark)) return '';
  return (await readFile(`/proc/${id}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ');
}
