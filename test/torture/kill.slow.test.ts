import { expect, it } from 'vitest';
import { kill } from './kill.ts';

it('a bot that is killed again and again loses nothing, decides nothing twice, and sends every card', async () => {
  const sizes = { ...kill.sizes, kills: 8 };
  const { faults } = await kill.run({ sizes, seed: 11, store: 'embedded', tell: () => {} });
  expect(faults).toEqual([]);
});
