import { join } from 'node:path';
import { ensureInstalled } from './ensure-installed.mjs';
import { findNode } from './find-node.mjs';
import { root } from './root.mjs';
import { run } from './run.mjs';
import { main } from './stop.mjs';

const PARTS = ['types', 'lint', 'boundaries', 'unused', 'packages', 'repository', 'measures', 'docs'];

// `npm run check`: the gate. Every part runs, whatever the others say; one that fails makes the whole fail.
await main(async () => {
  await ensureInstalled();
  const turbo = join(root, 'node_modules/turbo/bin/turbo');
  const tasks = PARTS.map((part) => `//#check:${part}`);
  const args = [turbo, 'run', ...tasks, '--continue', '--output-logs=errors-only', '--no-update-notifier'];
  return await run(findNode(), args, { TURBO_TELEMETRY_DISABLED: '1' });
});
