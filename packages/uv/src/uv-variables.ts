type Variables = Readonly<Record<string, string | undefined>>;

/** Variables of the shell that would change which Python uv takes. */
const DROPPED = [
  'UV_PYTHON',
  'UV_SYSTEM_PYTHON',
  'UV_CUSTOM_COMPILE_COMMAND',
  'VIRTUAL_ENV',
  'CONDA_PREFIX',
  'FORCE_COLOR',
  'CLICOLOR_FORCE',
];

/**
 * The environment that uv runs in: the user's, with their indexes, proxies and credentials, but without Python downloads,
 * colours and progress bars. Certificates configured for pip are used by uv too. Pure.
 */
export function uvVariables(inherited: Variables, extra: Variables = {}): Record<string, string | undefined> {
  const kept = Object.fromEntries(Object.entries(inherited).filter(([name]) => !DROPPED.includes(name)));
  const certificates = inherited.SSL_CERT_FILE ?? inherited.PIP_CERT ?? inherited.REQUESTS_CA_BUNDLE;
  return {
    ...kept,
    ...(certificates !== undefined && { SSL_CERT_FILE: certificates }),
    UV_PYTHON_DOWNLOADS: 'never',
    UV_NO_PROGRESS: '1',
    NO_COLOR: '1',
    ...extra,
  };
}
