import { describe, expect, it } from 'vitest';
import { cutHistory, cutTo, firstToFit, measuresOf } from '../../src/doors/measure.ts';

const measures = measuresOf([20, 10], [3, 2]);

describe('what is too long', () => {
  it('has its texts shortened before anything is left out', () => {
    expect(measures).toEqual([
      { text: 20, entries: 3 },
      { text: 10, entries: 3 },
      { text: 20, entries: 2 },
      { text: 10, entries: 2 },
    ]);
  });

  it('is drawn as large as it fits', () => {
    const area = firstToFit(
      measures,
      ({ text, entries }) => text * entries,
      (drawn) => drawn <= 40,
    );
    expect(area).toBe(30);
  });

  it('is not drawn where it does not fit at all', () => {
    expect(
      firstToFit(
        measures,
        () => 'drawn',
        () => false,
      ),
    ).toBeUndefined();
  });

  it('is counted', () => {
    expect(cutTo(['a', 'b', 'c'], { text: 20, entries: 2 })).toEqual({ shown: ['a', 'b'], left: 1 });
  });

  it('keeps the latest of a history', () => {
    expect(cutHistory(['a', 'b', 'c'], { text: 20, entries: 2 })).toEqual(['… and 1 earlier', 'b', 'c']);
    expect(cutHistory(['a', 'b'], { text: 20, entries: 2 })).toEqual(['a', 'b']);
  });
});
