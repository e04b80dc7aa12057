import { join } from 'node:path';
import { ensureBuilt } from './ensure-built.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { findNode } from './find-node.mjs';
import { root } from './root.mjs';
import { run } from './run.mjs';
import { main } from './stop.mjs';

// `npm run bench`: measurements against other tools, which the bench installs itself. Further arguments name suites.
await main(async () => {
  await ensureInstalled();
  await ensureBuilt();
  return await run(findNode(), [join(root, 'tooling/bench/main.ts'), ...process.argv.slice(2)]);
});
