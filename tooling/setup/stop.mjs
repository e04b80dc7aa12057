/** A reason to stop that a person can do something about: shown as two lines, without a stack. */
export class Stop extends Error {
  /**
   * @param {string} message What happened.
   * @param {string} hint What to do.
   */
  constructor(message, hint) {
    super(message);
    this.hint = hint;
  }
}

/**
 * Runs a script's body, shows a {@link Stop} to people and ends the process with the body's exit code.
 * @param {() => Promise<number>} body
 */
export async function main(body) {
  try {
    process.exitCode = await body();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    process.stderr.write(`error: ${error.message}\nhint: ${error.hint}\n`);
    process.exitCode = 1;
  }
}
