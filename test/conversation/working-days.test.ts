import { describe, expect, it } from 'vitest';
import { isDaytime, nextWorkingDay } from '../../src/conversation/working-days.ts';
import { dayAt } from '../../src/core/time.ts';
import type { Turn } from '../../src/core/turn.ts';
import { aSchool } from '../support/test-core.ts';

function at(instant: string, school = aSchool()): Turn {
  return { event: { at: instant }, school, today: dayAt(instant, school.timezone) } as Turn;
}

describe('people may be written to', () => {
  it.each([
    ['in winter', '2027-03-02T08:00:00.000Z'],
    ['in summer', '2027-06-01T07:00:00.000Z'],
    ['on the day on which the clocks go forward', '2027-03-28T07:00:00.000Z'],
    ['on the day on which they go back', '2027-10-31T08:00:00.000Z'],
  ])('from eight in the morning by the clocks at the school, %s', (_, eight) => {
    const before = new Date(Date.parse(eight) - 60_000).toISOString();
    expect(isDaytime(at(before))).toBe(false);
    expect(isDaytime(at(eight))).toBe(true);
  });
});

describe('the next working day', () => {
  const terms: [string, string][] = [
    ['2027-06-07', '2027-07-21'],
    ['2027-09-02', '2027-10-22'],
  ];
  const school = aSchool({ calendar: { terms, holidays: [] } });

  it('lies after the weekend, and after the holidays', () => {
    expect(nextWorkingDay(at('2027-07-16T12:00:00.000Z', school))).toBe('2027-07-19');
    expect(nextWorkingDay(at('2027-07-21T12:00:00.000Z', school))).toBe('2027-09-02');
  });

  it('is taken for tomorrow where the calendar names no more', () => {
    expect(nextWorkingDay(at('2027-10-22T12:00:00.000Z', school))).toBe('2027-10-23');
  });
});
