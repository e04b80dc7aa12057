import { mkdtemp, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { spoolEntry, type UnpackedEntry, unpackEntry, type ZipEntry, type ZipSource } from '@frazil/archives';

const LARGE = 8 << 20;
const HELD_AT_MOST = 256 << 20;

/** Unpacks entries: small ones into memory, as long as there are not too many, the others to a directory of its own. */
export class Spool implements AsyncDisposable {
  readonly #output: string;
  readonly #source: ZipSource;
  #directory: string | undefined;
  #held = 0;
  #files = 0;

  /** The directory, made when it is needed, is beside the output: room is there or the output has none either. */
  constructor(source: ZipSource, output: string) {
    this.#source = source;
    this.#output = output;
  }

  async unpack(entry: ZipEntry, signal: AbortSignal): Promise<UnpackedEntry> {
    if (entry.size <= LARGE && this.#held + entry.size <= HELD_AT_MOST) {
      this.#held += entry.size;
      return await unpackEntry(this.#source, entry);
    }
    this.#directory ??= await this.#makeDirectory();
    this.#files += 1;
    return await spoolEntry(this.#source, entry, join(this.#directory, String(this.#files)), signal);
  }

  async #makeDirectory(): Promise<string> {
    try {
      return await mkdtemp(join(dirname(this.#output), `.${basename(this.#output)}-`));
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw this.#source.errors.unwritable(reason, cause);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#directory !== undefined) await rm(this.#directory, { recursive: true, force: true });
  }
}
