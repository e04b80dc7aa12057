import { delimiter, dirname } from 'node:path';

// What leads a Python, or one that it starts, to modules or interpreters of somebody else.
const MISLEADING =
  /^(PYTHONPATH|PYTHONHOME|PYTHONSTARTUP|PYTHONUSERBASE|PYTHONEXECUTABLE|__PYVENV_LAUNCHER__|VIRTUAL_ENV.*|CONDA_.*|_CONDA_.*)$/;

/**
 * The variables of a task's process: those of the user, without what leads to other Pythons, with the task's Python first on
 * the PATH and the step's own variables over all. Pure.
 */
export function taskVariables(
  inherited: Readonly<Record<string, string | undefined>>,
  python: string,
  own: Readonly<Record<string, string>>,
): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [name, value] of Object.entries(inherited)) {
    if (value !== undefined && !MISLEADING.test(name)) variables[name] = value;
  }
  variables.PATH = [dirname(python), variables.PATH || '/usr/local/bin:/usr/bin:/bin'].join(delimiter);
  return { ...variables, ...own };
}
