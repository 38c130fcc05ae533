/** A bot in a process of its own, with a real store, core and outbox. Its platforms are whoever has started it. */
import { createBot } from '../../../src/bot/bot.ts';
import type { Door } from '../../../src/core/door.ts';
import type { MessageRef } from '../../../src/core/event.ts';
import { createEventHandler } from '../../../src/event-handler.ts';
import type { Log } from '../../../src/log.ts';
import { startOutbox } from '../../../src/outbox/deliver.ts';
import { packsOnly } from '../../support/packs-only.ts';
import { isStore, stores } from '../stores.ts';
import type { Call, FromBot, ToBot } from './messages.ts';
import { busySchool, workspace } from './school.ts';

const [kind = '', at = '', ...platforms] = process.argv.slice(2);
if (!isStore(kind)) throw new Error(`Expected a store that there is, got ${kind}.`);
const bot = createBot(packsOnly());
const say = (message: FromBot) => void process.send?.(message);

const waiting = new Map<number, (message: MessageRef) => void>();
let calls = 0;
const call = (made: Call) =>
  new Promise<MessageRef>((resolve) => {
    calls += 1;
    waiting.set(calls, resolve);
    say({ type: 'calls', number: calls, call: made });
  });

const doorTo = (platform: string): Door => ({
  platform,
  post: (to, card, _calls, mark = { id: '', mayBeThere: false }) =>
    call({ type: 'post', platform, to: 'place' in to ? to.place.conversation : to.person.user, card, mark }),
  update: async (message, card) => void (await call({ type: 'update', message, card })),
  whisper: async ({ user }, card) => void (await call({ type: 'whisper', platform, to: user, card })),
  fault: async () => undefined,
  close: async () => {},
});

const log: Log = (what, details) => say({ type: 'fault', line: `${what} ${JSON.stringify(details)}` });
say({ type: 'opening' });
const store = await stores[kind].open(at);
const doors = new Map(platforms.map((platform) => [platform, doorTo(platform)]));
const now = () => new Date().toISOString();
const outbox = startOutbox({ store, doors, now, log, counted: () => {} });
const { receive } = createEventHandler({
  bot,
  store,
  schoolsOn: () => [busySchool],
  meet: async () => {},
  // A few people do here in minutes what a school does in years.
  mostInAMinute: 100_000,
  doors,
  platformsOf: () => platforms,
  log,
  counted: () => {},
  wake: outbox.wake,
});

async function close(): Promise<void> {
  await outbox.idle();
  await outbox.close();
  await store.close();
  say({ type: 'closed' });
  process.disconnect();
}

process.on('message', async (message: ToBot) => {
  switch (message.type) {
    case 'event':
      return receive({ event: message.event, workspace }).then(
        () => say({ type: 'acknowledged', event: message.event.id }),
        () => say({ type: 'refused', event: message.event.id }),
      );
    case 'answer':
      waiting.get(message.number)?.(message.message);
      return waiting.delete(message.number);
    case 'close':
      return close();
  }
});
say({ type: 'ready' });
