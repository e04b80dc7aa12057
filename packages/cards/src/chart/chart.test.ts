import { expect, test } from 'vitest';
import { htmlText } from '../html/html.ts';
import { chartFigure } from './chart-figure.ts';
import { pointsOf } from './points.ts';
import { readChart } from './read-chart.ts';
import { nameScale, niceStep, numberScale } from './scale.ts';

const values = [
  { a: 'x', b: 1 },
  { a: 'x', b: 3 },
  { a: 'y', b: 8 },
];
const [a, b] = [
  { field: 'a', type: 'nominal' },
  { field: 'b', type: 'quantitative' },
];

function pointsIn(encoding: object): unknown {
  const chart = readChart({ data: { values }, mark: 'bar', encoding });
  if (typeof chart === 'string') return chart;
  return chart.layers.map((layer) => pointsOf(layer).map(({ x, y }) => [x, y]))[0];
}

test.each([
  ['count', [2, 1]],
  ['sum', [4, 8]],
  ['mean', [2, 8]],
  ['median', [2, 8]],
  ['min', [1, 8]],
  ['max', [3, 8]],
  ['distinct', [2, 1]],
])('aggregate %s', (aggregate, [x, y]) => {
  expect(pointsIn({ x: a, y: { ...b, aggregate } })).toEqual([
    ['x', x],
    ['y', y],
  ]);
});

test('bins, and constants', () => {
  expect(pointsIn({ x: { ...b, bin: true }, y: { aggregate: 'count' } })).toEqual([
    [1, 1],
    [3, 1],
    [8, 1],
  ]);
  expect(pointsIn({ x: { value: 3 }, y: b })).toEqual([
    [3, 1],
    [3, 3],
    [3, 8],
  ]);
});

test.each<[string, unknown]>([
  ['it has hconcat', { hconcat: [{}] }],
  ['it has marks', { marks: [{}] }],
  ['it has transform', { transform: [{}], mark: 'bar' }],
  ['its mark is geoshape', { mark: { type: 'geoshape' } }],
  ['its mark is missing', null],
  ['it has facet', { mark: 'bar', encoding: { facet: {} } }],
  ['it has timeUnit', { mark: 'bar', encoding: { x: { timeUnit: 'year' } } }],
  ['its data is elsewhere, and a card asks for nothing', { mark: 'bar', data: { url: 'http://localhost/x.csv' } }],
])('%s: not drawn, but said', (reason, spec) => {
  expect(readChart(spec)).toBe(reason);
  expect(htmlText(chartFigure(spec))).toContain(`This chart is not drawn: ${reason}.`);
});

test('data by name, as altair writes it', async () => {
  const spec = {
    title: 'Sums',
    datasets: { d: values },
    data: { name: 'd' },
    mark: { type: 'bar' },
    encoding: { x: a, y: { ...b, aggregate: 'sum' } },
  };
  await expect(htmlText(chartFigure(spec))).toMatchFileSnapshot('golden/sums.html');
});

test('rows that are no rows, values of no kind', () => {
  const spec = {
    data: { values: [1, null, { b: 'no number' }, { b: Number.NaN }, { b: { c: 1 } }] },
    mark: 'point',
    encoding: { x: b, y: b },
  };
  expect(htmlText(chartFigure(spec))).not.toMatch(/NaN|undefined|circle/);
  expect(htmlText(chartFigure({ mark: 'line', encoding: { x: a, y: b } }))).toContain('<svg');
});

test('axes', () => {
  expect([niceStep(10, 5), niceStep(0.13, 5), niceStep(7e6, 5)]).toEqual([2, 0.05, 2_000_000]);
  expect(numberScale([0, 8], [0, 100], false).ticks.map(({ label }) => label)).toEqual(['0', '2', '4', '6', '8']);
  expect(numberScale([5, 5], [0, 100], false).place(5)).toBe(50);
  expect(numberScale([], [0, 100], false).ticks.length).toBeGreaterThan(1);
  expect(numberScale([Date.parse('2025-01-01'), Date.parse('2025-03-01')], [0, 1], true).ticks[0]?.label).toMatch(/^2025-/);
  expect(nameScale(['a', 'b', 'a'], [0, 100])).toMatchObject({
    band: 50,
    ticks: [
      { at: 25, label: 'a' },
      { at: 75, label: 'b' },
    ],
  });
});
