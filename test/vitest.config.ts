/** Which tests there are: those anybody can run, those in a real browser, and those that hold the product against shared samples. */
import { defineConfig } from 'vitest/config';

const root = new URL('..', import.meta.url).pathname;
const setupFiles = ['test/support/no-network.ts'];

export default defineConfig({
  root,
  test: {
    globalSetup: 'test/support/learn-first.ts',
    projects: [
      {
        root,
        test: {
          name: 'here',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/shared/**'],
          setupFiles,
        },
      },
      {
        root,
        test: {
          name: 'browser',
          include: ['test/e2e/**/*.test.ts'],
          setupFiles,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        root,
        test: { name: 'shared', include: ['test/shared/**/*.test.ts'], setupFiles, testTimeout: 120_000 },
      },
    ],
  },
});
