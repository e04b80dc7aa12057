/** The exit codes of the command, as documented. */
export const EXIT = {
  done: 0,
  /** A known failure: of the flow, of a step, of what is around. */
  failed: 1,
  /** The command line itself is wrong. */
  usage: 2,
  /** A bug of ours. */
  bug: 70,
  interrupted: 130,
} as const;

const BY_CODE: Readonly<Record<string, number>> = {
  'cli.usage': EXIT.usage,
  'cli.flow-missing': EXIT.usage,
  'cli.runs-here': EXIT.usage,
  'python.bad-config': EXIT.usage,
  'cli.interrupted': EXIT.interrupted,
};

/** The exit code of a known failure. Pure. */
export function exitCodeOf(failure: { readonly code: string }): number {
  return BY_CODE[failure.code] ?? EXIT.failed;
}
