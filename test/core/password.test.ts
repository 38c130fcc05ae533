import { describe, expect, it } from 'vitest';
import { check } from '../../src/core/check.ts';
import { looksLikePassword, tellsPassword } from '../../src/core/password.ts';
import { alone, given, places, talk } from './passwords.ts';

describe('a password', () => {
  it.each(given)('is seen where it is given as one: %s', (text) => {
    expect(tellsPassword(text)).toBe(true);
    expect(looksLikePassword(text)).toBe(true);
  });

  it.each(alone)('is seen in an answer that says where it is kept: %s', (text) => {
    expect(looksLikePassword(text)).toBe(true);
  });

  it.each(places)('is not seen in a place: %s', (text) => {
    expect(looksLikePassword(text)).toBe(false);
  });

  it.each(talk)('is not seen in ordinary talk: %s', (text) => {
    expect(tellsPassword(text)).toBe(false);
  });

  // With a pattern that goes back to every character from every other one, this would take minutes.
  it.each([
    [`password is ${')'.repeat(200_000)}x`, false],
    ['a'.repeat(200_000), false],
    [`a@${'.a'.repeat(100_000)}`, true],
  ])('is looked for in a long text without keeping anybody waiting', (text, isOneAlone) => {
    expect(tellsPassword(text)).toBe(false);
    expect(looksLikePassword(text)).toBe(isOneAlone);
  });

  it('is refused by every question that takes words', () => {
    const around = { today: '2027-03-02', answers: {} };
    for (const kind of ['line', 'text', 'people'] as const) {
      const result = check({ name: 'x', kind, label: 'X', ask: 'X?' }, 'password: Hunter2!', around);
      expect(result).toHaveProperty('problem', expect.stringContaining('never keep those'));
    }
  });
});
