import { describe, expect, it } from 'vitest';
import { field } from '../../src/core/field.ts';

const words = { name: 'one', label: 'One', ask: 'One?' };
const choices = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
];

describe('a field', () => {
  it.each([
    ['a line of a certain length', { kind: 'line', longest: 80 }],
    ['a text about a secret', { kind: 'text', guarded: true }],
    ['a choice', { kind: 'choice', choices }],
    ['several choices', { kind: 'choices', choices, least: 2 }],
    ['people, whom the school’s list adds to', { kind: 'people', least: 2, listed: true }],
    ['a date', { kind: 'date', notBefore: 'today' }],
  ])('can be %s', (_, kind) => {
    expect(field.safeParse({ ...words, ...kind }).success).toBe(true);
  });

  it.each([
    ['a choice without choices', { kind: 'choice' }],
    ['several choices without choices', { kind: 'choices', least: 2 }],
    ['a line with choices', { kind: 'line', choices }],
    ['a choice of a certain length', { kind: 'choice', choices, longest: 80 }],
    ['a date with a fewest', { kind: 'date', least: 1 }],
    ['people before a date', { kind: 'people', notBefore: 'today' }],
    ['anything else', { kind: 'number' }],
  ])('cannot be %s', (_, kind) => {
    expect(field.safeParse({ ...words, ...kind }).success).toBe(false);
  });
});
