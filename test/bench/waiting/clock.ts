/** What a minute of the clock costs while many matters are open, each with a reminder that is to come. */
import { createBot, duties } from '../../../src/bot/bot.ts';
import { forEachSchool } from '../../../src/clock.ts';
import { later } from '../../../src/core/time.ts';
import { createEventHandler } from '../../../src/event-handler.ts';
import { startOutbox } from '../../../src/outbox/deliver.ts';
import { loadEngine } from '../../../src/policy/engine.ts';
import type { Store } from '../../../src/store/store.ts';
import { samples } from '../../duties/support/samples.ts';
import { noon } from '../../store/notes.ts';
import { aSchool } from '../../support/test-core.ts';
import { heldBy, middleOf, type Sizes, schoolAt, spread, timeOf } from './measured.ts';

/** Those of which a school may have many open at once. */
const names = ['post', 'takedown', 'report', 'signature'];
const matters = duties.flatMap(({ matters = [] }) => matters).filter(({ name }) => names.includes(name));
const due = 1000;
const minute = 60_000;
const tomorrow = '2027-03-03';
const lastWeek = '2027-02-22';

/**
 * Milliseconds for a minute in which nothing is due, and for the first one of a morning on which a thousand reminders are;
 * and how long each held the event loop at most.
 */
export async function measureClock(store: Store, { waiting, schools, rounds, fresh }: Sizes) {
  const pass = await passingAt(store, schools);
  await open(store, { schools, count: waiting, name: 'n', since: tomorrow });
  let at = noon;
  const next = () => {
    at = later(at, minute);
    return pass(at);
  };
  // The first one also does what is done once a day.
  await next();
  await fresh();
  const times: number[] = [];
  const held = await heldBy(async () => {
    for (let round = 0; round < rounds; round++) times.push(await timeOf(next));
  });
  await open(store, { schools, count: due, name: 'd', since: lastWeek });
  let dueMinute = 0;
  const dueHeld = await heldBy(async () => {
    dueMinute = await timeOf(() => pass(`${tomorrow}T09:00:00.000Z`));
  });
  return { clockMinute: middleOf(times), held, dueMinute, dueHeld };
}

type Open = { schools: number; count: number; name: string; since: string };

async function open(store: Store, { schools, count, name, since }: Open): Promise<void> {
  for (const [kind, { name: sample, records }] of matters.entries()) {
    const record = samples[sample]?.record;
    const all = Array.from({ length: count / matters.length }, (_, at) => ({
      ...record,
      id: `${name}${kind}-${at}`,
      since,
      asked: { by: { id: 'lin', name: 'Lin Park' }, on: since },
      history: [],
    }));
    await spread(store, schools, all, records);
  }
}

/** As the clock of a process does, with nobody to send anything to. */
async function passingAt(store: Store, count: number): Promise<(at: string) => Promise<void>> {
  const schools = Array.from({ length: count }, (_, at) => aSchool({ id: schoolAt(at) }));
  const log = (what: string, more?: object) => {
    throw new Error(`${what} ${JSON.stringify(more)}`);
  };
  const events = createEventHandler({
    bot: createBot(loadEngine('data')),
    store,
    schoolsOn: () => schools,
    doors: new Map(),
    platformsOf: () => ['playground'],
    log,
    counted: () => {},
    meet: async () => {},
    wake: () => {},
  });
  let now = noon;
  const outbox = startOutbox({ store, doors: new Map(), now: () => now, log, counted: () => {} });
  await outbox.close();
  return async (at) => {
    now = at;
    await forEachSchool(schools, async (school) => {
      if (await store.isFirst(school.id, 'time', at)) await events.pass(school, at);
    });
    await outbox.pass();
  };
}
