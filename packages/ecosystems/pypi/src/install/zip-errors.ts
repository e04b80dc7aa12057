import type { ZipErrors } from '@frazil/archives';
import { installErrors } from './errors.ts';

/** What is wrong with a wheel as an archive, in the words of wheels; `file` is the wheel's name. */
export function zipErrorsOf(file: string): ZipErrors {
  return {
    unreadable: (reason, cause) => installErrors.create('wheel.unreadable', { file, reason }, { cause }),
    broken: (reason) => installErrors.create('wheel.bad-zip', { file, reason }),
    unsafe: (entry, reason) => installErrors.create('wheel.unsafe-entry', { file, entry, reason }),
    damaged: (entry, reason, cause) => installErrors.create('wheel.damaged-entry', { file, entry, reason }, { cause }),
    unsupported: (entry, reason) => installErrors.create('wheel.unsupported-entry', { file, entry, reason }),
    unwritable: (reason, cause) => installErrors.create('wheel.spool-failed', { file, reason }, { cause }),
  };
}
