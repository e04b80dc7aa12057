/** What is known of an object in a bucket. */
export interface ObjectInfo {
  /** In bytes, of all of it. */
  readonly size: number;
  readonly contentType: string | undefined;
  /** Names and texts that were stored with it. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Seconds since 1970. */
  readonly lastModified: number | undefined;
  /** How it is encrypted where it lies. */
  readonly encryption: string | undefined;
}

/** A part of an object: from an offset, so many bytes or all that follow; or its last bytes. */
export type ObjectRange = { readonly offset: number; readonly length?: number | undefined } | { readonly last: number };

/** An object to bring to a file of this machine. */
export interface WantedObject {
  /** `s3://BUCKET/KEY`. */
  readonly url: string;
  readonly path: string;
  /** All of it when undefined. */
  readonly range?: ObjectRange | undefined;
}

/** An object that was brought, and which part of it. */
export interface BroughtObject extends ObjectInfo {
  readonly offset: number;
  readonly length: number;
}

/** An object to write, out of a file of this machine. */
export interface GivenObject {
  readonly url: string;
  readonly path: string;
  readonly contentType?: string | undefined;
  readonly metadata?: Readonly<Record<string, string>> | undefined;
  /** `AES256` or `aws:kms`; as the settings say when undefined. */
  readonly encryption?: string | undefined;
}

/** An object below a prefix, or a part of keys that ends in `/`, which has no size. */
export interface ListedObject {
  /** Which of the prefixes, counted from 0. */
  readonly prefix: number;
  readonly url: string;
  readonly size: number | undefined;
}

/** What becomes of objects that don't exist: no answer for them, or a failure of the whole. */
export type Missing = 'skip' | 'fail';

/** Objects in buckets, for flows. Many are at work at once; answers are in the order of what was asked. */
export interface Objects {
  /** What begins with prefixes, `s3://BUCKET/TEXT`: every object, or what there is up to the next `/`. */
  list(prefixes: readonly string[], isDeep: boolean): AsyncIterable<ListedObject>;
  describe(urls: readonly string[], missing: Missing): Promise<readonly (ObjectInfo | undefined)[]>;
  /** Every file is complete or absent. */
  get(wanted: readonly WantedObject[], missing: Missing): Promise<readonly (BroughtObject | undefined)[]>;
  /** Whether each was written; one that is there already is left alone when it isn't to be replaced. */
  put(given: readonly GivenObject[], replace: boolean): Promise<readonly boolean[]>;
}
