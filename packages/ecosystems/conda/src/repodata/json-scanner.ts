const QUOTE = 34;
const BACKSLASH = 92;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const COLON = 58;
const COMMA = 44;

/** Goes through JSON text without making values of it: repodata of large channels has hundreds of megabytes. Throws a RangeError for what is no JSON. */
export class JsonScanner {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** The members of the object that begins here: `visit` is called with each name before its value, and may read it. */
  object(visit: (name: string) => void): void {
    this.#expect(OPEN_BRACE);
    if (this.#takes(CLOSE_BRACE)) return;
    do {
      const name = this.string();
      this.#expect(COLON);
      const start = this.#at;
      visit(name);
      if (this.#at === start) this.skip();
    } while (this.#takes(COMMA));
    this.#expect(CLOSE_BRACE);
  }

  /** The string that begins here. */
  string(): string {
    this.#space();
    const start = this.#at;
    this.#skipString();
    const text = this.#bytes.toString('utf8', start + 1, this.#at - 1);
    return text.includes('\\') ? JSON.parse(this.#bytes.toString('utf8', start, this.#at)) : text;
  }

  /** Passes over the value that begins here, and says where it is. */
  skip(): { readonly start: number; readonly end: number } {
    this.#space();
    const start = this.#at;
    let depth = 0;
    do {
      const byte = this.#bytes[this.#at];
      if (byte === undefined) throw new RangeError('it ends too early');
      if (byte === QUOTE) this.#skipString();
      else {
        if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth += 1;
        if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) depth -= 1;
        this.#at += 1;
        if (depth === 0 && byte !== CLOSE_BRACE && byte !== CLOSE_BRACKET) this.#skipLiteral();
      }
    } while (depth > 0);
    return { start, end: this.#at };
  }

  #skipLiteral(): void {
    while (/[\w.+-]/.test(String.fromCharCode(this.#bytes[this.#at] ?? 0))) this.#at += 1;
  }

  #skipString(): void {
    if (this.#bytes[this.#at] !== QUOTE) throw new RangeError(`there is no string at byte ${this.#at}`);
    let end = this.#at;
    do {
      end = this.#bytes.indexOf(QUOTE, end + 1);
      if (end === -1) throw new RangeError('it ends too early');
    } while (this.#isEscaped(end));
    this.#at = end + 1;
  }

  #isEscaped(at: number): boolean {
    let slashes = 0;
    while (this.#bytes[at - 1 - slashes] === BACKSLASH) slashes += 1;
    return slashes % 2 === 1;
  }

  #takes(byte: number): boolean {
    this.#space();
    if (this.#bytes[this.#at] !== byte) return false;
    this.#at += 1;
    return true;
  }

  #expect(byte: number): void {
    if (!this.#takes(byte)) throw new RangeError(`there is no ${String.fromCharCode(byte)} at byte ${this.#at}`);
  }

  #space(): void {
    for (let byte = this.#bytes[this.#at]; byte === 32 || byte === 10 || byte === 13 || byte === 9; byte = this.#bytes[this.#at])
      this.#at += 1;
  }
}
