import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** The Python that tests run: the system's, else the one behind `python3` on the PATH. */
export const testPython = existsSync('/usr/bin/python3')
  ? '/usr/bin/python3'
  : execFileSync('python3', ['-I', '-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim();
