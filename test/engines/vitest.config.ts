import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/engines/**/*.suite.ts'],
    testTimeout: 300_000,
    maxConcurrency: 2,
    maxWorkers: 1,
  },
});
