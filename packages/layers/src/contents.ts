import type { Digest } from '@frazil/core';

/** An independently compressed part of a layer's tar. */
export interface LayerFrame {
  /** Where it begins in the layer's file. */
  readonly offset: number;
  readonly compressedLength: number;
  /** Hexadecimal sha256 of the compressed bytes. */
  readonly sha256: string;
  /** Where it begins in the tar. */
  readonly start: number;
  /** Uncompressed bytes. */
  readonly length: number;
}

/** A regular file of a layer. */
export interface LayerFile {
  readonly path: string;
  readonly executable: boolean;
  readonly size: number;
  /** Hexadecimal sha256 of the content. */
  readonly sha256: string;
  /** Where the content begins in the tar. */
  readonly start: number;
}

/** A symbolic link of a layer. */
export interface LayerSymlink {
  readonly path: string;
  readonly target: string;
}

/** A layer's verified table of contents. Files and symlinks are in order of path. */
export interface LayerContents {
  readonly digest: Digest;
  readonly frames: readonly LayerFrame[];
  readonly files: readonly LayerFile[];
  readonly symlinks: readonly LayerSymlink[];
  /** All that the entries imply, each after its parent. */
  readonly directories: readonly string[];
  /** Bytes of all files. */
  readonly unpackedSize: number;
}
