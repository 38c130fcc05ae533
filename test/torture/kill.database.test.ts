import { expect, it } from 'vitest';
import { kill } from './kill.ts';

it('a bot that is killed again and again keeps its promises on a database as well', async () => {
  const sizes = { ...kill.sizes, kills: 8 };
  const { faults } = await kill.run({ sizes, seed: 11, store: 'database', tell: () => {} });
  expect(faults).toEqual([]);
});
