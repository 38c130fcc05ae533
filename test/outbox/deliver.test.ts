import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { button, buttonsOf, type Card, caseCard } from '../../src/core/card.ts';
import { copies, deliveries } from '../../src/core/delivery.ts';
import { DeliveryError, type Door } from '../../src/core/door.ts';
import type { Effect } from '../../src/core/effect.ts';
import type { Act, Event, MessageRef, Place } from '../../src/core/event.ts';
import { lostCards } from '../../src/core/lost.ts';
import { enqueue } from '../../src/core/outbox.ts';
import { type Outbox, startOutbox } from '../../src/outbox/deliver.ts';
import { openEmbeddedStore } from '../../src/store/embedded/embedded.ts';
import type { Claimed, Store } from '../../src/store/store.ts';
import { aSchool } from '../support/test-core.ts';

const school = aSchool();
const card = (text: string): Card => ({ kind: 'notice', tone: 'info', text, facts: [], buttons: [] });
const place = (conversation: string): Place => ({ platform: 'playground', conversation, direct: true });

/** A chat that keeps what it is sent, and fails when it is told to. */
function openChat() {
  const messages = new Map<string, { conversation: string; card: Card }>();
  const troubles: Error[] = [];
  const outOfReach = new Set<string>();
  let losesNext = false;
  let whileSending = async () => {};
  const accept = async (conversation?: string) => {
    const isClosed = outOfReach.has(conversation ?? '');
    const trouble = isClosed
      ? new DeliveryError('There is no chat with them.', { retry: false })
      : troubles.shift();
    if (trouble) throw trouble;
    await whileSending();
  };
  const door: Door = {
    platform: 'playground',
    post: async (to, sent) => {
      const conversation = 'place' in to ? to.place.conversation : to.person.user;
      await accept(conversation);
      const id = `m${messages.size + 1}`;
      messages.set(id, { conversation, card: sent });
      if (losesNext) {
        losesNext = false;
        throw new DeliveryError('The answer was lost.', { retry: true });
      }
      return { platform: 'playground', conversation, id };
    },
    update: async (message, sent) => {
      await accept();
      messages.set(message.id, { conversation: message.conversation, card: sent });
    },
    whisper: async ({ place: { conversation }, user }, sent) => {
      await accept();
      messages.set(`m${messages.size + 1}`, { conversation: `${conversation}, for ${user}`, card: sent });
    },
    fault: async () => undefined,
    close: async () => {},
  };
  return {
    door,
    troubles,
    outOfReach,
    /** The next message is there, and nobody hears so. */
    loseNext: () => {
      losesNext = true;
    },
    read: () =>
      [...messages.values()].map(
        (message) => `${message.conversation}: ${'text' in message.card ? message.card.text : ''}`,
      ),
    /** Where there is a button just now. */
    buttonsAt: () =>
      [...messages.values()].flatMap((message) =>
        buttonsOf(message.card).length > 0 ? [message.conversation] : [],
      ),
    during: (act: () => Promise<void>) => {
      whileSending = async () => {
        whileSending = async () => {};
        await act();
      };
    },
  };
}

describe('the outbox', () => {
  let store: Store;
  let outbox: Outbox;
  let chat: ReturnType<typeof openChat>;
  let now: number;
  let number: number;

  beforeEach(async () => {
    now = Date.parse('2027-03-02T20:00:00Z');
    number = 0;
    chat = openChat();
    store = await openEmbeddedStore({ dir: mkdtempSync(join(tmpdir(), 'chalkline-')) });
    outbox = startOutbox(
      { store, doors: new Map([['playground', chat.door]]), now: instant, log: () => {}, counted: () => {} },
      3_600_000,
    );
  });

  afterEach(async () => {
    await outbox.close();
    await store.close();
  });

  const instant = () => new Date(now).toISOString();

  const emit = (...effects: Effect[]) => emitAs({ type: 'opened' }, ...effects);

  async function emitAs(act: Act, ...effects: Effect[]): Promise<void> {
    const event: Event = {
      id: `e${++number}`,
      at: instant(),
      by: { platform: 'playground', user: 'ada' },
      place: place('ada'),
      ...act,
    };
    await store.turn(school.id, async (work) => {
      await enqueue({ event, school, platforms: ['playground'], work }, effects);
    });
  }

  async function sendAll(): Promise<void> {
    outbox.wake();
    await outbox.idle();
  }

  it('gives back what another process may have taken while it was getting ready, and sends it once it has it again', async () => {
    await outbox.close();
    await emit({ type: 'post', to: { place: place('ada') }, card: card('one') });
    const sentMeanwhile: string[][] = [];
    const outOfTouch = new Proxy(store, {
      get: (of, name: keyof Store) => {
        if (name !== 'holds') return of[name].bind(of);
        return (claimed: Claimed) => {
          // Whatever was looked up took longer than the first claim lasts.
          if (sentMeanwhile.push(chat.read()) === 1) return false;
          return of.holds(claimed);
        };
      },
    });
    const doors = new Map([['playground', chat.door]]);
    const late = startOutbox({ store: outOfTouch, doors, now: instant, log: () => {}, counted: () => {} });
    await late.idle();
    late.wake();
    await late.idle();
    await late.close();
    expect(sentMeanwhile).toEqual([[], []]);
    expect(chat.read()).toEqual(['ada: one']);
  });

  it('sends what a turn has left, in order', async () => {
    await emit(
      { type: 'post', to: { place: place('ada') }, card: card('one') },
      { type: 'post', to: { place: place('ada') }, card: card('two') },
    );
    await sendAll();
    expect(chat.read()).toEqual(['ada: one', 'ada: two']);
  });

  it('tells whoever was promised a card that it never arrived, once for all who were to have it', async () => {
    const ifLost = card('nobody could be told');
    await emit(
      { type: 'post', to: { person: 'sam' }, card: card('ring me'), ifLost },
      { type: 'post', to: { person: 'bea' }, card: card('ring me'), ifLost },
    );
    const gone = () => new DeliveryError('The app is not installed there.', { retry: false });
    chat.troubles.push(gone(), gone());
    await sendAll();
    await sendAll();
    expect(chat.read()).toEqual(['ada: nobody could be told']);
  });

  it('does not say that nobody was told where one of them was', async () => {
    const ifLost = card('nobody could be told');
    await emit(
      { type: 'post', to: { person: 'sam' }, card: card('ring me'), ifLost, about: 'C-1' },
      { type: 'post', to: { person: 'bea' }, card: card('ring me'), ifLost, about: 'C-1' },
    );
    chat.troubles.push(new DeliveryError('The app is not installed there.', { retry: false }));
    await sendAll();
    await sendAll();
    expect(chat.read()).toEqual(['bea: ring me']);
  });

  it('promises nothing anew where a room’s people are told one by one instead', async () => {
    const ifLost = card('nobody could be told');
    await emit({ type: 'post', to: { room: 'slt' }, card: card('a call'), ifLost });
    chat.troubles.push(new DeliveryError('The bot is not in that channel.', { retry: false }));
    await sendAll();
    await sendAll();
    expect(chat.read()).not.toContain('ada: nobody could be told');
    expect(chat.read().filter((line) => line.endsWith(': a call')).length).toBeGreaterThan(0);
  });

  it('changes every copy of a card, wherever it went', async () => {
    await emit(
      { type: 'post', to: { room: 'slt' }, card: card('waiting'), about: 'A-1' },
      { type: 'post', to: { person: 'ada' }, card: card('waiting'), about: 'A-1' },
    );
    await sendAll();
    await emit({ type: 'update', about: 'A-1', card: card('approved') });
    await sendAll();
    expect(chat.read()).toEqual(['room:slt: approved', 'ada: approved']);
  });

  it('sends a card that is still waiting as it should look now', async () => {
    await emit({ type: 'post', to: { person: 'ada' }, card: card('waiting'), about: 'A-1' });
    await emit({ type: 'update', about: 'A-1', card: card('approved') });
    await sendAll();
    expect(chat.read()).toEqual(['ada: approved']);
  });

  it('follows up a card that changed while it was on its way', async () => {
    await emit({ type: 'post', to: { person: 'ada' }, card: card('waiting'), about: 'A-1' });
    chat.during(() => emit({ type: 'update', about: 'A-1', card: card('approved') }));
    await sendAll();
    expect(chat.read()).toEqual(['ada: approved']);
  });

  it('tries again later, as long after as the platform asks', async () => {
    chat.troubles.push(new DeliveryError('too many at once', { retry: true, afterMs: 30_000 }));
    await emit({ type: 'post', to: { person: 'ada' }, card: card('one') });
    await sendAll();
    now += 29_000;
    await sendAll();
    expect(chat.read()).toEqual([]);
    now += 2_000;
    await sendAll();
    expect(chat.read()).toEqual(['ada: one']);
  });

  it('gives up where waiting cannot help, and says so in the audit trail', async () => {
    chat.troubles.push(new DeliveryError('blocked', { retry: false }));
    await emit({ type: 'post', to: { person: 'ada' }, card: card('one') });
    await sendAll();
    now += 3_600_000;
    await sendAll();
    expect(chat.read()).toEqual([]);
    const trail = [];
    for await (const entry of store.trail(school.id)) trail.push(entry.what);
    expect(trail).toEqual(['could not deliver a card']);
  });

  describe('what it has given up', () => {
    const lost = () => store.read(school.id, (records) => records.find(lostCards));
    const lose = async (text: string, about = 'A-1') => {
      chat.troubles.push(new DeliveryError('blocked', { retry: false }));
      await emit({ type: 'post', to: { person: 'ada' }, card: card(text), about });
      await sendAll();
    };

    it('waits no longer, and is kept with why for whoever can put that right', async () => {
      await lose('in confidence');
      expect(await store.read(school.id, (records) => records.find(deliveries))).toEqual([]);
      const kept = { state: 'new', why: 'blocked', reader: { person: 'ada' }, card: card('in confidence') };
      expect(await lost()).toMatchObject([kept]);
    });

    it('is kept only as far as a hundred others do not come after it', async () => {
      for (let count = 1; count <= 103; count++) await lose(`card ${count}`);
      const texts = (await lost()).map(({ card }) => card && 'text' in card && card.text);
      expect(texts).toHaveLength(100);
      expect([texts[0], texts.at(-1)]).toEqual(['card 4', 'card 103']);
    });

    it('is not kept where it told of another one that was lost', async () => {
      await lose('a card could not be sent', 'undelivered:e1/0/lost');
      expect(await lost()).toEqual([]);
    });

    it('is not kept where it only changed a message that is gone', async () => {
      await emit({ type: 'post', to: { person: 'ada' }, card: card('waiting'), about: 'A-1' });
      await sendAll();
      chat.troubles.push(new DeliveryError('deleted', { retry: false }));
      await emit({ type: 'update', about: 'A-1', card: card('approved') });
      await sendAll();
      expect(await lost()).toEqual([]);
    });
  });

  it('waits out a platform that is away for a day', async () => {
    await emit({ type: 'post', to: { person: 'ada' }, card: card('one') });
    for (let minute = 0; minute < 24 * 60; minute += 5) {
      chat.troubles.splice(0, 1, new DeliveryError('away', { retry: true }));
      await sendAll();
      now += 5 * 60_000;
    }
    chat.troubles.length = 0;
    now += 15 * 60_000;
    await sendAll();
    expect(chat.read()).toEqual(['ada: one']);
  });

  it('changes a copy once, however often it changed while the platform was away', async () => {
    await emit({ type: 'post', to: { person: 'ada' }, card: card('waiting'), about: 'A-1' });
    await sendAll();
    for (const text of ['one', 'two', 'three'])
      await emit({ type: 'update', about: 'A-1', card: card(text) });
    expect(await store.read(school.id, (records) => records.find(deliveries))).toHaveLength(1);
    await sendAll();
    expect(chat.read()).toEqual(['ada: three']);
  });

  it('leaves alone a copy that is not there any more', async () => {
    await emit({ type: 'post', to: { person: 'ada' }, card: card('waiting'), about: 'A-1' });
    await sendAll();
    chat.troubles.push(new DeliveryError('deleted', { retry: false }));
    await emit({ type: 'update', about: 'A-1', card: card('one') });
    await sendAll();
    await emit({ type: 'update', about: 'A-1', card: card('two') });
    expect(await store.read(school.id, (records) => records.find(deliveries))).toEqual([]);
  });

  it('writes to the members of a room, one by one, where the room cannot be written to', async () => {
    chat.troubles.push(new DeliveryError('not in that channel', { retry: false }));
    await emit({ type: 'post', to: { room: 'slt' }, card: card('waiting'), about: 'A-1' });
    await sendAll();
    await emit({ type: 'update', about: 'A-1', card: card('approved') });
    await sendAll();
    expect(chat.read().sort()).toEqual(['bea: approved', 'lin: approved', 'sam: approved']);
  });

  describe('where the answer to a card was lost', () => {
    const press = (message: MessageRef, ...effects: Effect[]) =>
      emitAs({ type: 'pressed', action: 'request.approve', value: { id: 'A-1' }, message }, ...effects);
    const inChat = (id: string) => ({ platform: 'playground', conversation: 'ada', id });
    const change = (text: string): Effect => ({ type: 'update', about: 'A-1', card: card(text) });

    beforeEach(async () => {
      chat.loseNext();
      await emit({ type: 'post', to: { person: 'ada' }, card: card('waiting'), about: 'A-1' });
      await sendAll();
      now += 60_000;
      await sendAll();
    });

    it('both that are there now are changed once the one that was lost is pressed', async () => {
      expect(chat.read()).toEqual(['ada: waiting', 'ada: waiting']);
      await press(inChat('m1'), change('approved'));
      await sendAll();
      expect(chat.read()).toEqual(['ada: approved', 'ada: approved']);
    });

    it('it is known from then on', async () => {
      await press(inChat('m1'), change('asked'));
      await emit(change('approved'));
      await sendAll();
      expect(chat.read()).toEqual(['ada: approved', 'ada: approved']);
    });

    it('no other card that is pressed there is taken for it', async () => {
      await emit({ type: 'post', to: { person: 'ada' }, card: card('another'), about: 'A-2' });
      await sendAll();
      await press(inChat('m3'), change('approved'));
      await sendAll();
      expect(chat.read()).toEqual(['ada: waiting', 'ada: approved', 'ada: another']);
    });
  });

  it('takes a card for another’s copy nowhere else', async () => {
    await emit({ type: 'post', to: { place: place('ada') }, card: card('a list') });
    await emit({ type: 'post', to: { person: 'ada' }, card: card('waiting'), about: 'A-1' });
    await sendAll();
    await emitAs(
      {
        type: 'pressed',
        action: 'request.approve',
        value: { id: 'A-1' },
        message: { platform: 'playground', conversation: 'ada', id: 'm1' },
      },
      { type: 'update', about: 'A-1', card: card('approved') },
    );
    await sendAll();
    expect(chat.read()).toEqual(['ada: a list', 'ada: approved']);
  });

  it('lets nobody wait for an address that is slow', async () => {
    chat.during(
      () =>
        new Promise((release) => {
          // The slow one goes on only once the quick one has been sent past it.
          chat.during(async () => void setImmediate(release));
        }),
    );
    await emit({ type: 'post', to: { person: 'ada' }, card: card('slow') });
    outbox.wake();
    await emit({ type: 'post', to: { person: 'joy' }, card: card('quick') });
    outbox.wake();
    await outbox.idle();
    expect(chat.read()).toEqual(['joy: quick', 'ada: slow']);
  });

  it('keeps nothing but where cards went, once all is sent', async () => {
    await emit(
      { type: 'post', to: { person: 'ada' }, card: card('one'), about: 'A-1' },
      { type: 'whisper', to: { place: place('ada'), user: 'ada' }, card: card('psst') },
    );
    await sendAll();
    const left = await store.read(school.id, async (records) => [
      await records.find(deliveries),
      await records.find(copies),
    ]);
    expect(left.map((records) => records.length)).toEqual([0, 1]);
  });

  describe('with buttons that are for some only', () => {
    const waiting = (people: string[]): Card =>
      caseCard({
        title: 'Year 4',
        status: 'Waiting',
        tone: 'warning',
        buttons: [button('Approve', 'request.approve')],
        buttonsFor: { people, action: 'request.mine', value: { id: 'A-1' } },
      });
    const leaders = ['lin', 'sam', 'bea'];
    const giveRoom = (people: string[]) =>
      emit({ type: 'post', to: { room: 'slt' }, card: waiting(people), about: 'request:A-1/slt' });
    const change = (people: string[]) =>
      emit({ type: 'update', about: 'request:A-1/slt', card: waiting(people) });

    it('shows them in no room, and to each who may press them on a copy of their own', async () => {
      await giveRoom(leaders);
      await sendAll();
      expect(chat.read()).toHaveLength(4);
      expect(chat.buttonsAt()).toEqual(leaders);
    });

    it('shows them to nobody who reads in the room and may not press them', async () => {
      await giveRoom(['sam', 'bea']);
      await sendAll();
      expect(chat.read()).toHaveLength(3);
      expect(chat.buttonsAt()).toEqual(['sam', 'bea']);
    });

    it('takes them from whoever has pressed theirs', async () => {
      await giveRoom(leaders);
      await sendAll();
      await change(['sam', 'bea']);
      await sendAll();
      expect(chat.buttonsAt()).toEqual(['sam', 'bea']);
      await change([]);
      await sendAll();
      expect(chat.buttonsAt()).toEqual([]);
      expect(chat.read()).toHaveLength(4);
    });

    it('gives their own, once, to whoever may press them later than the others', async () => {
      await giveRoom(['sam']);
      await sendAll();
      for (const people of [['sam', 'bea'], ['bea']]) {
        await change(people);
        await sendAll();
        expect(chat.buttonsAt()).toEqual(people);
      }
      expect(chat.read()).toHaveLength(3);
    });

    it('gives their own anew where the card comes to the room anew', async () => {
      for (let times = 0; times < 2; times++) {
        await giveRoom(['sam']);
        await sendAll();
      }
      expect(chat.buttonsAt()).toEqual(['sam', 'sam']);
    });

    it('sends the card of a room that is gone to those only who have none of their own', async () => {
      chat.troubles.push(new DeliveryError('The bot is not in that channel.', { retry: false }));
      await giveRoom(['sam', 'bea']);
      await sendAll();
      await sendAll();
      expect(chat.read().map((line) => line.split(':')[0])).toEqual(['sam', 'bea', 'lin']);
      expect(chat.buttonsAt()).toEqual(['sam', 'bea']);
    });

    it('does so as well while nothing could be sent yet', async () => {
      const away = () => new DeliveryError('away', { retry: true });
      chat.troubles.push(away(), away());
      await giveRoom(leaders);
      await change(['bea']);
      await sendAll();
      now += 60_000;
      await sendAll();
      expect(chat.buttonsAt()).toEqual(['bea']);
    });

    it('shows them in the room to whoever cannot be written to, and to nobody else there', async () => {
      chat.outOfReach.add('sam');
      await giveRoom(['sam', 'bea']);
      await sendAll();
      await sendAll();
      expect(chat.buttonsAt()).toEqual(['bea', 'room:slt, for sam']);
    });

    it('gives nobody two copies who is handed it in the same turn', async () => {
      await giveRoom(['sam']);
      await sendAll();
      const about = 'request:A-1/slt';
      const card = waiting(['bea']);
      await emit({ type: 'update', about, card }, { type: 'post', to: { person: 'bea' }, card, about });
      await sendAll();
      expect(chat.read()).toHaveLength(3);
      expect(chat.buttonsAt()).toEqual(['bea']);
    });

    it('shows them in no room either on a copy that an earlier release has sent', async () => {
      await giveRoom(['sam']);
      await emit({ type: 'post', to: { person: 'bea' }, card: waiting(['bea']), about: 'request:A-1/slt' });
      await sendAll();
      await store.turn(school.id, async (work) => {
        for (const { reader: _, ...copy } of await work.find(copies)) work.put(copies, copy);
      });
      await change(['bea']);
      await sendAll();
      expect(chat.buttonsAt()).not.toContain('room:slt');
      expect(chat.buttonsAt()).toContain('bea');
    });
  });
});
