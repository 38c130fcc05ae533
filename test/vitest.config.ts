/**
 * Which tests there are: those to run after every change, the slow ones, those in a real browser, and those that hold
 * the product against shared samples.
 */
import { defineConfig } from 'vitest/config';

const root = new URL('..', import.meta.url).pathname;
/** Whatever is killed, raced or played a thousand times. */
const slow = 'test/**/*.slow.test.ts';
/** Whatever needs a PostgreSQL. */
const database = 'test/**/*.database.test.ts';
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
          exclude: ['test/e2e/**', 'test/shared/**', slow, database],
          setupFiles,
          // Loading the SDKs anew for each file would take longer than most of the tests.
          isolate: false,
          // No fact hangs on the machine's speed: only what never ends at all runs into these.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        root,
        test: { name: 'slow', include: [slow], setupFiles, testTimeout: 120_000, hookTimeout: 120_000 },
      },
      {
        root,
        test: {
          name: 'database',
          include: [database],
          setupFiles,
          globalSetup: 'test/support/postgres.ts',
          testTimeout: 120_000,
          hookTimeout: 120_000,
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
    // Vitest itself leaves one processor to whoever watches it.
    maxWorkers: '100%',
  },
});
