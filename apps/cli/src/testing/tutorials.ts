import { execFile } from 'node:child_process';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { sdkDirectory } from '@frazil/python-sdk';
import { type BuiltCommand, buildCommand, type Outcome } from './command.ts';
import { inheritedVariables } from './inherited-variables.ts';

/** The built command in a copy of `examples/tutorials`. */
export interface Tutorials extends Pick<BuiltCommand, 'remove' | 'write'> {
  /** Runs `frazil` with words separated by spaces, among the tutorials. */
  run(line: string, variables?: Readonly<Record<string, string>>): Promise<Outcome>;
  /** What the latest tasks of a step printed. */
  logs(flow: string, step: string): Promise<readonly string[]>;
  /** Runs a program that uses the client, in the machine's Python; gives what it prints. */
  program(name: string): Promise<readonly string[]>;
}

const EXAMPLES = fileURLToPath(new URL('../../../../examples/tutorials', import.meta.url));

/** Builds the command, and brings the tutorials. */
export async function openTutorials(): Promise<Tutorials> {
  const command = await buildCommand();
  const folder = await bringTutorials(command);
  const home = join(command.folder, 'home');
  const run: Tutorials['run'] = (line, variables) => command.run(`tutorials/${line}`, variables);
  return {
    run,
    logs: async (flow, step) => linesOf((await run(`${flow} logs ${step} --stdout`)).stdout),
    program: async (name) => {
      const cli = { FRAZIL_CLI: join(command.folder, 'bundle/frazil.js'), FRAZIL_NODE: process.execPath };
      const env = { ...inheritedVariables(), ...cli, USER: 'ada', FRAZIL_HOME: home, PYTHONPATH: sdkDirectory() };
      const python = process.env.FRAZIL_PYTHON ?? 'python3';
      return linesOf((await promisify(execFile)(python, ['-B', join(folder, name)], { env })).stdout);
    },
    write: command.write,
    remove: command.remove,
  };
}

/** Copies the tutorials into the command's folder, without what running them by hand left. Gives the folder of the copy. */
export async function bringTutorials(command: BuiltCommand): Promise<string> {
  const folder = join(command.folder, 'tutorials');
  await cp(EXAMPLES, folder, { recursive: true, filter: (path) => !/\.lock$|__pycache__/.test(path) });
  return folder;
}

function linesOf(text: string): readonly string[] {
  return text.trimEnd().split('\n');
}
