import { defineErrors, type FrazilError, isFrazilError } from './errors.ts';

interface DiskDetails {
  readonly doing: string;
  readonly path: string;
  readonly reason: string;
}

/** What a disk can answer, the same words in every package. */
export const diskErrors = defineErrors({
  'disk.full': {
    message: ({ doing, path }: DiskDetails) => `There is no room left on the disk while ${doing} ${path}.`,
    hint: () =>
      'Free some room or set FRAZIL_HOME to a folder on a larger disk, then run the same command again: nothing was left half written.',
  },
  'disk.read-only': {
    message: ({ doing, path, reason }: DiskDetails) => `Writing is not allowed while ${doing} ${path} (${reason}).`,
    hint: () => 'Make the folder writable, or set FRAZIL_HOME to a folder that is.',
  },
  'disk.failed': {
    message: ({ doing, path, reason }: DiskDetails) => `The disk failed while ${doing} ${path} (${reason}).`,
    hint: () => 'Check the path and the disk, then run the same command again.',
  },
});

const CODES: Readonly<Record<string, keyof typeof diskErrors.entries>> = {
  ENOSPC: 'disk.full',
  EDQUOT: 'disk.full',
  EFBIG: 'disk.full',
  EACCES: 'disk.read-only',
  EPERM: 'disk.read-only',
  EROFS: 'disk.read-only',
};

/** Turns an error of the file system into a known failure; known failures and aborts pass unchanged. Pure. */
export function diskError(error: unknown, doing: string, path: string): FrazilError | Error {
  if (isFrazilError(error)) return error;
  if (!(error instanceof Error)) return new Error(String(error));
  const reason = reasonOf(error);
  return reason === undefined ? error : diskErrorOf(reason, { doing, path, cause: error });
}

/** The failure that an errno name (`ENOSPC`) stands for, for those who have nothing but the name. Pure. */
export function diskErrorOf(reason: string, { doing, path, cause }: DiskContext): FrazilError {
  return diskErrors.create(CODES[reason] ?? 'disk.failed', { doing, path, reason }, { cause });
}

interface DiskContext {
  readonly doing: string;
  readonly path: string;
  readonly cause?: unknown;
}

/** The errno name of a file system error (`ENOENT`), or undefined for any other value. Pure. */
export function reasonOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
