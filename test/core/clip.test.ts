import { describe, expect, it } from 'vitest';
import { clip, head } from '../../src/core/clip.ts';

const family = '👩‍👩‍👧';

describe('a text that is too long', () => {
  it.each([
    ['letters', 'abcdefgh', 'abcd…'],
    ['emoji, which platforms count as two', '🙂🙂🙂🙂', '🙂🙂…'],
    ['a letter with an accent of its own', 'abce\u0301fgh', 'abc…'],
    ['a family, which is eight long', `ab${family}c`, 'ab…'],
  ])('ends in a sign that it goes on: %s', (_, text, clipped) => {
    expect(clip(text, 5)).toBe(clipped);
  });

  it('is never longer than the limit, wherever it is cut', () => {
    const text = `Ä🙂${family}e\u0301 word `.repeat(8);
    for (let longest = 1; longest <= text.length; longest++) {
      expect(clip(text, longest).length).toBeLessThanOrEqual(longest);
      expect(clip(text, longest)).not.toMatch(/\p{Surrogate}/u);
    }
  });

  it('is cut inside a character that alone is too long, but not inside half an emoji', () => {
    expect(head(`e${'\u0301'.repeat(20)}`, 5)).toHaveLength(5);
    expect(head(family, 4)).toBe('👩\u200d');
  });
});

it('a text that fits stays as it is', () => {
  expect(clip('🙂🙂', 4)).toBe('🙂🙂');
});
