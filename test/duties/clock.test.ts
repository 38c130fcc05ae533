/** What the clock reads in a minute, and that no reminder is lost by it. */
import { describe, expect, it } from 'vitest';
import { createBot, duties } from '../../src/bot/bot.ts';
import type { Collection } from '../../src/core/record.ts';
import { loadEngine } from '../../src/policy/engine.ts';
import { reads, startCore } from '../support/test-core.ts';
import { samples } from './support/samples.ts';

const bot = createBot(loadEngine('data'));
const lin = { id: 'lin', name: 'Lin Park' };
const minute = 60_000;
const hour = 60 * minute;
const names = ['post', 'takedown', 'report', 'found-post', 'signature'];
const matters = duties.flatMap(({ matters = [] }) => matters).filter(({ name }) => names.includes(name));

/** A Tuesday at nine, on which so many of each are open since that day. */
function aDayWith(count: number) {
  const core = startCore(bot, undefined, '2027-03-02T09:00:00.000Z');
  for (const { name, records } of matters)
    for (let at = 0; at < count; at++) {
      const asked = name === 'signature' ? { asked: { by: lin, on: '2027-03-02' } } : {};
      core.work.put(records, { ...samples[name]?.record, ...asked, id: `${name}-${at}` } as { id: string });
    }
  return core;
}

describe('a minute in which nothing is due', () => {
  it('reads no more where a hundred are open than where one is', async () => {
    const [one, hundred] = [aDayWith(1), aDayWith(100)];
    for (const core of [one, hundred]) await core.pass(minute);
    expect(await readIn(hundred, () => hundred.pass(minute))).toBe(await readIn(one, () => one.pass(minute)));
  });
});

describe('a reminder', () => {
  it('comes once on its day, whenever somebody is running first', async () => {
    const core = aDayWith(1);
    await core.pass(minute);
    core.later(24 * hour);
    expect(reads(await core.pass(5 * hour), 'sam')).toContain('is waiting for your word');
    expect(await core.pass(minute)).toEqual([]);
  });

  it('comes on the next day where nobody was running on its own', async () => {
    const core = aDayWith(1);
    await core.pass(minute);
    core.later(2 * 24 * hour);
    expect(reads(await core.pass(minute), 'sam')).toContain('is waiting for your word');
  });

  it('waits for the morning', async () => {
    const core = aDayWith(1);
    await core.pass(minute);
    expect(await core.pass(22 * hour)).toEqual([]);
    expect(reads(await core.pass(hour), 'sam')).toContain('is waiting for your word');
  });
});

/** How many records come out of it. */
async function readIn({ work }: ReturnType<typeof aDayWith>, play: () => Promise<unknown>): Promise<number> {
  const find = work.find.bind(work);
  const get = work.get.bind(work);
  let count = 0;
  work.find = async <T extends { id: string }>(of: Collection<T>, key?: string) => {
    const found = await find(of, key);
    count += found.length;
    return found;
  };
  work.get = async <T extends { id: string }>(of: Collection<T>, id: string) => {
    const found = await get(of, id);
    if (found) count++;
    return found;
  };
  await play();
  return count;
}
