/** What was received is another file than the expected one. */
export class WrongDigest extends Error {
  readonly file: string;
  readonly expected: string;
  readonly actual: string;

  constructor(file: string, expected: string, actual: string) {
    super(`the sha256 of ${file} is ${actual} and should be ${expected}`);
    this.file = file;
    this.expected = expected;
    this.actual = actual;
  }
}
