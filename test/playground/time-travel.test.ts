/** Where the time of a made-up school can go. */
import { describe, expect, test } from 'vitest';
import type { School } from '../../src/core/school.ts';
import { stopsTo } from '../../src/playground/time-travel.ts';
import { schools } from './playground.ts';

const [school] = schools as [School, ...School[]];
const saturdayNight = '2026-11-21T21:50:00.000Z';

describe('next Monday', () => {
  test('is nine in the morning', () => {
    expect(stopsTo('monday', saturdayNight, school)).toEqual(['2026-11-23T09:00:00.000Z']);
  });

  test('is a week away on a Monday, with every morning in between', () => {
    const stops = stopsTo('monday', '2026-11-23T09:00:00.000Z', school);
    expect(stops.map((stop) => stop.slice(0, 10))).toEqual([
      '2026-11-24',
      '2026-11-25',
      '2026-11-26',
      '2026-11-27',
      '2026-11-30',
    ]);
  });
});

test('in a week it is the same time of day, after five mornings', () => {
  const stops = stopsTo('week', saturdayNight, school);
  expect(stops).toHaveLength(6);
  expect(stops.at(-1)).toBe('2026-11-28T21:50:00.000Z');
});

describe('next term', () => {
  test.each([
    [saturdayNight, '2027-01-04'],
    ['2027-01-04T09:00:00.000Z', '2027-04-19'],
    ['2027-07-20T09:00:00.000Z', '2027-09-06'],
  ])('seen from %s begins on %s', (now, day) => {
    expect(stopsTo('term', now, school).at(-1)?.slice(0, 10)).toBe(day);
  });

  test('is the one that the school’s calendar names, with no stop in the holidays', () => {
    const calendar: School['calendar'] = {
      holidays: [],
      terms: [
        ['2026-09-07', '2026-11-27'],
        ['2027-01-11', '2027-03-26'],
      ],
    };
    const stops = stopsTo('term', saturdayNight, { ...school, calendar });
    expect(stops.map((stop) => stop.slice(0, 10))).toEqual([
      '2026-11-23',
      '2026-11-24',
      '2026-11-25',
      '2026-11-26',
      '2026-11-27',
      '2027-01-11',
    ]);
  });
});
