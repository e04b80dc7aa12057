import * as z from 'zod/mini';
import type { Invocation } from '../arguments/invocation.ts';
import { writeOutput } from '../compose/write-output.ts';

const RunIdOptions = z.object({ runIdFile: z.optional(z.string()) });

/** Says which run was started: its id alone on stdout, and in a file when that was asked for. */
export async function announceRun({ terminal, options }: Invocation, run: string, name: string): Promise<void> {
  const { runIdFile } = RunIdOptions.parse(options);
  if (runIdFile !== undefined) await writeOutput(runIdFile, run);
  if (terminal.isJson) terminal.json({ kind: 'run-triggered', run, name });
  else terminal.data(`${run}\n`);
}
