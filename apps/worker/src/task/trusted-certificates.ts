import { existsSync } from 'node:fs';
import { certificateVariables } from '@frazil/interpreters';
import type { Variables } from '../settings/settings.ts';

/** What tells a step which certificates to trust: what its variables say, those of the image, or else those that `hydrate` brought. */
export function trustedCertificates(variables: Variables, brought: string): Readonly<Record<string, string>> {
  if (variables.SSL_CERT_FILE || variables.SSL_CERT_DIR) return {};
  return { ...(existsSync(brought) && { SSL_CERT_FILE: brought }), ...certificateVariables(variables) };
}
