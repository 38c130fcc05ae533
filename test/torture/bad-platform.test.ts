import { expect, it } from 'vitest';
import { badPlatform } from './bad-platform.ts';

it('in bad weather everything arrives on both platforms, and only what was lost comes twice', async () => {
  const { faults } = await badPlatform.run({
    sizes: { minutes: 1, share: 30 },
    seed: 3,
    store: 'embedded',
    tell: () => {},
  });
  expect(faults).toEqual([]);
});
