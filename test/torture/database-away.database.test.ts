import { expect, it } from 'vitest';
import { databaseAway } from './database-away.ts';

it('while the database is away people are told, and everything goes on when it is back', async () => {
  const { faults } = await databaseAway.run({
    sizes: { seconds: 0, requests: 6 },
    seed: 11,
    store: 'database',
    tell: () => {},
  });
  expect(faults).toEqual([]);
}, 240_000);
