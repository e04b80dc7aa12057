import { delimiter, dirname } from 'node:path';
import type { StepPython } from '../scheduler/run-input.ts';

// What leads a Python, or one that it starts, to an interpreter of somebody else.
const MISLEADING = /^(PYTHONHOME|PYTHONSTARTUP|PYTHONEXECUTABLE|__PYVENV_LAUNCHER__)$/;
// What leads to modules that a frozen environment doesn't have.
const FOREIGN = /^(PYTHONPATH|PYTHONUSERBASE|VIRTUAL_ENV.*|CONDA_.*|_CONDA_.*)$/;

/**
 * The variables of a task's process: those of the user, without what leads to other Pythons or, from a frozen environment, to
 * modules elsewhere, with the task's Python first on the PATH and the step's own variables over all. Pure.
 */
export function taskVariables(
  inherited: Readonly<Record<string, string | undefined>>,
  { python, environment, variables: own }: StepPython,
): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [name, value] of Object.entries(inherited)) {
    const isLeft = MISLEADING.test(name) || (environment !== undefined && FOREIGN.test(name));
    if (value !== undefined && !isLeft) variables[name] = value;
  }
  variables.PATH = [dirname(python), variables.PATH || '/usr/local/bin:/usr/bin:/bin'].join(delimiter);
  return { ...variables, ...own };
}

/** How a Python is started: one of a frozen environment sees its own modules alone, any other what it sees by itself. Pure. */
export function pythonFlags({ environment }: StepPython): readonly string[] {
  return environment === undefined ? ['-B'] : ['-I', '-B'];
}
