/** The clock that lets time pass once a minute. */
import { expect, it, onTestFinished, vi } from 'vitest';
import { forEachSchool, startClock } from '../src/clock.ts';

const minute = 60_000;

it('begins no round while another is under way, and makes up for those left out with one', async () => {
  vi.useFakeTimers();
  onTestFinished(() => {
    vi.useRealTimers();
  });
  let end = () => {};
  const first = new Promise<void>((ended) => {
    end = ended;
  });
  let begun = 0;
  const clock = startClock(
    () => {
      begun++;
      return first;
    },
    () => {},
  );
  await vi.advanceTimersByTimeAsync(10 * minute);
  expect(begun).toBe(1);
  end();
  await vi.advanceTimersByTimeAsync(minute);
  expect(begun).toBe(2);
  await clock.close();
});

it('goes on after a round that failed, and says why', async () => {
  const said: unknown[] = [];
  const clock = startClock(
    () => Promise.reject(new Error('The lights went out.')),
    (_line, more) => said.push(more),
    1,
  );
  await vi.waitFor(() => expect(said.length).toBeGreaterThan(1));
  await clock.close();
  expect(said[0]).toEqual({ why: 'The lights went out.' });
});

it('comes to each school once, and to others while one is waited for', async () => {
  const schools = Array.from({ length: 10 }, (_, at) => at);
  const come: number[] = [];
  let end = () => {};
  const slow = new Promise<void>((ended) => {
    end = ended;
  });
  const passed = forEachSchool(schools, async (school) => {
    if (school === 0) await slow;
    come.push(school);
    if (come.length === schools.length - 1) end();
  });
  await passed;
  expect(come).toEqual([...schools.slice(1), 0]);
});

it('lets others go on between one school and the next', async () => {
  const schools = Array.from({ length: 100 }, (_, at) => at);
  let come = 0;
  let heard = schools.length;
  setImmediate(() => {
    heard = come;
  });
  await forEachSchool(schools, async () => void come++);
  expect(heard).toBeLessThan(schools.length / 2);
});
