import { ensureBuilt } from './ensure-built.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { main } from './stop.mjs';
import { vitest } from './vitest.mjs';

// `npm run test:engines`: the tests against real systems (`*.real.test.ts`). Further arguments go to vitest.
await main(async () => {
  await ensureInstalled();
  await ensureBuilt();
  return await vitest(['.real.test.ts', '--passWithNoTests', ...process.argv.slice(2)]);
});
