const USER_INFORMATION = /([a-z][a-z0-9+.-]*:\/\/)[^\s/@"'`]+@/gi;
const SECRET_NAME = /(PASSWORD|TOKEN|SECRET)$/;

/** Text without credentials: those of URLs, and the values of variables named as secrets. Pure. */
export function redact(text: string, variables: Readonly<Record<string, string | undefined>> = {}): string {
  const secrets = Object.entries(variables).flatMap(([name, value]) => (SECRET_NAME.test(name) && value !== undefined ? [value] : []));
  return secrets
    .filter((secret) => secret.length >= 4)
    .reduce((redacted, secret) => redacted.replaceAll(secret, '***'), text)
    .replace(USER_INFORMATION, '$1***@');
}
