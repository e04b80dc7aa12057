/** Why a text can't be parsed, with its line. */
export class Unparsable extends Error {
  override readonly name = 'Unparsable';
  readonly line: number | undefined;

  constructor(reason: string, line?: number) {
    super(reason);
    this.line = line;
  }
}
