import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './ensure-built.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { findNode } from './find-node.mjs';
import { root } from './root.mjs';
import { run } from './run.mjs';
import { main, Stop } from './stop.mjs';

const FLOW = 'examples/pandasflow.py';

// The README's first command: from a fresh clone to a flow that ran. It may resolve even where CI is set: the example has no
// lock yet.
await main(async () => {
  if (!existsSync(join(root, FLOW))) throw new Stop(`${FLOW} is not there.`, 'Run this in a whole clone of the repository.');
  await ensureInstalled();
  const frazil = await ensureBuilt();
  return await run(findNode(), [frazil, FLOW, '--environment=pypi', '--no-frozen', 'run', ...process.argv.slice(2)], {
    FRAZIL_PROGRAM: 'npx frazil',
  });
});
