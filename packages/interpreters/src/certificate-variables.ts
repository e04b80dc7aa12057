import { statSync } from 'node:fs';

/** Where operating systems keep the certificates they trust. */
const BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
  '/usr/local/share/certs/ca-root-nss.crt',
];

/**
 * What a task's environment needs so that Python's ssl finds the certificates of the machine it runs on: the path compiled into a
 * repackaged OpenSSL is that of the machine it was built on. Nothing when the user has set them, or the machine has none.
 */
export function certificateVariables(variables: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  if (variables.SSL_CERT_FILE || variables.SSL_CERT_DIR) return {};
  const bundle = BUNDLES.find((path) => statSync(path, { throwIfNoEntry: false })?.isFile());
  return bundle === undefined ? {} : { SSL_CERT_FILE: bundle };
}
