import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Card } from '../../src/core/card.ts';
import { type Delivery, deliveries } from '../../src/core/delivery.ts';
import { type Outbox, startOutbox } from '../../src/outbox/deliver.ts';
import { openEmbeddedStore } from '../../src/store/embedded/embedded.ts';
import type { Store } from '../../src/store/store.ts';
import { openPlatform } from '../fakes/platform.ts';
import { dice } from '../support/dice.ts';
import { aFolder } from '../support/folder.ts';

const card = (text: string): Card => ({ kind: 'notice', tone: 'info', text, facts: [], buttons: [] });
const second = 1000;
const minute = 60 * second;

let now: number;
let dir: string;
let store: Store;
let slack: ReturnType<typeof openPlatform>;
let teams: ReturnType<typeof openPlatform>;
let outbox: Outbox;

beforeEach(async () => {
  now = Date.parse('2027-03-02T20:00:00Z');
  slack = openPlatform('slack');
  teams = openPlatform('teams');
  dir = join(aFolder(), 'store');
  store = await openEmbeddedStore({ dir });
  outbox = open();
});

afterEach(async () => {
  await outbox.close();
  await store.close();
});

const instant = () => new Date(now).toISOString();

function open(): Outbox {
  const doors = new Map([slack, teams].map(({ door }) => [door.platform, door]));
  const parts = { store, doors, now: instant, log: () => {}, counted: () => {} };
  // Looks when it is told to, and when it is stopped waits for nothing.
  return startOutbox(parts, 60 * minute, 0);
}

let number = 0;
function aCard(platform: string, person: string, text: string, more: Partial<Delivery> = {}): Delivery {
  const id = `e${++number}/0`;
  const order = { type: 'message', person } as const;
  return { id, platform, order, card: card(text), tries: 0, due: instant(), since: instant(), ...more };
}

async function put(...all: Delivery[]): Promise<void> {
  await store.turn('hill', async (work) => {
    for (const delivery of all) work.put(deliveries, delivery);
  });
}

async function sendAll(): Promise<void> {
  outbox.wake();
  await outbox.idle();
}

async function pass(ms: number): Promise<void> {
  now += ms;
  await outbox.pass();
  await sendAll();
}

const waiting = () => store.read('hill', (records) => records.find(deliveries));
const sixty = Array.from({ length: 60 }, (_, at) => `${at}`);

describe('a place that has had too much', () => {
  /** One message a second for each place. */
  function onePerSecond(): void {
    const last = new Map<string, number>();
    slack.limit((conversation) => {
      const since = now - (last.get(conversation) ?? 0);
      if (since < second) return second;
      last.set(conversation, now);
      return undefined;
    });
  }

  it('is left alone until its time has come, whatever else there is for it', async () => {
    onePerSecond();
    await put(...sixty.map((text) => aCard('slack', 'ada', text)));
    await sendAll();
    for (let seconds = 0; seconds < 60; seconds++) await pass(second);
    expect(slack.read()).toHaveLength(60);
    expect(slack.refusals.length).toBeLessThanOrEqual(60);
  });

  it('holds up no other place', async () => {
    onePerSecond();
    await put(aCard('slack', 'ada', 'one'), aCard('slack', 'ada', 'two'), aCard('slack', 'joy', 'three'));
    await sendAll();
    expect(slack.read().sort()).toEqual(['ada: one', 'joy: three']);
  });

  it('hears everything in order', async () => {
    onePerSecond();
    await put(...sixty.map((text) => aCard('slack', 'ada', text)));
    await sendAll();
    for (let seconds = 0; seconds < 60; seconds++) await pass(second);
    expect(slack.read()).toEqual(sixty.map((text) => `ada: ${text}`));
  });

  it('speaks for the whole method where a second one has had too much as well', async () => {
    slack.limit(() => 30 * second);
    await put(...sixty.map((user) => aCard('slack', user, 'hello')));
    await sendAll();
    const first = slack.refusals.length;
    await put(aCard('slack', 'another', 'hello'));
    await sendAll();
    expect(slack.refusals).toHaveLength(first);
    slack.limit(() => undefined);
    await pass(31 * second);
    expect(slack.read()).toHaveLength(61);
  });
});

describe('a platform that is away', () => {
  it('is asked by one card at a time, however many there are', async () => {
    slack.is('away');
    await put(...sixty.map((user) => aCard('slack', user, 'hello')));
    await sendAll();
    const first = slack.refusals.length;
    for (let minutes = 0; minutes < 10; minutes++) await pass(minute);
    expect(slack.refusals.length - first).toBeLessThanOrEqual(10);
    expect(await waiting()).toHaveLength(60);
  });

  it('gets everything at once when it is back, what was promised first', async () => {
    slack.is('away');
    const ifLost = { platform: 'slack', person: 'sam', card: card('lost') };
    await put(...sixty.map((user) => aCard('slack', user, 'hello')));
    await sendAll();
    await put(aCard('slack', 'lin', 'ring me', { ifLost }));
    for (let minutes = 0; minutes < 30; minutes++) await pass(minute);
    slack.is('there');
    await pass(minute);
    expect(slack.read()).toHaveLength(61);
    expect(slack.read().indexOf('lin: ring me')).toBeLessThan(2);
  });

  it('is not taken to be so for one card that it never takes', async () => {
    slack.fails('ada');
    await put(aCard('slack', 'ada', 'hello'));
    for (let minutes = 0; minutes < 30; minutes++) await pass(minute);
    await put(aCard('slack', 'joy', 'hello'));
    await sendAll();
    expect(slack.read()).toEqual(['joy: hello']);
  });

  it('is asked about what was promised every minute or so, even where that is all there is', async () => {
    slack.is('away');
    const ifLost = { platform: 'slack', person: 'sam', card: card('lost') };
    await put(aCard('slack', 'lin', 'ring me', { ifLost }));
    for (let minutes = 0; minutes < 60; minutes++) await pass(minute);
    slack.is('there');
    await pass(minute);
    await pass(15 * second);
    expect(slack.read()).toEqual(['lin: ring me']);
  });

  it('holds up no other', async () => {
    slack.is('hanging');
    await put(...Array.from({ length: 200 }, (_, at) => aCard('slack', `${at}`, 'hello')));
    outbox.wake();
    await put(aCard('teams', 'ada', 'hello'));
    const taken = teams.taken();
    outbox.wake();
    await taken;
    expect(teams.read()).toEqual(['ada: hello']);
  });
});

describe('ten minutes of bad weather', () => {
  it('lose no card, and double those alone whose answer was lost', async () => {
    // How long each card waits is chance as well.
    const { next: random } = dice(7);
    slack.weathers(() => {
      const kind = random();
      if (kind < 0.15) return 'error';
      if (kind < 0.22) return 'lost';
      return kind < 0.3 ? 5 * second : 'fine';
    });
    for (let minutes = 0; minutes < 10; minutes++) {
      await put(...sixty.map((user) => aCard('slack', `${user}`, `card ${minutes}`)));
      for (let seconds = 0; seconds < 60; seconds += 5) await pass(5 * second);
    }
    slack.weathers(() => 'fine');
    for (let minutes = 0; minutes < 15; minutes++) await pass(minute);
    expect(await waiting()).toEqual([]);
    const lost = slack.refusals.filter((refusal) => refusal.endsWith('lost')).length;
    expect(lost).toBeGreaterThan(0);
    expect(new Set(slack.read()).size).toBe(600);
    expect(slack.read()).toHaveLength(600 + lost);
  });
});

describe('a clock that is put back', () => {
  it('makes nothing wait for the time that it showed before', async () => {
    slack.limit(() => 30 * second);
    await put(aCard('slack', 'ada', 'hello'));
    await sendAll();
    slack.limit(() => undefined);
    await pass(-60 * minute);
    expect(slack.read()).toEqual(['ada: hello']);
  });
});

describe('what was promised', () => {
  const ifLost = (at: string) => ({ platform: 'teams', person: 'ada', card: card('not yet there'), at });
  const promised = (user: string) => aCard('slack', user, 'ring me', { ifLost: ifLost(instant()) });

  it('and has not arrived after ten minutes is told, once, and goes on being tried', async () => {
    slack.is('away');
    await put(promised('sam'));
    await sendAll();
    for (let minutes = 0; minutes < 9; minutes++) await pass(minute);
    expect(teams.read()).toEqual([]);
    for (let minutes = 0; minutes < 30; minutes++) await pass(minute);
    expect(teams.read()).toEqual(['ada: not yet there']);
    slack.is('there');
    await pass(10 * minute);
    expect(slack.read()).toEqual(['sam: ring me']);
  });

  it('and arrives after all is not said to be lost where that could not be said before', async () => {
    slack.is('away');
    teams.is('away');
    await put(promised('sam'));
    for (let minutes = 0; minutes < 15; minutes++) await pass(minute);
    slack.is('there');
    await pass(10 * minute);
    teams.is('there');
    await pass(10 * minute);
    expect(slack.read()).toEqual(['sam: ring me']);
    expect(teams.read()).toEqual([]);
  });
});

describe('stopping', () => {
  it('waits for no platform that does not answer, and what is left is sent after the next start', async () => {
    slack.is('hanging');
    await put(...sixty.map((user) => aCard('slack', user, 'hello')));
    outbox.wake();
    await outbox.close();
    await store.close();
    slack.is('there');
    store = await openEmbeddedStore({ dir });
    outbox = open();
    await sendAll();
    expect(slack.read()).toHaveLength(60);
  });
});
