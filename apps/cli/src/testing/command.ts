import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { inheritedVariables } from './inherited-variables.ts';

/** What a command said and how it ended. */
export interface Outcome {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command at work. */
export interface StartedCommand {
  readonly outcome: Promise<Outcome>;
  /** Resolves when it has written a text, to stdout or stderr; so many seconds may pass. */
  shows(text: string, patience?: number): Promise<void>;
  /** What Ctrl-C does to it. */
  interrupt(): void;
}

/** The built command in a folder of its own, with a home of its own. */
export interface BuiltCommand {
  readonly folder: string;
  /** Runs `frazil` with words separated by spaces, in the folder. */
  run(line: string, variables?: Readonly<Record<string, string>>): Promise<Outcome>;
  /** Starts `frazil` without waiting for its end. */
  start(line: string, variables?: Readonly<Record<string, string>>): StartedCommand;
  /** Writes a flow file into the folder. */
  write(name: string, source: string): Promise<void>;
  /** Reads a file of the folder. */
  read(name: string): Promise<string>;
  remove(): Promise<void>;
}

const BUILD = fileURLToPath(new URL('../../build.ts', import.meta.url));

/** Builds the command into a temporary folder. */
export async function buildCommand(): Promise<BuiltCommand> {
  const folder = await mkdtemp(join(tmpdir(), 'frazil-cli-'));
  const bundle = join(folder, 'bundle');
  await promisify(execFile)(process.execPath, [BUILD, bundle]);
  const start: BuiltCommand['start'] = (line, variables = {}) =>
    startNode([join(bundle, 'frazil.js'), ...line.split(' ').filter((word) => word !== '')], folder, variables);
  return {
    folder,
    start,
    run: (line, variables) => start(line, variables).outcome,
    write: (name, source) => writeFile(join(folder, name), source),
    read: (name) => readFile(join(folder, name), 'utf8'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

function startNode(words: readonly string[], folder: string, variables: Readonly<Record<string, string>>): StartedCommand {
  const child = spawn(process.execPath, words, {
    cwd: folder,
    env: { ...inheritedVariables(), USER: 'ada', FRAZIL_HOME: join(folder, 'home'), ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exit = new Promise<number | null>((resolve) => child.once('close', resolve));
  let written = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (written += chunk));
  return {
    outcome: Promise.all([text(child.stdout), text(child.stderr), exit]).then(([stdout, stderr, exitCode]) => ({
      exitCode,
      stdout,
      stderr,
    })),
    shows: async (expected, patience = 30) => {
      const deadline = Date.now() + patience * 1000;
      while (!written.includes(expected)) {
        if (Date.now() > deadline) throw new Error(`it never showed ${expected}, but ${written}`);
        await setTimeout(20);
      }
    },
    interrupt: () => child.kill('SIGINT'),
  };
}

/** Output with what differs from run to run put aside: ids of runs, times, durations, processes. Pure. */
export function stable(output: string): string {
  return output
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}/g, 'TIME')
    .replaceAll(/\b\d{16}\b/g, 'RUN')
    .replaceAll(/\b\d+(\.\d)? s\b/g, 'N s')
    .replaceAll(/process \d+/g, 'process N');
}
