import { ensureBuilt } from './ensure-built.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { main } from './stop.mjs';
import { vitest } from './vitest.mjs';

// `npm test`: every test that needs nothing but this machine. Further arguments go to vitest.
await main(async () => {
  await ensureInstalled();
  await ensureBuilt();
  return await vitest(['--exclude', '**/*.{real,cluster}.test.ts', '--maxWorkers=100%', ...process.argv.slice(2)]);
});
