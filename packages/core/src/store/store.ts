/** A part of a blob: `length` bytes from `offset`. */
export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}

/**
 * A content-addressed place small enough for a folder, S3 and what comes later. Keys are relative paths with `/`; no key is
 * another key's folder. Every write is complete or absent.
 */
export interface Store {
  /** Where it is, for people: a path or a URL without credentials. */
  readonly url: string;
  /** The value of a key, or a part of it; undefined when there is none. A range beyond the end gives what there is. The bytes are the caller's own. */
  get(key: string, range?: ByteRange): Promise<Uint8Array | undefined>;
  /** Writes or replaces a small value atomically. */
  put(key: string, value: Uint8Array): Promise<void>;
  /** Writes a value only when the key is free; false when it was taken. One writer of many wins. */
  putIfAbsent(key: string, value: Uint8Array): Promise<boolean>;
  /** Like putIfAbsent, with a file's content; the file may be moved or linked, so the caller gives it up. */
  putFileIfAbsent(key: string, path: string): Promise<boolean>;
  /** The size of a value in bytes; undefined when there is none. */
  size(key: string): Promise<number | undefined>;
  /** The keys that begin with a prefix ending in `/`, in order. */
  list(prefix: string): AsyncIterable<string>;
  /** Removes a key; nothing happens when there is none. */
  delete(key: string): Promise<void>;
  /** The value as a file of this machine, for stores that have files: readers then need no copy. Never written to. */
  localPath(key: string): string | undefined;
}
