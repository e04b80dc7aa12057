/**
 * A value of Python in JavaScript's words: tuples are arrays, whole numbers beyond 2^53 bigints, dictionaries with other keys than
 * text maps, and bytes Uint8Arrays. Times are ISO 8601 texts, durations seconds; decimals, UUIDs and paths are texts.
 */
export type PythonValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | readonly PythonValue[]
  | ReadonlySet<PythonValue>
  | ReadonlyMap<PythonValue, PythonValue>
  | { readonly [key: string]: PythonValue }
  | NumpyArray
  | DataFrame;

/** An array of numpy: its items in C order. Times are whole numbers of the unit that the dtype names. */
export class NumpyArray {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly items: readonly PythonValue[];

  constructor(dtype: string, shape: readonly number[], items: readonly PythonValue[]) {
    this.dtype = dtype;
    this.shape = shape;
    this.items = items;
  }
}

/** A data frame, or a series: then it has one column. Times are ISO 8601 texts, durations seconds, what is missing null. */
export class DataFrame {
  readonly columns: readonly PythonValue[];
  readonly index: readonly PythonValue[];
  /** The values of each column. */
  readonly values: readonly (readonly PythonValue[])[];

  constructor(columns: readonly PythonValue[], index: readonly PythonValue[], values: readonly (readonly PythonValue[])[]) {
    this.columns = columns;
    this.index = index;
    this.values = values;
  }

  /** The values of a column. Undefined when there is none of that name. */
  column(name: PythonValue): readonly PythonValue[] | undefined {
    return this.values[this.columns.findIndex((column) => isSame(column, name))];
  }
}

/** Names of several levels are arrays. */
function isSame(column: PythonValue, name: PythonValue): boolean {
  if (!Array.isArray(column) || !Array.isArray(name)) return column === name;
  return column.length === name.length && column.every((part, at) => isSame(part, name[at] ?? null));
}
