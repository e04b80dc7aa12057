import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { BenchCase } from './bench-case.ts';
import { buildBench } from './build-bench.ts';
import { hostPythonOf } from './host-python.ts';
import { installPeers } from './peers.ts';
import { toMarkdown } from './report.ts';
import { type CaseResult, runCase } from './run-case.ts';
import { compileSuite } from './suites/compile.ts';
import { freezeSuite } from './suites/freeze.ts';
import { hydrateSuite } from './suites/hydrate.ts';
import { runSuite } from './suites/run.ts';
import { frazilCommand, type Workshop } from './workshop.ts';

// npm run bench [-- run compile freeze hydrate hydrate-tmpfs] [--runs N]: paired runs against the named peers, as a table on standard
// output and as Markdown and JSON in bench-results/.
const SUITES: Readonly<Record<string, (workshop: Workshop) => readonly BenchCase[] | Promise<readonly BenchCase[]>>> = {
  run: runSuite,
  compile: compileSuite,
  freeze: freezeSuite,
  hydrate: (workshop) => hydrateSuite(workshop, 'disk'),
  'hydrate-tmpfs': (workshop) => hydrateSuite(workshop, 'tmpfs'),
};

const { values, positionals } = parseArgs({ options: { runs: { type: 'string', default: '5' } }, allowPositionals: true });
const names = positionals.length === 0 ? Object.keys(SUITES) : positionals;
const hostPython = hostPythonOf(process.env);
const peers = installPeers(hostPython);
await buildBench();
const results: CaseResult[] = [];
for (const name of names) results.push(...(await runSuiteNamed(name)));
mkdirSync('bench-results', { recursive: true });
writeFileSync('bench-results/bench.json', `${JSON.stringify(results, null, 2)}\n`);
writeFileSync('bench-results/bench.md', toMarkdown(results));
console.log(toMarkdown(results));

async function runSuiteNamed(name: string): Promise<readonly CaseResult[]> {
  const suite = SUITES[name];
  if (suite === undefined) throw new Error(`There is no suite ${name}; there are ${Object.keys(SUITES).join(', ')}.`);
  const folder = mkdtempSync(join(name.endsWith('tmpfs') ? '/dev/shm' : tmpdir(), 'frazil-bench-'));
  try {
    const measured: CaseResult[] = [];
    for (const bench of await suite({ peers, hostPython, folder, ...frazilCommand() })) {
      console.error(`measuring: ${bench.name}`);
      measured.push(await runCase(bench, Number(values.runs), peers.python));
    }
    return measured;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
