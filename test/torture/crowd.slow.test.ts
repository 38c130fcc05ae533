import { expect, it } from 'vitest';
import { crowd } from './crowd.ts';

it('a crowd is answered in time on both platforms, and the bot grows no larger by it', async () => {
  const sizes = { people: 40, seconds: 10, turns: 400, day: 100 };
  const { faults } = await crowd.run({ sizes, seed: 3, store: 'embedded', tell: () => {} });
  expect(faults).toEqual([]);
});
