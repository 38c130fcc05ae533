import { expect, it } from 'vitest';
import { hostile } from './hostile.ts';

it('hostile requests on both doors change nothing that they may not, and bring nothing down', async () => {
  const { faults } = await hostile.run({
    sizes: { requests: 2000 },
    seed: 5,
    store: 'embedded',
    tell: () => {},
  });
  expect(faults).toEqual([]);
});
