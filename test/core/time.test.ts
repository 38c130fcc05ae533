import { describe, expect, it } from 'vitest';
import { dayAt, instantAt, isWorkingDay, shownInstant, workingDaysBetween } from '../../src/core/time.ts';

const calendar = {
  holidays: ['2026-12-25'],
  terms: [
    ['2026-09-02', '2026-12-18'],
    ['2027-01-04', '2027-03-26'],
  ] as [string, string][],
};

describe('a school day', () => {
  it('is the day at the school, not in Greenwich', () => {
    expect(dayAt('2027-06-30T23:30:00Z', 'Europe/London')).toBe('2027-07-01');
    expect(dayAt('2027-01-31T23:30:00Z', 'Europe/London')).toBe('2027-01-31');
  });

  it('has its hours by the school’s own clocks, in winter and in summer', () => {
    expect(instantAt('2026-11-23', 9, 'Europe/London')).toBe('2026-11-23T09:00:00.000Z');
    expect(instantAt('2026-07-06', 9, 'Europe/London')).toBe('2026-07-06T08:00:00.000Z');
    expect(instantAt('2026-07-06', 9, 'Pacific/Auckland')).toBe('2026-07-05T21:00:00.000Z');
  });

  it('is shown with its time', () => {
    expect(shownInstant('2027-06-30T20:04:00Z', 'Europe/London')).toBe('30 June 2027, 9.04 pm');
  });

  it.each([
    ['a Friday in term', '2026-12-18', true],
    ['a Saturday', '2026-12-12', false],
    ['a Monday in the holidays', '2026-12-21', false],
    ['a bank holiday', '2026-12-25', false],
  ])('%s', (_, day, expected) => {
    expect(isWorkingDay(day, calendar)).toBe(expected);
  });

  it('counts over week-ends and holidays', () => {
    expect(workingDaysBetween('2026-12-17', '2027-01-05', calendar)).toBe(3);
  });

  it('knows no terms where none are given', () => {
    expect(workingDaysBetween('2026-12-17', '2026-12-28', { holidays: ['2026-12-25'], terms: [] })).toBe(6);
  });
});
