/** By when a comment has to have an answer: over weekends, holidays and the change of the clocks. */
import { describe, expect, it } from 'vitest';
import { schoolFile } from '../../../src/core/school.ts';
import { dueAt, remindAt, shownDue } from '../../../src/duties/comments/deadline.ts';

const within = { hours: 24, weekend: 'next-working-day' } as const;
const school = schoolFile.parse({ id: 'hill', name: 'Hill School', policy: 'kenn-kenton' });
const withCalendar = {
  ...school,
  calendar: {
    holidays: ['2027-03-08'],
    terms: [['2027-01-04', '2027-03-25']] as [string, string][],
  },
};

describe('an answer within 24 hours, or on the next working day after a weekend', () => {
  it.each([
    ['a Tuesday morning', '2027-03-02T09:30:00Z', '3 March 2027, 9.30 am'],
    [
      'a Friday afternoon, for it did not come at the weekend',
      '2027-03-05T16:00:00Z',
      '6 March 2027, 4.00 pm',
    ],
    ['a Saturday', '2027-03-06T09:00:00Z', 'the end of 8 March 2027'],
    ['a Sunday night', '2027-03-07T23:30:00Z', 'the end of 8 March 2027'],
    ['the Saturday before Easter Monday', '2027-03-27T12:00:00Z', 'the end of 30 March 2027'],
    ['the Saturday on which the clocks go forward', '2028-03-25T23:30:00Z', 'the end of 27 March 2028'],
    [
      'a Sunday by our clocks, which is Saturday in Greenwich',
      '2027-06-05T23:30:00Z',
      'the end of 7 June 2027',
    ],
    ['a bank holiday on a Monday', '2027-05-03T10:00:00Z', '4 May 2027, 11.00 am'],
    ['a day in the holidays', '2027-08-03T10:00:00Z', '4 August 2027, 11.00 am'],
  ])('is owed to what came on %s', (_, came, due) => {
    expect(shownDue(dueAt(came, within, school), school)).toBe(due);
  });

  it('goes past a day on which the school is shut, and not past its holidays', () => {
    const due = (came: string) => shownDue(dueAt(came, within, withCalendar), withCalendar);
    expect(due('2027-03-06T09:00:00Z')).toBe('the end of 9 March 2027');
    expect(due('2027-08-07T09:00:00Z')).toBe('the end of 9 August 2027');
  });

  it('is the end of the next working day where the policy sets no time', () => {
    expect(shownDue(dueAt('2027-03-02T09:30:00Z', undefined, school), school)).toBe(
      'the end of 3 March 2027',
    );
    expect(shownDue(dueAt('2027-03-05T16:00:00Z', undefined, school), school)).toBe(
      'the end of 8 March 2027',
    );
  });
});

describe('the reminder', () => {
  it.each([
    [
      'in the afternoon before what is due in the morning',
      '2027-03-03T09:30:00.000Z',
      '2027-03-02T15:00:00.000Z',
    ],
    [
      'on the morning of the day by whose afternoon it is due',
      '2027-03-03T15:00:00.000Z',
      '2027-03-03T08:00:00.000Z',
    ],
    [
      'on the morning of the day by whose end it is due',
      '2027-03-09T00:00:00.000Z',
      '2027-03-08T08:00:00.000Z',
    ],
    ['by the clocks of summer', '2027-06-02T23:00:00.000Z', '2027-06-02T07:00:00.000Z'],
  ])('comes %s', (_, due, at) => {
    expect(remindAt(due, school)).toBe(at);
  });
});
