/** Hands out the bits of a stream, the highest of each byte first. */
export class BitReader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #chunk: Uint8Array = new Uint8Array();
  #position = 0;
  /** The next bits, as a number, how many they are, and how many of them are made up for there are no more. */
  #held = 0;
  #count = 0;
  #padding = 0;
  #isOver = false;

  constructor(stream: AsyncIterable<Uint8Array>) {
    this.#chunks = stream[Symbol.asyncIterator]();
  }

  /** Makes sure that that many bytes are at hand, unless the stream ends before. What is read then needs no waiting. */
  async prepare(bytes: number): Promise<void> {
    const parts = [this.#chunk.subarray(this.#position)];
    let length = this.#chunk.length - this.#position;
    if (length >= bytes) return;
    while (length < bytes && !this.#isOver) {
      const next = await this.#chunks.next();
      if (next.done === true) this.#isOver = true;
      else {
        parts.push(next.value);
        length += next.value.length;
      }
    }
    this.#chunk = Buffer.concat(parts);
    this.#position = 0;
  }

  /** Whether all that was prepared is used up and there is no more. */
  get isAtEnd(): boolean {
    return this.#isOver && this.#position >= this.#chunk.length && this.#count === this.#padding;
  }

  /** The next bits, up to 24, as a number. What is beyond the end is zero. */
  peek(bits: number): number {
    while (this.#count < bits) {
      const byte = this.#chunk[this.#position];
      if (byte === undefined) this.#padding += 8;
      this.#position += 1;
      this.#held = (this.#held << 8) | (byte ?? 0);
      this.#count += 8;
    }
    return (this.#held >>> (this.#count - bits)) & ((1 << bits) - 1);
  }

  /** Passes over bits that were looked at. Throws a RangeError when the stream ended before. */
  drop(bits: number): void {
    this.#count -= bits;
    if (this.#count < this.#padding) throw new RangeError('it ends too early');
  }

  /** The next bits, up to 24, as a number. Throws a RangeError when the stream ends before. */
  take(bits: number): number {
    const value = this.peek(bits);
    this.drop(bits);
    return value;
  }

  /** Drops what is left of a byte. */
  align(): void {
    this.#count -= this.#count % 8;
  }
}
