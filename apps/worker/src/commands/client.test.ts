import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { planFlow } from '@frazil/core';
import { walkPlan } from '@frazil/testkit';
import { expect, test } from 'vitest';
import { deployFlow } from '../testing/deploy-flow.ts';
import { readFlowFile } from '../testing/read-flow-file.ts';
import { readOut } from '../testing/read-out.ts';
import { runCommand } from '../testing/run-command.ts';
import { hydrate } from './hydrate.ts';
import { task } from './task.ts';

const SOURCE = `import os
from metaflow import Flow, FlowSpec, Run, card, current, get_namespace, step
from metaflow.cards import Markdown, get_cards

class ReadsFlow(FlowSpec):
    @card(id="ice", type="blank")
    @step
    def start(self):
        self.kept = [1, 2]
        print("written")
        current.card["ice"].append(Markdown("deep ice"))
        self.next(self.end)

    @step
    def end(self):
        run = Flow("ReadsFlow").latest_run
        print(get_namespace(), run.pathspec, run["start"].task.data.kept, run["start"].task.stdout.strip())
        run.add_tag("seen")
        print(current.run.user_tags)
        code = current.task.code
        with code.extract() as extracted:
            same = open(os.path.join(extracted, code.script_name)).read() == code.flowspec == open(__file__).read()
        print(code, same, sorted(code.tarball.getnames()) == ["reads.py"], code.info["runtime"], code.path.endswith(".tar.zst"))
        print(*(card.id for card in get_cards(run["start"].task)), "deep ice" in get_cards(run["start"].task)[0].get())
`;

test('all that the client reads, cards among it: a step on an engine asks the worker', async () => {
  const folder = `${fileURLToPath(new URL('.', import.meta.url))}`;
  const written = await readSource(SOURCE);
  using deployed = await deployFlow(written);
  // The executable of a pod, out of these sources.
  const volume = `${deployed.folder}/volume`;
  mkdirSync(volume);
  const program = `#!/bin/sh\nexec ${process.execPath} --conditions=@frazil/source ${folder}../entry.ts "$@"\n`;
  writeFileSync(`${volume}/worker`, program, { mode: 0o755 });
  const lines: string[] = [];
  await walkPlan(planFlow(written.flow, { environments: new Map() }), async (place, path) => {
    const variables = { ...deployed.variables, FRAZIL_STEP: place, FRAZIL_PATH: path, FRAZIL_OUT: `${deployed.folder}/out/${place}` };
    expect((await runCommand(hydrate, variables)).code).toBe(0);
    const result = await runCommand(task, variables);
    expect(result, result.lines.join('\n')).toMatchObject({ code: 0 });
    lines.push(...result.lines);
    return readOut(`${deployed.folder}/out/${place}`);
  });
  expect(lines).toEqual([
    'written',
    'user:argo ReadsFlow/argo-grown-1 [1, 2] written',
    "frozenset({'seen'})",
    '<MetaflowCode: reads.py> True True argo True',
    'ice True',
  ]);
});

async function readSource(source: string) {
  const { mkdtempSync, rmSync } = await import('node:fs');
  const { tmpdir } = await import('node:os');
  const folder = mkdtempSync(`${tmpdir()}/frazil-reads-`);
  writeFileSync(`${folder}/reads.py`, source);
  const written = await readFlowFile(`${folder}/reads.py`);
  rmSync(folder, { recursive: true });
  return written;
}
