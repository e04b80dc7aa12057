import { execFileSync } from 'node:child_process';

/** The Python that the bench starts flows with: FRAZIL_PYTHON, else python3, as its own executable rather than a shim. */
export function hostPythonOf(variables: NodeJS.ProcessEnv): string {
  const python = variables.FRAZIL_PYTHON ?? 'python3';
  return execFileSync(python, ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim();
}
