import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Digest } from '@frazil/core';
import * as z from 'zod/mini';
import { machinePlatform } from '../settings/platform.ts';
import { runCli } from './run-cli.ts';

const Frozen = z.object({ environments: z.array(z.object({ platforms: z.record(z.string(), z.object({ id: Digest })) })) });

/** Freezes a real Python with packages into a store, with the command; gives the environment's id. Network, unless all is cached. */
export async function freezePython(store: string, folder: string, packages: Readonly<Record<string, string>>): Promise<Digest> {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'frozen.py');
  const lines = ['from metaflow import FlowSpec, pypi_base, step', `@pypi_base(python='3.11', packages=${JSON.stringify(packages)})`];
  lines.push('class Frozen(FlowSpec):', '  @step', '  def start(self): self.next(self.end)', '  @step', '  def end(self): pass');
  writeFileSync(file, `${lines.join('\n')}\nif __name__ == '__main__': Frozen()\n`);
  const given = [file, '--json', '--no-frozen', '--platform', machinePlatform(), 'freeze'];
  const said = await runCli(given, { FRAZIL_STORE: store, FRAZIL_HOME: join(folder, 'home') });
  const frozen = said.map((each) => Frozen.safeParse(each)).find(({ success }) => success);
  const id = frozen?.data?.environments[0]?.platforms[machinePlatform()]?.id;
  if (id === undefined) throw new Error(`nothing was frozen: ${JSON.stringify(said)}`);
  return id;
}
