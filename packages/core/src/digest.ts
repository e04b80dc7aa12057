import * as z from 'zod/mini';

/** A content address: `sha256:` and 64 lower-case hexadecimal digits. */
export type Digest = string & { readonly __brand: 'Digest' };

const PATTERN = /^sha256:[0-9a-f]{64}$/;

/** Parses a {@link Digest}. */
export const Digest = z.lazy(() =>
  z.pipe(
    z.string().check(z.regex(PATTERN, 'not a sha256 digest')),
    z.transform((text) => text as Digest),
  ),
);

/** The digest of bytes, or of text as UTF-8. Pure. */
export function digestOf(content: Uint8Array | string): Digest {
  // Not imported: to load it takes 10 ms, and commands that only look make no digest.
  const { createHash } = process.getBuiltinModule('node:crypto');
  return `sha256:${createHash('sha256').update(content).digest('hex')}` as Digest;
}

/** Makes a digest of 64 hexadecimal digits computed elsewhere. Throws a TypeError on anything else. */
export function digestFromHex(hex: string): Digest {
  const digest = `sha256:${hex}`;
  if (!PATTERN.test(digest)) throw new TypeError(`not a sha256 in hexadecimal: ${hex}`);
  return digest as Digest;
}

/** The 64 hexadecimal digits of a digest, as file names and keys use them. */
export function hexOf(digest: Digest): string {
  return digest.slice('sha256:'.length);
}
