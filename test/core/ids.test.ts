import { describe, expect, it } from 'vitest';
import { reference } from '../../src/core/ids.ts';

describe('a reference', () => {
  it('has eight letters that cannot be taken for others', () => {
    expect(reference('A', 'Ev0123#0')).toMatch(/^A-[2-9BCDFGHJKLMNPQRSTVWXZ]{8}$/);
  });

  it('is the same for the same event, and another for another', () => {
    expect(reference('A', 'e1#0')).toBe(reference('A', 'e1#0'));
    expect(reference('A', 'e1#0')).not.toBe(reference('A', 'e1#1'));
  });

  it('is not given twice in a hundred thousand', () => {
    const given = new Set(Array.from({ length: 100_000 }, (_, at) => reference('A', `event-${at}#0`)));
    expect(given.size).toBe(100_000);
  });
});
