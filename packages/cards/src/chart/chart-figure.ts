import { table } from '../document/table.ts';
import { type Html, html } from '../html/html.ts';
import { drawChart } from './draw-chart.ts';
import { readChart, rowsOf } from './read-chart.ts';

const ROWS = 200;
const COLUMNS = 30;
const SPEC = 20_000;

/** A Vega-Lite chart: drawn when it can be, and its data to be unfolded; the data and the specification otherwise. Pure. */
export function chartFigure(spec: unknown): Html {
  const chart = readChart(spec);
  const rows = rowsOf(spec);
  const data = typeof rows !== 'string' && rows.length > 0 && dataTable(rows);
  if (typeof chart !== 'string') {
    const caption = chart.title !== '' && html`<figcaption>${chart.title.slice(0, 1_000)}</figcaption>`;
    return html`<figure class="chart">${drawChart({ ...chart, title: chart.title.slice(0, 1_000) })}${caption}${data && html`<details><summary>Data</summary>${data}</details>`}</figure>\n`;
  }
  const text = JSON.stringify(spec, null, 1).slice(0, SPEC);
  return html`<div class="chart"><p class="faint">This chart is not drawn: ${chart.slice(0, 200)}.</p>${data}<details><summary>Specification</summary><pre class="code" tabindex="0" role="group" aria-label="Vega-Lite"><code>${text}</code></pre></details></div>\n`;
}

function dataTable(rows: readonly Readonly<Record<string, unknown>>[]): Html {
  const columns = [...new Set(rows.slice(0, ROWS).flatMap((row) => Object.keys(row)))].slice(0, COLUMNS);
  const cells = rows.slice(0, ROWS).map((row) => columns.map((column) => textOf(row[column]).slice(0, 1_000)));
  const note = rows.length > ROWS ? `The first ${ROWS} of ${rows.length.toLocaleString('en')} rows` : '';
  return table({ columns: columns.map((column) => column.slice(0, 1_000)), rows: cells, note });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : value === null || value === undefined ? '' : (JSON.stringify(value) ?? '');
}
