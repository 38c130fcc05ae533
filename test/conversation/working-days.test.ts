import { describe, expect, it } from 'vitest';
import { isDaytime } from '../../src/conversation/working-days.ts';
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
