import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { installed } from '../cache/installed.ts';

// install-slowly.ts NAME MILLISECONDS: a process that brings an engine that is nothing but a file; it says when it begins.
const [, , name = '', milliseconds] = process.argv;
await installed(name, async (folder) => {
  process.stdout.write('begun\n');
  await appendFile(join(folder, 'times'), 'once\n');
  await setTimeout(Number(milliseconds));
});
