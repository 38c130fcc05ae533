import { expect, it } from 'vitest';
import { readDay } from '../../src/core/day-words.ts';

// A Wednesday.
const today = '2027-03-10';

it.each([
  ['today', '2027-03-10'],
  ['Tomorrow', '2027-03-11'],
  ['yesterday', '2027-03-09'],
  ['Friday', '2027-03-12'],
  ['on Friday.', '2027-03-12'],
  ['wed', '2027-03-10'],
  ['this friday', '2027-03-12'],
  ['next Friday', '2027-03-19'],
  ['next Monday', '2027-03-15'],
  ['next Sunday', '2027-03-21'],
  ['last Friday', '2027-03-05'],
  ['last Wednesday', '2027-03-03'],
  ['in two weeks', '2027-03-24'],
  ['in 10 days', '2027-03-20'],
  ['in a fortnight', '2027-03-24'],
  ['next week', '2027-03-17'],
  ['3 days ago', '2027-03-07'],
  ['14 March', '2027-03-14'],
  ['2nd of March', '2028-03-02'],
  ['14/3/2027', '2027-03-14'],
  ['on 14 March 2027', '2027-03-14'],
  ['14 March 2027.', '2027-03-14'],
  ['Friday 14 March', '2027-03-14'],
  ['the 14th of March', '2027-03-14'],
  ['14/3', '2027-03-14'],
  ['14.3', '2027-03-14'],
  ['soon', undefined],
  ['in some days', undefined],
  ['two weeks', undefined],
  ['maybe', undefined],
  ['__proto__', undefined],
  ['constructor', undefined],
])('“%s” is %s', (said, day) => expect(readDay(said, today)).toBe(day));

it.each([
  ['Friday', '2027-03-05'],
  ['Wednesday', '2027-03-03'],
  ['2 March', '2027-03-02'],
  ['14 March', '2026-03-14'],
])('“%s” was %s where it has happened', (said, day) => expect(readDay(said, today, true)).toBe(day));
