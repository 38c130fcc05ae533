import { describe, expect, it } from 'vitest';
import { bankHolidays, lastYearOfBankHolidays } from '../../src/core/bank-holidays.ts';
import { dayAt, instantAt, isWorkingDay, shownInstant, workingDaysBetween } from '../../src/core/time.ts';

const calendar = {
  holidays: ['2026-11-27'],
  terms: [
    ['2026-09-02', '2026-12-18'],
    ['2027-01-04', '2027-03-26'],
    ['2027-04-12', '2027-05-28'],
  ] as [string, string][],
};

describe('a school day', () => {
  it('is the day at the school, not in Greenwich', () => {
    expect(dayAt('2027-06-30T23:30:00Z', 'Europe/London')).toBe('2027-07-01');
    expect(dayAt('2027-01-31T23:30:00Z', 'Europe/London')).toBe('2027-01-31');
  });

  it('ends and begins at midnight by the school’s clocks, in whatever order it is asked for', () => {
    const instants = ['2027-03-27T23:59:59.999Z', '2027-03-28T22:59:59.999Z', '2027-03-28T23:00:00.000Z'];
    const days = ['2027-03-27', '2027-03-28', '2027-03-29'];
    for (const order of [
      [0, 1, 2],
      [2, 1, 0, 1, 2],
      [1, 0, 2, 0, 1],
    ])
      for (const at of order) expect(dayAt(instants[at] ?? '', 'Europe/London')).toBe(days[at]);
    expect(dayAt('2027-03-28T00:00:00.000Z', 'Europe/London')).toBe('2027-03-28');
    expect(dayAt('2027-03-28T00:00:00.000Z', 'Pacific/Auckland')).toBe('2027-03-28');
    expect(dayAt('2027-03-28T12:00:00.000Z', 'Pacific/Auckland')).toBe('2027-03-29');
  });

  it('begins at a quarter of an hour where the time zone does', () => {
    for (const [at, day] of [
      ['2027-03-01T18:14:59.999Z', '2027-03-01'],
      ['2027-03-01T18:15:00.000Z', '2027-03-02'],
      ['2027-03-01T18:14:59.998Z', '2027-03-01'],
      ['2027-03-01T18:29:59.999Z', '2027-03-02'],
    ] as const)
      expect(dayAt(at, 'Asia/Kathmandu')).toBe(day);
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
    ['a day on which the school is shut', '2026-11-27', false],
    ['a bank holiday in term', '2027-05-03', false],
  ])('%s', (_, day, expected) => {
    expect(isWorkingDay(day, calendar)).toBe(expected);
  });

  it('counts over week-ends and holidays', () => {
    expect(workingDaysBetween('2026-12-17', '2027-01-05', calendar)).toBe(3);
  });

  it('counts the same over the change of the clocks', () => {
    expect(workingDaysBetween('2027-03-22', '2027-04-01', { holidays: [], terms: [] })).toBe(6);
  });

  it('knows no terms where none are given', () => {
    expect(workingDaysBetween('2026-12-17', '2026-12-28', { holidays: [], terms: [] })).toBe(5);
  });
});

describe('the bank holidays', () => {
  const days = [...bankHolidays];

  it('are eight a year, each on a weekday, up to the last year that is listed', () => {
    const years = days.map((day) => day.slice(0, 4));
    for (const year of new Set(years)) expect(years.filter((each) => each === year)).toHaveLength(8);
    expect(days.filter((day) => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()))).toEqual([]);
    expect(years.at(-1)).toBe(lastYearOfBankHolidays);
  });

  it.each([
    ['Good Friday', '2028-04-14'],
    ['Easter Monday', '2026-04-06'],
    ['the Monday for a Boxing Day on a Saturday', '2026-12-28'],
    ['the Monday for a Christmas Day on a Saturday', '2027-12-27'],
    ['the Monday for a New Year’s Day on a Saturday', '2028-01-03'],
  ])('have %s', (_, day) => {
    expect(days).toContain(day);
  });
});
