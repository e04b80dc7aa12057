/** The number of lines that a file may have. */
export const MOST_LINES = 250;

/** A file and its length. */
export interface Measured {
  readonly file: string;
  readonly lines: number;
}

/** How long the files of a set are. */
export interface Measures {
  readonly files: number;
  readonly median: number;
  readonly p95: number;
  readonly longest: Measured | undefined;
  readonly tooLong: readonly Measured[];
}

/** Sums up the lengths of files. Pure. */
export function measureFiles(measured: readonly Measured[]): Measures {
  const sorted = measured.toSorted((a, b) => a.lines - b.lines);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]?.lines ?? 0;
  return {
    files: sorted.length,
    median: at(0.5),
    p95: at(0.95),
    longest: sorted.at(-1),
    tooLong: sorted.filter(({ lines }) => lines > MOST_LINES),
  };
}
