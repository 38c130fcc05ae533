import { expect, it } from 'vitest';
import { disk } from './disk.ts';

it('a store on a disk that came to harm is read as it was, or refused with a clear message', async () => {
  const { faults } = await disk.run({ sizes: { times: 15 }, seed: 7, store: 'embedded', tell: () => {} });
  expect(faults).toEqual([]);
});
