/** Two bots whose database is away for a while, in the middle of everything. */
import { setTimeout as wait } from 'node:timers/promises';
import { deliveries } from '../../src/core/delivery.ts';
import type { Store } from '../../src/store/store.ts';
import { dice } from '../support/dice.ts';
import { startProxy } from '../support/proxy.ts';
import { Ledger } from './kill/ledger.ts';
import { People } from './kill/people.ts';
import { Platform } from './kill/platform.ts';
import { busySchool } from './kill/school.ts';
import { Herd } from './races/herd.ts';
import { stores } from './stores.ts';
import type { Given, Outcome, Trial } from './trial.ts';

export const databaseAway = {
  promise:
    'While the database is away people are told; what was acknowledged stays, and everything goes on when it is back.',
  /** Away for so many seconds, and until somebody was told at least. So many requests are decided before that. */
  sizes: { seconds: 60, requests: 24 },
  short: { seconds: 0, requests: 2 },
  on: 'database',
  run,
} satisfies Trial;

const processes = 2;

async function run({ sizes, seed, tell }: Given<'seconds' | 'requests'>): Promise<Outcome> {
  const at = await stores.database.make();
  const proxy = await startProxy(at);
  const platform = new Platform();
  const herd = new Herd(processes, ['database', proxy.url], platform, dice(seed));
  const ledger = new Ledger();
  await herd.ready();
  const people = new People(herd, platform, dice(seed + 1), { bothPlatforms: true });
  await until(() => people.applied.filter(({ isDecided }) => isDecided).length >= sizes.requests);
  tell('  the database goes away');
  proxy.cut();
  await Promise.all([wait(sizes.seconds * 1000), until(() => herd.refused > 0)]);
  const before = herd.times.length;
  proxy.mend();
  const back = performance.now();
  await until(() => herd.times.length > before);
  const wentOn = performance.now() - back;
  tell('  it is back, and so is Chalkline');
  await people.goHome();
  const store = await stores.database.open(at);
  await allSent(store);
  await herd.close();
  await ledger.check(store, people.applied);
  await ledger.checkEnd(store, platform);
  await store.close();
  await proxy.close();
  await stores.database.drop();
  return {
    figures: {
      'seconds without it': sizes.seconds,
      'requests, each decided by two at once': ledger.requests,
      'times somebody was told that it did not work': herd.refused,
      'first thing done after it was back': `${wentOn.toFixed(0)} ms`,
      'cards found there, whose answer was lost': platform.found,
    },
    faults: [...herd.faults.filter((line) => !line.includes('The database ')), ...ledger.faults],
  };
}

/** What was claimed by somebody who then lost touch is sent once its time is over. */
async function allSent(store: Store): Promise<void> {
  const end = performance.now() + longestClaimMs;
  const waiting = () => store.read(busySchool.id, (records) => records.find(deliveries));
  while (performance.now() < end && (await waiting()).length > 0) await wait(100);
}

const longestClaimMs = 30_000;

/** Looks again and again, as what it waits for happens in other processes. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await wait(20);
}
