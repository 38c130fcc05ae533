import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { OneByOne } from '../../src/store/one-by-one.ts';

async function busy(ms: number): Promise<void> {
  for (const end = performance.now() + ms; performance.now() < end; );
}

test('the steps of a school follow one another, and those of another one do not wait for them', async () => {
  const steps = new OneByOne();
  const done: string[] = [];
  const never = new Promise<void>(() => {});
  void steps.run('north', () => never);
  void steps.run('north', async () => void done.push('north'));
  await steps.run('south', async () => void done.push('south 1'));
  await steps.run('south', async () => void done.push('south 2'));
  expect(done).toEqual(['south 1', 'south 2']);
});

test('a step that fails holds up nobody', async () => {
  const steps = new OneByOne();
  const failed = steps.run('north', () => Promise.reject(new Error('no')));
  expect(await steps.run('north', async () => 'well')).toBe('well');
  await expect(failed).rejects.toThrow('no');
});

test('however many steps wait, everything else gets its turn between them, and their order stays', async () => {
  const steps = new OneByOne();
  const done: number[] = [];
  const all = Array.from({ length: 100 }, (_, at) =>
    steps.run('north', async () => {
      await busy(2);
      done.push(at);
    }),
  );
  await setImmediate();
  expect(done.length).toBeLessThan(100);
  await Promise.all(all);
  expect(done).toEqual(Array.from({ length: 100 }, (_, at) => at));
});
