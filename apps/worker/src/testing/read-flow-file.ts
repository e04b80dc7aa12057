import { readFileSync } from 'node:fs';
import { Flow } from '@frazil/core';
import type { WrittenFlow } from '@frazil/testkit';
import * as z from 'zod/mini';
import { runCli } from './run-cli.ts';

const Shown = z.object({ flow: Flow });

/** Reads a flow file with the command. */
export async function readFlowFile(file: string): Promise<WrittenFlow> {
  const [shown] = await runCli([file, '--json', 'show']);
  return { ...Shown.parse(shown), source: readFileSync(file, 'utf8') };
}
