/** One thing that goes into a layer. Paths are relative, with `/`; directories are implied. */
export type LayerEntry =
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly executable: boolean;
      /** The bytes, or the file that holds them. */
      readonly content: Uint8Array | { readonly file: string };
    }
  | {
      readonly kind: 'symlink';
      readonly path: string;
      /** Relative, and inside the layer. */
      readonly target: string;
    };
