/** One file of an archive, as its central directory describes it. */
export interface ZipEntry {
  /** Relative, with `/`, without `.`, `..` and empty parts. */
  readonly path: string;
  /** Its name as bytes, which the local header must repeat. */
  readonly name: Buffer;
  readonly method: 'stored' | 'deflated';
  readonly crc32: number;
  readonly compressedSize: number;
  readonly size: number;
  readonly executable: boolean;
  /** Where its local header is, and where the next thing in the archive begins. */
  readonly offset: number;
  readonly limit: number;
}
