/** What a task writes to. */
export type Stream = 'stdout' | 'stderr';

/** Which of them the options name. */
export interface StreamOptions {
  readonly stdout: boolean;
  readonly stderr: boolean;
  readonly both: boolean;
}

/** The streams that are meant: both, unless one alone is named. Pure. */
export function chosenStreams(options: StreamOptions): readonly Stream[] {
  const isBoth = options.both || options.stdout === options.stderr;
  return (['stdout', 'stderr'] as const).filter((stream) => isBoth || options[stream]);
}
