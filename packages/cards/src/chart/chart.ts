/** A value of a row of a chart's data. */
export type Datum = string | number | boolean | null | undefined;

/** A row of a chart's data, by name of the column. */
export type Row = Readonly<Record<string, unknown>>;

/** How what is drawn looks. */
export type Mark = 'bar' | 'line' | 'area' | 'point' | 'rule' | 'text';

/** What decides on a position or a colour. */
export interface Channel {
  /** The column; undefined for what is counted or constant. */
  readonly field: string | undefined;
  readonly type: 'quantitative' | 'temporal' | 'nominal';
  readonly aggregate: string | undefined;
  readonly isBinned: boolean;
  readonly title: string;
  /** A constant. */
  readonly value: Datum;
  /** Whether its axis begins at zero. */
  readonly isFromZero: boolean;
}

/** One kind of marks over one set of rows. */
export interface Layer {
  readonly mark: Mark;
  readonly rows: readonly Row[];
  readonly x: Channel | undefined;
  readonly y: Channel | undefined;
  readonly color: Channel | undefined;
  readonly text: Channel | undefined;
}

/** What can be drawn of a Vega-Lite specification. */
export interface Chart {
  readonly title: string;
  readonly layers: readonly Layer[];
}
