declare const FRAZIL_VERSION: string | undefined;

/** The version of the worker, which the build puts in; `source` when it runs unbuilt. */
export const VERSION: string = typeof FRAZIL_VERSION === 'string' ? FRAZIL_VERSION : 'source';
