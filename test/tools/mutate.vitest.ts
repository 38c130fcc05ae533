/** The tests to which the rules on who may decide and see are held, for `npm run mutate`. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  test: {
    include: [
      'test/core/matter.test.ts',
      'test/duties/{rights,access,looked,unreachable}.test.ts',
      'test/duties/requests/*.test.ts',
    ],
    exclude: ['test/**/*.slow.test.ts'],
    setupFiles: ['test/support/no-network.ts'],
    isolate: false,
    testTimeout: 60_000,
  },
});
