import { readFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { report } from './report.ts';
import { repositoryFiles } from './repository-files.ts';
import { ROOT } from './root.ts';
import { textFindings } from './text-findings.ts';

const BINARY = /\.(?:png|jpe?g|gif|ico|woff2?|whl|zst|gz|zip)$/;

// Folders that every machine has say nothing of this one.
const EVERYWHERE = new Set(['/', '/tmp', '/home', '/srv', '/opt', tmpdir()]);

const folders = [...new Set([ROOT, dirname(ROOT), homedir()])].filter((folder) => !EVERYWHERE.has(folder));
const files = repositoryFiles(ROOT).filter((file) => !BINARY.test(file));
report(
  'repository',
  files.flatMap((file) => textFindings(file, readFileSync(join(ROOT, file), 'utf8'), folders)),
);
