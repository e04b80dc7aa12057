import type { CaseResult, Runs } from './run-case.ts';

/** The middle of a list of numbers; NaN of an empty one. Pure. */
function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  if (sorted.length % 2 === 1) return sorted[middle] ?? Number.NaN;
  return ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

/** The results as a Markdown table: medians, and medians of the ratios of paired runs (ours to theirs). Pure. */
export function toMarkdown(results: readonly CaseResult[]): string {
  const head = [
    '| case | who | wall s | CPU s | peak MB | output KB | ours / theirs, wall | ours / theirs, CPU | ours / theirs, peak | aim |',
    '| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
  ];
  return [...head, ...results.flatMap(rows), ''].join('\n');
}

function rows(result: CaseResult): readonly string[] {
  const [ours] = result.contenders;
  if (ours === undefined) return [];
  return result.contenders.map((runs) => row(result, ours, runs));
}

function row(result: CaseResult, ours: Runs, { name: who, runs }: Runs): string {
  const { name, count } = result;
  const figures = [
    (median(runs.map(({ wall }) => wall)) / count).toFixed(count > 1 ? 4 : 3),
    (median(runs.map(({ cpu }) => cpu)) / count).toFixed(count > 1 ? 4 : 3),
    (median(runs.map(({ peak }) => peak)) / 1e6).toFixed(0),
    (median(runs.map(({ output }) => output)) / 1e3).toFixed(1),
  ];
  const isOurs = who === ours.name;
  const ratios = (['wall', 'cpu', 'peak'] as const).map((figure) => (isOurs ? '' : ratio(ours.runs, runs, figure)));
  return `| ${[isOurs ? name : '', who, ...figures, ...ratios, aimOf(result, who)].join(' | ')} |`;
}

function aimOf({ aims, peakAims }: CaseResult, who: string): string {
  const texts = [aims[who] === undefined ? '' : `wall <= ${aims[who]}`, peakAims[who] === undefined ? '' : `peak <= ${peakAims[who]}`];
  return texts.filter((text) => text !== '').join(', ');
}

function ratio(ours: Runs['runs'], theirs: Runs['runs'], figure: 'wall' | 'cpu' | 'peak'): string {
  const pairs = ours.flatMap((run, index) => {
    const other = theirs[index];
    return other === undefined ? [] : [run[figure] / other[figure]];
  });
  return median(pairs).toFixed(2);
}
