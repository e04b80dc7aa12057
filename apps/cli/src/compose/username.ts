import { userInfo } from 'node:os';

const NAMES = ['METAFLOW_USER', 'SUDO_USER', 'USERNAME', 'USER'] as const;

/** Who runs, as Metaflow finds it: by variables, else by the operating system. */
export function usernameOf(variables: Readonly<Record<string, string | undefined>>): string {
  const named = NAMES.map((name) => variables[name]).find((value) => value !== undefined && value !== '');
  if (named !== undefined) return named;
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}
