/** Where the knee of a growing load is found. */
import { describe, expect, it } from 'vitest';
import { kneeOf } from './knee.ts';

const step = (load: number, pace: number, most: number) => ({ load, pace, most });

describe('the knee', () => {
  it('is the last step before all wait more than twice as long', () => {
    expect(kneeOf([step(1, 100, 5), step(2, 190, 9), step(4, 300, 20)])?.load).toBe(2);
  });

  it('is the last step before nothing is gained', () => {
    expect(kneeOf([step(1, 100, 5), step(2, 190, 9), step(4, 195, 17)])?.load).toBe(2);
  });

  it('is nowhere while each step is worth it', () => {
    expect(kneeOf([step(1, 100, 5), step(2, 190, 9)])).toBeUndefined();
  });
});
