import { expect, it } from 'vitest';
import { races } from './races.ts';

it.each([2, 4])(
  'of two who decide at once in %i processes one does, and every copy says so',
  async (processes) => {
    const { faults } = await races.run({
      sizes: { processes, requests: 24 },
      seed: 11,
      store: 'database',
      tell: () => {},
    });
    expect(faults).toEqual([]);
  },
);
