import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MOST_LINES, measureFiles } from './measure-files.ts';
import { report } from './report.ts';
import { repositoryFiles } from './repository-files.ts';
import { ROOT } from './root.ts';

const SETS: Readonly<Record<string, (file: string) => boolean>> = {
  TypeScript: (file) => /\.(?:ts|mjs|cjs)$/.test(file) && !file.endsWith('.test.ts'),
  'TypeScript tests': (file) => file.endsWith('.test.ts'),
  // What the compilers print is not written by hand.
  Python: (file) => file.endsWith('.py') && !file.includes('/golden/'),
};

const findings: string[] = [];
for (const [name, belongs] of Object.entries(SETS)) {
  const measured = repositoryFiles(ROOT)
    .filter(belongs)
    .map((file) => ({ file, lines: linesOf(readFileSync(join(ROOT, file), 'utf8')) }));
  const { files, median, p95, longest, tooLong } = measureFiles(measured);
  console.log(`${name}: ${files} files, median ${median} lines, p95 ${p95}, longest ${longest?.lines ?? 0} (${longest?.file ?? 'none'})`);
  findings.push(...tooLong.map(({ file, lines }) => `${file}: ${lines} lines, more than ${MOST_LINES}`));
}
report('measures', findings);

function linesOf(text: string): number {
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}
