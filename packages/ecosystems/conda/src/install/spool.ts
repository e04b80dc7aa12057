import { createHash } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { ByteReader } from '@frazil/archives';
import { diskError } from '@frazil/core';

/** Content that was taken, in memory or in a file. */
export interface Spooled {
  readonly content: Buffer | { readonly file: string };
  readonly size: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

const LARGE = 1 << 20;
const HELD_AT_MOST = 256 << 20;

/** Takes contents: small ones into memory, as long as there are not too many, the others to a folder beside the output. */
export class Spool implements AsyncDisposable {
  readonly #output: string;
  #folder: string | undefined;
  #held = 0;
  #files = 0;

  constructor(output: string) {
    this.#output = output;
  }

  /** The next bytes of a reader. */
  async take(reader: ByteReader, size: number): Promise<Spooled> {
    if (size > LARGE || this.#held + size > HELD_AT_MOST) return await this.#write(reader, size);
    this.#held += size;
    const content = await reader.take(size);
    return { content, size, sha256: createHash('sha256').update(content).digest('hex') };
  }

  async #write(reader: ByteReader, size: number): Promise<Spooled> {
    const hash = createHash('sha256');
    try {
      this.#folder ??= await mkdtemp(join(dirname(this.#output), `.${basename(this.#output)}-`));
      const path = join(this.#folder, String(this.#files++));
      await using file = await open(path, 'wx');
      for await (const part of reader.parts(size)) {
        hash.update(part);
        await file.writeFile(part);
      }
      return { content: { file: path }, size, sha256: hash.digest('hex') };
    } catch (error) {
      throw diskError(error, 'unpacking a package beside', this.#output);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#folder !== undefined) await rm(this.#folder, { recursive: true, force: true });
  }
}
