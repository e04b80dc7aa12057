import { ensureBuilt } from './ensure-built.mjs';
import { ensureInstalled } from './ensure-installed.mjs';
import { main } from './stop.mjs';
import { vitest } from './vitest.mjs';

// `npm run test:engines`: the tests against real systems (`*.real.test.ts`). Further arguments go to vitest. Engines that share a
// busy machine miss a deadline of their own now and then: what fails is tried once more. Whatever test needs an engine first brings it,
// which takes minutes.
await main(async () => {
  await ensureInstalled();
  await ensureBuilt();
  return await vitest([
    '.real.test.ts',
    '--passWithNoTests',
    '--retry=1',
    '--testTimeout=300000',
    '--maxConcurrency=2',
    ...process.argv.slice(2),
  ]);
});
