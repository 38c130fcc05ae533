import { describe, expect, it } from 'vitest';
import { check } from '../../src/core/check.ts';
import { looksLikePassword, tellsPassword } from '../../src/core/password.ts';

const given = [
  'pw: Hunter2!',
  'PW Hunter2!x',
  'password is sunshine',
  'The password is now Autumn2027',
  'passwort: geheim99',
  'Password = "Tr0ub4dor&3"',
  'pin: 4821',
  'login teacher, pass: qwerty1',
  'pwd -> Summer!27',
  'https://school:Hunter2@example.org/login',
];

const alone = [
  'Hunter2!',
  'hunter22',
  'Tr0ub4dor&3',
  'xK9#mQ2$',
  'correct-horse-9!',
  'In the safe: Hunter2!x',
];

const places = [
  'school safe in the office',
  'In the school’s own safe',
  '1Password',
  'LastPass',
  '1Password, vault “Social media”',
  'https://vault.example.org/items/4f2A9b',
  'The password is kept in the safe',
  'The password is safe',
  'Password: office safe',
  'Room 12, blue folder',
  'office/safe',
  'safe',
  'Ask tom@hill.example',
  'The head’s locked drawer',
];

const talk = [
  'Who keeps the passwords of the school’s accounts?',
  'my password is not working',
  'Is my password safe?',
  'What is the password policy?',
  'Show Year 4’s work on Instagram',
  'We pass: the parcel game will be filmed',
  '@Year4_Hill',
];

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
