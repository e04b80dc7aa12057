import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { rootCertificates } from 'node:tls';
import { diskError } from '@frazil/core';

/** Writes the certificates that this program trusts to a file, for steps in images that have none of their own. */
export function writeCertificates(path: string): void {
  if (existsSync(path)) return;
  const temporary = `${path}.${randomUUID()}`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(temporary, `${rootCertificates.join('\n')}\n`);
    renameSync(temporary, path);
  } catch (error) {
    throw diskError(error, 'writing', path);
  }
}
