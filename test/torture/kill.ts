/** A bot under load, killed at any moment, again and again: while it opens its store, writes, sends, or waits for an answer. */
import type { Store } from '../../src/store/store.ts';
import { dice } from '../support/dice.ts';
import { Hunted } from './kill/hunted.ts';
import { Ledger } from './kill/ledger.ts';
import { People } from './kill/people.ts';
import { Platform } from './kill/platform.ts';
import { stores } from './stores.ts';
import type { Given, Outcome, Trial } from './trial.ts';

export const kill = {
  promise:
    'However it is killed, nothing acknowledged is lost, no decision is made twice, and every card arrives.',
  /** `things`: what it does at most, each time, before it is killed. */
  sizes: { kills: 200, things: 150 },
  short: { kills: 1, things: 40 },
  run,
} satisfies Trial;

async function run({ sizes, seed, store: name, tell }: Given<'kills' | 'things'>): Promise<Outcome> {
  const store = stores[name];
  const at = await store.make();
  const chance = dice(seed);
  const platform = new Platform();
  const bot = new Hunted([name, at], platform);
  const ledger = new Ledger();
  const people = new People(bot, platform, dice(seed));
  /** Whoever looks opens the store as the next start would. */
  const look = async (check: (opened: Store) => Promise<void>) => {
    const opened = await store.open(at);
    await check(opened).finally(() => opened.close());
  };

  for (let kills = 1; kills <= sizes.kills; kills++) {
    await bot.runUntilKilled(chance.below(sizes.things + 1));
    await look((opened) => ledger.check(opened, people.applied));
    if (kills % 20 === 0) tell(`  ${kills} kills, ${bot.acknowledged} things acknowledged`);
  }
  await bot.runToTheEnd(() => people.goHome());
  await look(async (opened) => {
    await ledger.check(opened, people.applied);
    await ledger.checkEnd(opened, platform);
  });
  await store.drop(at);
  return {
    figures: {
      kills: sizes.kills,
      'things people did, acknowledged': bot.acknowledged,
      'requests, each decided by two at once': ledger.requests,
      'cards that were waiting at a kill': ledger.owed.size,
      'cards found there, whose answer was lost': platform.found,
    },
    faults: [...bot.faults, ...ledger.faults],
  };
}
