import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { summaryOf } from './summary-of.mjs';

// `.ci/run`: the last line and the exit code, from vitest's results and the names of the parts that failed.
const [folder = '', ...failedParts] = process.argv.slice(2);
const results = ['tests', 'engines', 'cluster']
  .map((name) => ({ name, path: join(folder, `${name}.json`) }))
  .filter(({ path }) => existsSync(path))
  .map(({ name, path }) => ({ name, ...JSON.parse(readFileSync(path, 'utf8')) }));
const { lines, failed } = summaryOf(results, failedParts);
console.log(lines.join('\n'));
process.exitCode = failed > 0 ? 1 : 0;
