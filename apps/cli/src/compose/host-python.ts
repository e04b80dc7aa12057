import { type Additions, type FoundByPython, findHostPython } from '@frazil/frontend-python';
import type { Settings } from '../settings/settings.ts';

/** The machine's own Python. */
export interface HostPython {
  /** Its absolute path. Starts it, unless that is known; throws what {@link findHostPython} throws. */
  find(): Promise<string>;
  /** What the flow that it read last needs beyond its folder; nothing when none was read. */
  readonly additions: Additions;
  /** Says what it found, for whoever started it anyway. */
  know(found: FoundByPython): void;
}

/** Nothing is started yet. */
export function createHostPython(variables: Settings['variables']): HostPython {
  let found: Promise<string> | undefined;
  let additions: Additions = { modules: [], files: [] };
  return {
    get additions() {
      return additions;
    },
    find: () => {
      found ??= findHostPython(variables);
      return found;
    },
    know: (learnt) => {
      found = Promise.resolve(learnt.executable);
      additions = learnt.additions;
    },
  };
}
