import { defineConfig } from 'vitest/config';

// Every test of the repository; `vitest run packages/layers` runs those of one package.
export default defineConfig({
  resolve: { conditions: ['@frazil/source'] },
  ssr: { resolve: { conditions: ['@frazil/source'] } },
  test: {
    include: ['packages/**/*.test.ts', 'apps/**/*.test.ts', 'tooling/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    testTimeout: 60_000,
    hookTimeout: 300_000,
  },
});
