#!/usr/bin/env node
import module from 'node:module';
import { readerFor } from './compose/reader-for.ts';

// Old versions of Node read this file and what it imports as well: they may use nothing that is new.
const LEAST = [22, 15];
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < (LEAST[0] ?? 0) || (major === LEAST[0] && minor < (LEAST[1] ?? 0))) {
  process.stderr.write(`error: Frazil needs Node ${LEAST.join('.')} or later; this is Node ${process.versions.node}.\n`);
  process.stderr.write('  hint: Install a current Node, or start Frazil with one: /path/to/node frazil.js\n');
  process.exitCode = 1;
} else {
  module.enableCompileCache?.();
  // Python starts while the command is loaded: each takes as long as the other.
  const reader = readerFor(process.argv.slice(2), process.env);
  const { main } = await import('./main.ts');
  await main(process, reader);
  reader?.stop();
}
