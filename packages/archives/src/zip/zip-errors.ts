/** How whoever reads an archive words what is wrong with it. */
export interface ZipErrors {
  /** The file can't be read. */
  unreadable(reason: string, cause: unknown): Error;
  /** The archive is broken as a whole. */
  broken(reason: string): Error;
  /** An entry would surprise the one who unpacks it. */
  unsafe(entry: string, reason: string): Error;
  /** An entry is not what the archive says of it. */
  damaged(entry: string, reason: string, cause?: unknown): Error;
  /** An entry uses something of the format that isn't known here. */
  unsupported(entry: string, reason: string): Error;
  /** What was unpacked can't be written. */
  unwritable(reason: string, cause: unknown): Error;
}
