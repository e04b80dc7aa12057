import { join } from 'node:path';
import { type Digest, hexOf } from '@frazil/core';
import type { Variables } from './settings.ts';

/** Where things are in the volume that the init container and the main one share. */
export interface Volume {
  /** The worker itself. */
  readonly worker: string;
  readonly environment: (id: Digest) => string;
  readonly code: (digest: Digest) => string;
  readonly sdk: (digest: Digest) => string;
  /** Certificates for images that have none. */
  readonly certificates: string;
  /** For files in work of the init container. */
  readonly temporary: string;
  /** For files in work of the main container, which may be another user. */
  readonly work: string;
  /** What engines read. */
  readonly out: string;
}

/** The volume at `/frazil`, or wherever `FRAZIL_VOLUME` says. Pure. */
export function volumeOf(variables: Variables): Volume {
  const root = variables.FRAZIL_VOLUME || '/frazil';
  return {
    worker: join(root, 'worker'),
    environment: (id) => join(root, 'env', short(id)),
    code: (digest) => join(root, 'code', short(digest)),
    sdk: (digest) => join(root, 'sdk', short(digest)),
    certificates: join(root, 'certificates.pem'),
    temporary: join(root, 'tmp'),
    work: join(root, 'work'),
    out: variables.FRAZIL_OUT || join(root, 'out'),
  };
}

// Paths have limits, and people read them.
function short(digest: Digest): string {
  return hexOf(digest).slice(0, 16);
}
