import { type Html, html } from '../html/html.ts';

/** A cell: text, or what stands in it. */
type Cell = string | Html;

/** What a table shows. */
export interface TableText {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  readonly note?: string | undefined;
}

const NUMBER = /^[-+−]?[\d,. ]*\d(?:[eE][-+]?\d+)?\s?%?$|^(?:nan|NaN|None|<NA>|inf|-inf)?$/;

/** A table that scrolls by itself; columns of numbers are aligned as such. A first column without a name names its rows. Pure. */
export function table({ columns, rows, note }: TableText): Html {
  const isNumeric = columnsOf(columns, rows).map(
    (cells) => cells.some((cell) => cell !== '') && cells.every((cell) => typeof cell === 'string' && NUMBER.test(cell)),
  );
  const hasNames = columns[0] === '';
  const head = columns.map((column, index) => headCell(column, isNumeric[index] ?? false));
  const body = rows.map(
    (row) => html`<tr>${row.map((cell, index) => bodyCell(cell, isNumeric[index] ?? false, hasNames && index === 0))}</tr>\n`,
  );
  return html`<div class="table" tabindex="0" role="group" aria-label="Table"><table>
${columns.some((column) => column !== '') && html`<thead><tr>${head}</tr></thead>\n`}<tbody>${body}</tbody></table></div>
${note && html`<p class="note">${note}</p>\n`}`;
}

function columnsOf(columns: readonly string[], rows: TableText['rows']): TableText['rows'] {
  const count = rows.reduce((most, row) => Math.max(most, row.length), columns.length);
  return Array.from({ length: count }, (_, index) => rows.map((row) => row[index] ?? ''));
}

function headCell(column: string, isNumeric: boolean): Html {
  if (column === '') return html`<td></td>`;
  return html`<th scope="col"${isNumeric && html` class="number"`}>${column}</th>`;
}

function bodyCell(cell: Cell, isNumeric: boolean, isName: boolean): Html {
  const look = isNumeric && html` class="number"`;
  return isName ? html`<th scope="row"${look}>${cell}</th>` : html`<td${look}>${cell}</td>`;
}
