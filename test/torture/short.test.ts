/** The short form of each trial: it still runs, and its promise holds for as little. */
import { describe, expect, it } from 'vitest';
import { hasPostgres } from '../support/postgres.ts';
import { trials } from './trials.ts';

describe.each(Object.entries(trials))('%s', (_, { promise, short, on = 'embedded', run }) => {
  it.skipIf(on === 'database' && !hasPostgres())(promise, async () => {
    const { faults } = await run({ sizes: short, seed: 11, store: on, tell: () => {} });
    expect(faults).toEqual([]);
  });
});
