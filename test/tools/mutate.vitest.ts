/** The tests to which the rules on who may decide and see are held, for `npm run mutate`: each change runs them, so only quick ones. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: new URL('../..', import.meta.url).pathname,
  test: {
    include: [
      'test/conversation/people.test.ts',
      'test/core/{matter,newcomers,reader,roles,school}.test.ts',
      'test/duties/{keeping,looked,lost-card,rights}.test.ts',
      'test/duties/comments/team.test.ts',
      'test/duties/policy-review/keepers.test.ts',
      'test/duties/reports/receiving.test.ts',
      'test/duties/requests/{signers,stages}.test.ts',
      'test/records-in-sight.test.ts',
      'test/schools/whose.test.ts',
    ],
    setupFiles: ['test/support/no-network.ts'],
    isolate: false,
    testTimeout: 60_000,
  },
});
