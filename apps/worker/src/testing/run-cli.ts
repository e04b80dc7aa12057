import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const COMMAND = fileURLToPath(new URL('../../../cli/src/entry.ts', import.meta.url));

/** Runs the command of this repository on a flow file and gives what it prints, a JSON object a line. */
export async function runCli(given: readonly string[], variables: Readonly<Record<string, string>> = {}): Promise<readonly unknown[]> {
  const env = { ...process.env, ...variables };
  const options = { env, maxBuffer: 1 << 26 };
  const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=@frazil/source', COMMAND, ...given], options);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}
