import { findHostPython } from '@frazil/frontend-python';
import type { Settings } from '../settings/settings.ts';

/** The machine's own Python. */
export interface HostPython {
  /** Its absolute path. Starts it, unless that is known; throws what {@link findHostPython} throws. */
  find(): Promise<string>;
  /** Says which it is, for whoever started it anyway. */
  know(executable: string): void;
}

/** Nothing is started yet. */
export function createHostPython(variables: Settings['variables']): HostPython {
  let found: Promise<string> | undefined;
  return {
    find: () => {
      found ??= findHostPython(variables);
      return found;
    },
    know: (executable) => {
      found = Promise.resolve(executable);
    },
  };
}
