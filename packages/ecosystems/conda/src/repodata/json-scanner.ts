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
    if (this.#bytes[start] !== QUOTE) throw new RangeError(`there is no string at byte ${start}`);
    this.#at = endOfString(this.#bytes, start);
    const text = this.#bytes.toString('utf8', start + 1, this.#at - 1);
    return text.includes('\\') ? JSON.parse(this.#bytes.toString('utf8', start, this.#at)) : text;
  }

  /** Passes over the value that begins here, and says where it is. */
  skip(): { readonly start: number; readonly end: number } {
    this.#space();
    const start = this.#at;
    const first = this.#bytes[start];
    if (first === QUOTE) this.#at = endOfString(this.#bytes, start);
    else if (first === OPEN_BRACE || first === OPEN_BRACKET) this.#at = endOfNested(this.#bytes, start);
    else this.#skipLiteral();
    if (this.#at === start) throw new RangeError(`there is no value at byte ${start}`);
    return { start, end: this.#at };
  }

  #skipLiteral(): void {
    while (/[\w.+-]/.test(String.fromCharCode(this.#bytes[this.#at] ?? 0))) this.#at += 1;
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

// Strings are short, and there are millions of them: going through them here takes less than a search in native code for each.
function endOfString(bytes: Buffer, start: number): number {
  for (let at = start + 1; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) return at + 1;
    if (byte === BACKSLASH) at += 1;
  }
  throw new RangeError('it ends too early');
}

function endOfNested(bytes: Buffer, start: number): number {
  let depth = 0;
  for (let at = start; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) at = endOfString(bytes, at) - 1;
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth += 1;
    else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  throw new RangeError('it ends too early');
}
