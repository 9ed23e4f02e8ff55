import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/dataform/**/*.suite.ts'],
    testTimeout: 300_000,
    maxConcurrency: 3,
    maxWorkers: 1,
  },
});
