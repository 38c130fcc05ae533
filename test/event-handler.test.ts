import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { type Bot, handlersIn } from '../src/core/bot.ts';
import type { Card } from '../src/core/card.ts';
import type { Door } from '../src/core/door.ts';
import type { Act } from '../src/core/event.ts';
import { NotYetKnown } from '../src/core/not-yet-known.ts';
import type { Collection } from '../src/core/record.ts';
import { textOf } from '../src/core/text.ts';
import { createEventHandler } from '../src/event-handler.ts';
import { UnsureError } from '../src/store/database/errors.ts';
import { openEmbeddedStore } from '../src/store/embedded/embedded.ts';
import type { Store } from '../src/store/store.ts';
import { bareBot } from './support/bare-bot.ts';
import { aFolder } from './support/folder.ts';
import { aSchool } from './support/test-core.ts';

let store: Store;
beforeEach(async () => {
  store = await openEmbeddedStore({ dir: aFolder() });
});
afterEach(() => store.close());

it('lets time pass for the other schools where it cannot at one', async () => {
  const passed: string[] = [];
  const logged: string[] = [];
  const bot: Bot = {
    ...handlersIn([]),
    enter: (turn) => turn,
    duties: [
      {
        name: 'bell',
        timePassed: async ({ school }) => {
          if (school.id === 'ash') throw new Error('broken');
          passed.push(school.id);
        },
      },
    ],
    said: async () => {},
    greet: async () => {},
    nobody: async () => {},
    unknown: () => {},
  };
  const { pass } = createEventHandler({
    bot,
    store,
    schoolsOn: () => [],
    doors: new Map(),
    platformsOf: () => ['playground'],
    log: (what, details) => logged.push(`${what}: ${details?.school}`),
    counted: () => {},
    meet: async () => {},
    wake: () => {},
  });
  for (const id of ['ash', 'elm']) await pass(aSchool({ id }), '2027-03-02T20:00:00.000Z');
  expect(passed).toEqual(['elm']);
  expect(logged).toEqual(['time could not pass at a school: ash']);
});

it('plays a turn again that has to know something from outside, and lets others go on meanwhile', async () => {
  const counted: string[] = [];
  const notes: Collection<{ id: string }> = {
    kind: 'note',
    schema: z.object({ id: z.string() }),
    keys: () => [],
  };
  const found = aPromise<string>();
  const looking = aPromise<void>();
  const bot: Bot = {
    ...handlersIn([]),
    enter: (turn) => turn,
    duties: [],
    said: async (turn, text) => {
      turn.work.put(notes, { id: `${text}: ${turn.found ?? 'not known'}` });
      if (text !== 'slow' || turn.found !== undefined) return;
      throw new NotYetKnown(() => {
        looking.resolve();
        return found.promise;
      });
    },
    greet: async () => {},
    nobody: async () => {},
    unknown: () => {},
  };
  const school = aSchool();
  const { receive } = createEventHandler({
    bot,
    store,
    schoolsOn: () => [school],
    doors: new Map(),
    platformsOf: () => ['playground'],
    log: () => {},
    counted: (what) => counted.push(what),
    meet: async () => {},
    wake: () => {},
  });
  const say = (id: string, text: string) =>
    receive({
      workspace: school.id,
      event: {
        id,
        at: '2027-03-02T10:00:00.000Z',
        by: { platform: 'playground', user: 'ada' },
        place: { platform: 'playground', conversation: 'c', direct: true },
        type: 'said',
        text,
      },
    });
  const slow = say('e1', 'slow');
  await looking.promise;
  await say('e2', 'quick');
  found.resolve('what was found');
  await slow;
  const kept = await store.read(school.id, (records) => records.find(notes));
  expect(kept.map(({ id }) => id).sort()).toEqual(['quick: not known', 'slow: what was found']);
  expect(counted).toEqual(['turns', 'turns']);
});

function aPromise<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

it('takes no more from one person in a minute than a hand can do, says so once, and serves all others', async () => {
  const told: string[] = [];
  const heard: string[] = [];
  const logged: string[] = [];
  const school = aSchool();
  const whisper = async (to: { user: string }, card: Card) => void told.push(`${to.user}: ${textOf(card)}`);
  const { receive } = createEventHandler({
    bot: { ...bareBot([]), said: async ({ person }) => void heard.push(person.id) },
    store,
    schoolsOn: () => [school],
    doors: new Map([['playground', { whisper } as unknown as Door]]),
    platformsOf: () => ['playground'],
    log: (what) => logged.push(what),
    counted: () => {},
    meet: async () => {},
    wake: () => {},
  });
  let number = 0;
  const act = (user: string, at: string, what: Act = { type: 'said', text: 'hi' }) =>
    receive({
      workspace: school.id,
      event: {
        ...{ id: `e${++number}`, at, by: { platform: 'playground', user } },
        ...{ place: { platform: 'playground', conversation: user, direct: true }, ...what },
      },
    });
  for (let count = 0; count < 300; count++) await act('ada', '2027-03-02T20:00:00.000Z');
  expect(heard).toHaveLength(120);
  expect(told).toEqual([expect.stringMatching(/^ada: .*wait a minute.*ring 999/s)]);
  expect(logged).toEqual(['somebody does more in a minute than is taken in']);
  const form = { type: 'submitted', form: 'x', value: {}, answers: {} } as const;
  expect(await act('ada', '2027-03-02T20:00:59.000Z', form)).toHaveProperty('problems');
  await act('joy', '2027-03-02T20:00:59.000Z');
  await act('ada', '2027-03-02T20:01:00.000Z');
  expect(heard.slice(120)).toEqual(['joy', 'ada']);
});

it('does not say that nothing was changed where nobody can say so', async () => {
  const told: string[] = [];
  const door: Door = {
    platform: 'playground',
    post: () => Promise.reject(new Error('Expected a word for one person.')),
    update: async () => {},
    whisper: async (_to, card) => void told.push(textOf(card)),
    fault: async () => undefined,
    close: async () => {},
  };
  const cut = { turn: () => Promise.reject(new UnsureError('cut off')) };
  const { receive } = createEventHandler({
    bot: bareBot([]),
    store: Object.assign(Object.create(store), cut),
    schoolsOn: () => [aSchool()],
    meet: async () => {},
    doors: new Map([['playground', door]]),
    platformsOf: () => ['playground'],
    log: () => {},
    counted: () => {},
    wake: () => {},
  });
  const does = (act: Act) =>
    receive({
      event: {
        id: JSON.stringify(act),
        at: '2027-03-02T10:00:00.000Z',
        by: { platform: 'playground', user: 'ada' },
        place: { platform: 'playground', conversation: 'ada', direct: true },
        ...act,
      },
      workspace: aSchool().id,
    });
  expect(await does({ type: 'said', text: 'hello' })).toEqual({});
  expect(told.join()).toContain('Please look before you do it again.');
  const { problems } = await does({ type: 'submitted', form: 'any', answers: {}, value: {} });
  expect(problems?.['']).toContain('I can’t tell whether that was kept');
});
