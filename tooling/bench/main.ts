import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { BenchCase } from './bench-case.ts';
import { buildBench } from './build-bench.ts';
import { measureFleet } from './fleet/measure-fleet.ts';
import { hostPythonOf } from './host-python.ts';
import { installPeers } from './peers.ts';
import { toMarkdown } from './report.ts';
import { type CaseResult, runCase } from './run-case.ts';
import { compileSuite } from './suites/compile.ts';
import { freezeSuite } from './suites/freeze.ts';
import { hydrateSuite } from './suites/hydrate.ts';
import { runSuite } from './suites/run.ts';
import { frazilCommand, type Workshop } from './workshop.ts';

// npm run bench [-- run compile freeze hydrate hydrate-tmpfs fleet] [--runs N]: paired runs against the named peers, as a table on standard
// output and as Markdown and JSON in bench-results/.
const SUITES: Readonly<Record<string, (workshop: Workshop) => readonly BenchCase[] | Promise<readonly BenchCase[]>>> = {
  run: runSuite,
  compile: compileSuite,
  freeze: freezeSuite,
  hydrate: (workshop) => hydrateSuite(workshop, 'disk'),
  'hydrate-tmpfs': (workshop) => hydrateSuite(workshop, 'tmpfs'),
};

// Not paired with anybody: nobody else has it.
const FLEET = 'fleet';

const { values, positionals } = parseArgs({ options: { runs: { type: 'string', default: '5' } }, allowPositionals: true });
const names = positionals.length === 0 ? [...Object.keys(SUITES), FLEET] : positionals;
const hostPython = hostPythonOf(process.env);
const peers = installPeers(hostPython);
await buildBench();
const results: CaseResult[] = [];
let fleet = '';
for (const name of names) {
  if (name === FLEET) fleet = await inFolder(tmpdir(), (folder) => measureFleet({ peers, hostPython, folder, ...frazilCommand() }));
  else results.push(...(await runSuiteNamed(name)));
}
const markdown = [...(results.length > 0 ? [toMarkdown(results)] : []), fleet].join('\n');
mkdirSync('bench-results', { recursive: true });
writeFileSync('bench-results/bench.json', `${JSON.stringify(results, null, 2)}\n`);
writeFileSync('bench-results/bench.md', markdown);
console.log(markdown);

async function runSuiteNamed(name: string): Promise<readonly CaseResult[]> {
  const suite = SUITES[name];
  if (suite === undefined) throw new Error(`There is no suite ${name}; there are ${[...Object.keys(SUITES), FLEET].join(', ')}.`);
  return inFolder(name.endsWith('tmpfs') ? '/dev/shm' : tmpdir(), async (folder) => {
    const measured: CaseResult[] = [];
    for (const bench of await suite({ peers, hostPython, folder, ...frazilCommand() })) {
      console.error(`measuring: ${bench.name}`);
      measured.push(await runCase(bench, Number(values.runs), peers.python));
    }
    return measured;
  });
}

async function inFolder<Result>(parent: string, use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(parent, 'frazil-bench-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
