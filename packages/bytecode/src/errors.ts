import { defineErrors } from '@frazil/core';

/** What can go wrong when modules are compiled. */
export const bytecodeErrors = defineErrors({
  'wheel.wrong-python': {
    message: (details: { python: string; expected: string; actual: string }) =>
      `${details.python} is Python ${details.actual}, and the layer is for ${details.expected}.`,
    hint: () => 'Compile with an interpreter of the same minor version.',
  },
  'wheel.compile-failed': {
    message: (details: { file: string; python: string; reason: string }) =>
      `${details.python} could not compile the modules of ${details.file}: ${details.reason}.`,
    hint: () => 'Check that this interpreter starts on this machine, and that there is memory left.',
  },
});
