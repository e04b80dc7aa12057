/** A command to time, as a program and its arguments, with what must be done before each run and isn't timed. */
export interface Contender {
  readonly name: string;
  readonly command: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
  readonly directory?: string;
  prepare?(): Promise<void> | void;
}

/** One thing to do, by us and by others. */
export interface BenchCase {
  readonly name: string;
  readonly ours: Contender;
  readonly peers: readonly Contender[];
  /** What the project aims at, by name of the peer: the highest ratio of wall time (ours to theirs). */
  readonly aims: Readonly<Record<string, number>>;
  /** The same for the memory of the largest process. */
  readonly peakAims?: Readonly<Record<string, number>>;
  /** How many things one run does, when a figure per thing is wanted (tasks). */
  readonly count?: number;
}
