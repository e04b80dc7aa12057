/** The variables of this process for a program under test, which is run as by a person at no terminal: not in CI, and without colours. */
export function inheritedVariables(): NodeJS.ProcessEnv {
  const { CI, FORCE_COLOR, ...inherited } = process.env;
  return { ...inherited, NO_COLOR: '1' };
}
