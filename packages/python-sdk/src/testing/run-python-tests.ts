import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const TESTS = fileURLToPath(new URL('../../tests/', import.meta.url));

/** Runs the tests that are written in Python; gives what they said, `OK` when all passed. */
export async function runPythonTests(python: string): Promise<string> {
  const { stderr } = await promisify(execFile)(python, ['-B', '-m', 'unittest', '--quiet'], { cwd: TESTS });
  return stderr;
}
