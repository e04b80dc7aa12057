interface Waiting {
  readonly resolve: (frame: Buffer) => void;
  readonly reject: (error: Error) => void;
}

/** Cuts a stream of bytes into frames (four bytes of length, little-endian, then the content) and hands them out in order. */
export class FrameReader {
  readonly #waiting: Waiting[] = [];
  readonly #ready: Buffer[] = [];
  #chunks: Buffer[] = [];
  #buffered = 0;
  #failure: Error | undefined;

  /** The next frame; rejects when the stream ended before. */
  next(): Promise<Buffer> {
    const ready = this.#ready.shift();
    if (ready !== undefined) return Promise.resolve(ready);
    const promise = new Promise<Buffer>((resolve, reject) => {
      if (this.#failure === undefined) this.#waiting.push({ resolve, reject });
      else reject(this.#failure);
    });
    promise.catch(() => undefined); // Whoever awaits it hears of it; nobody may, when another failure came first.
    return promise;
  }

  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#buffered += chunk.length;
    for (let frame = this.#cut(); frame !== undefined; frame = this.#cut()) {
      const waiting = this.#waiting.shift();
      if (waiting === undefined) this.#ready.push(frame);
      else waiting.resolve(frame);
    }
  }

  /** Ends the stream: all who wait, now and later, get the first such error. */
  fail(error: Error): void {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.splice(0)) reject(this.#failure);
  }

  #cut(): Buffer | undefined {
    if (this.#buffered < 4) return undefined;
    const first = this.#chunks[0];
    const head = first !== undefined && first.length >= 4 ? first : this.#joined();
    const end = 4 + head.readUInt32LE(0);
    if (this.#buffered < end) return undefined;
    const all = this.#joined();
    this.#chunks = all.length > end ? [all.subarray(end)] : [];
    this.#buffered -= end;
    return all.subarray(4, end);
  }

  #joined(): Buffer {
    const [first] = this.#chunks;
    const joined = first !== undefined && this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks);
    this.#chunks = [joined];
    return joined;
  }
}
