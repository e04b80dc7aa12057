/** How a version of Python marshals a code object: leading 32-bit numbers, then objects, the first line's number, more objects. */
export interface CodeLayout {
  readonly numbers: number;
  readonly objects: number;
  readonly objectsAfterLine: number;
}

const UP_TO_3_10: CodeLayout = { numbers: 6, objects: 8, objectsAfterLine: 1 };
const FROM_3_11: CodeLayout = { numbers: 5, objects: 8, objectsAfterLine: 2 };

const LAYOUTS: Readonly<Record<string, CodeLayout>> = {
  '3.8': UP_TO_3_10,
  '3.9': UP_TO_3_10,
  '3.10': UP_TO_3_10,
  '3.11': FROM_3_11,
  '3.12': FROM_3_11,
  '3.13': FROM_3_11,
  '3.14': FROM_3_11,
};

/** The layout of code objects of a minor version, `3.10`; undefined for versions whose bytecode isn't known here. Pure. */
export function codeLayoutOf(minor: string): CodeLayout | undefined {
  return LAYOUTS[minor];
}
