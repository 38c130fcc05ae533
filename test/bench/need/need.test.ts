/** What is worked out follows from what was measured. */
import { describe, expect, it } from 'vitest';
import { needOf } from './need.ts';

const measured = {
  answer: { cpu: 3, calls: 1.5 },
  decision: { cpu: 18, calls: 10 },
  database: { pace: 1000, bytes: 5000 },
  minute: 1,
};

describe('what a country needs', () => {
  it('is twice as many processes where a turn takes twice as long', () => {
    const { answer, decision } = measured;
    const slower = {
      ...measured,
      answer: { ...answer, cpu: answer.cpu * 2 },
      decision: { ...decision, cpu: decision.cpu * 2 },
    };
    expect(needOf(slower).processes / needOf(measured).processes).toBeCloseTo(2, 0);
  });

  it('is held up by the database, or by the clock where its minute takes too long', () => {
    expect(needOf(measured).bottleneck).toBe('the database');
    expect(needOf({ ...measured, minute: 100 }).bottleneck).toBe('the clock');
  });
});
