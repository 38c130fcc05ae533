/** Several bots on one database, and two leaders who decide on each request at once, one on each platform. */
import { textOf } from '../../src/core/text.ts';
import { dice } from '../support/dice.ts';
import { Ledger } from './kill/ledger.ts';
import { People } from './kill/people.ts';
import { Platform } from './kill/platform.ts';
import { staff } from './kill/school.ts';
import { Herd } from './races/herd.ts';
import { stores } from './stores.ts';
import type { Given, Outcome, Trial } from './trial.ts';

export const races = {
  promise:
    'Of two who decide at once, on two platforms and any two of the processes, one does; and every copy says so.',
  sizes: { processes: 4, requests: 2000 },
  short: { processes: 2, requests: 8 },
  on: 'database',
  run,
} satisfies Trial;

async function run({ sizes, seed }: Given<'processes' | 'requests'>): Promise<Outcome> {
  const at = await stores.database.make();
  const platform = new Platform();
  const herd = new Herd(sizes.processes, ['database', at], platform, dice(seed));
  const ledger = new Ledger();
  await herd.ready();
  const began = performance.now();
  const each = Math.ceil(sizes.requests / staff.length);
  const people = new People(herd, platform, dice(seed + 1), { bothPlatforms: true, each });
  await people.atEnd();
  const seconds = (performance.now() - began) / 1000;
  await herd.close();
  const store = await stores.database.open(at);
  await ledger.check(store, people.applied);
  await ledger.checkEnd(store, platform);
  await store.close();
  await stores.database.drop();
  return {
    figures: {
      processes: sizes.processes,
      'requests, each decided by two at once': ledger.requests,
      'things people did a second': (herd.times.length / seconds).toFixed(0),
      'acknowledged after, half of them': inMs(herd.times, 0.5),
      'acknowledged after, all but one in a hundred': inMs(herd.times, 0.99),
      'copies of them on both platforms': [...platform.messages()].length,
    },
    faults: [...herd.faults, ...ledger.faults, ...differing(platform)],
  };
}

function inMs(times: number[], share: number): string {
  const sorted = times.toSorted((one, other) => one - other);
  return `${(sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(0)} ms`;
}

/** By request: what its copies say of how it was decided, which is the same on all of them. */
function differing(platform: Platform): string[] {
  const said = new Map<string, Set<string>>();
  for (const { card } of platform.messages()) {
    const name = card.kind === 'case' && /^Account \d+ of [^.]+\./.exec(card.title)?.[0];
    if (!name) continue;
    const outcome = /(?:Approved|Rejected) by Leader \w+|Waiting for /.exec(textOf(card))?.[0];
    if (outcome) said.set(name, (said.get(name) ?? new Set()).add(outcome));
  }
  const faults = [...said].filter(([, outcomes]) => outcomes.size !== 1);
  return [
    ...faults.map(([name, outcomes]) => `${name} says ${[...outcomes].join(' and ')}`),
    ...(said.size === 0 ? ['no card of a request was found'] : []),
  ];
}
