import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Bot, handlersIn } from '../src/core/bot.ts';
import { createEventHandler } from '../src/event-handler.ts';
import { openEmbeddedStore } from '../src/store/embedded.ts';
import type { Store } from '../src/store/store.ts';
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
    wake: () => {},
  });
  for (const id of ['ash', 'elm']) await pass(aSchool({ id }), '2027-03-02T20:00:00.000Z');
  expect(passed).toEqual(['elm']);
  expect(logged).toEqual(['time could not pass at a school: ash']);
});
