/**
 * A value of Python in JavaScript's words: tuples are arrays, whole numbers beyond 2^53 bigints, dictionaries with other keys than
 * text maps, and bytes Uint8Arrays.
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

/** A data frame, or a series: then it has one column. */
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
    return this.values[this.columns.indexOf(name)];
  }
}
