/** The playground's door, spoken to over HTTP as the page does. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DeliveryError } from '../../src/core/door.ts';
import { playgroundPeople } from '../fakes/playground.ts';
import { memory, note, openPlayground, type Playground } from './playground.ts';

let playground: Playground;
let people: ReturnType<typeof playgroundPeople>;

beforeEach(async () => {
  playground = await openPlayground();
  people = playgroundPeople(playground.address, 'old-park');
});

afterEach(() => playground.close());

const texts = (messages: { text: string }[]) => messages.map((message) => message.text);

/** The room's only card. */
async function requestFor(user: string) {
  const [card] = await people.channel('room:slt', user);
  if (!card) throw new Error('Expected a card in the room of the leaders.');
  return card;
}

describe('a private chat', () => {
  test('shows what was said and what was answered, in this order', async () => {
    await people.say('ada', 'hello');
    expect(texts(await people.direct('ada'))).toEqual(['hello', 'You said: hello']);
  });

  test('hands on who said it, at which school, and that nobody else reads it', async () => {
    await people.say('ada', 'hello');
    expect(playground.received[0]).toMatchObject({
      workspace: 'old-park',
      event: {
        type: 'said',
        text: 'hello',
        by: { platform: 'playground', user: 'ada', name: 'Ada Osei' },
        place: { conversation: 'ada', direct: true, via: { school: 'old-park' } },
      },
    });
  });

  test('is not open to anybody else', async () => {
    expect(await people.say('joy', 'hello', { conversation: 'ada' })).toMatchObject({ status: 403 });
    expect(playground.received).toEqual([]);
  });

  test('is another one at every school', async () => {
    await people.say('ada', 'hello');
    expect(await playgroundPeople(playground.address, 'westgate').direct('ada')).toEqual([]);
  });

  test('keeps words that were sent twice under one id once', async () => {
    const body = {
      id: '12345678',
      school: 'old-park',
      as: 'ada',
      at: { conversation: 'ada' },
      text: 'hello',
    };
    await post('say', body);
    await post('say', body);
    expect(texts(await people.direct('ada')).filter((text) => text === 'hello')).toHaveLength(1);
    expect(new Set(playground.received.map(({ event }) => event.id)).size).toBe(1);
  });
});

describe('the staffroom', () => {
  const staffroom = { conversation: 'channel:staffroom' };

  test('is heard only where Chalkline is mentioned', async () => {
    await people.say('ada', 'lovely weather', staffroom);
    expect(playground.received).toEqual([]);
    expect(texts(await people.channel('channel:staffroom', 'joy'))).toEqual(['lovely weather']);
  });

  test('is answered in the thread of the question, which comes without the mention', async () => {
    await people.say('ada', '@Chalkline can I post this?', staffroom);
    const [question, answer] = await people.channel('channel:staffroom', 'joy');
    expect(answer).toMatchObject({ text: 'You said: can I post this?', thread: question?.id });
  });

  test('keeps an answer inside a thread in that thread', async () => {
    await people.say('ada', 'morning', staffroom);
    const [first] = await people.channel('channel:staffroom', 'ada');
    await people.say('joy', '@chalkline hello', { ...staffroom, thread: first?.id ?? '' });
    const threads = (await people.channel('channel:staffroom', 'ada')).map((message) => message.thread);
    expect(threads).toEqual([undefined, first?.id, first?.id]);
  });

  test('refuses an answer to a message that is not there', async () => {
    const told = await people.say('ada', '@Chalkline hi', { ...staffroom, thread: 'gone' });
    expect(told.status).toBe(404);
  });
});

describe('a card', () => {
  test('goes to everybody in the room and to nobody else', async () => {
    await people.say('ada', 'apply');
    expect((await requestFor('sam')).buttons).toEqual(['Approve', 'Reject']);
    await expect(people.channel('room:slt', 'ada')).rejects.toThrow('isn’t in that conversation');
  });

  test('is replaced in place when it is decided, and says that it was edited', async () => {
    await people.say('ada', 'apply');
    await people.press('sam', await requestFor('sam'), 'Approve');
    expect(await requestFor('bea')).toMatchObject({ buttons: [], edited: true });
    expect((await requestFor('bea')).text).toContain('Approved by Sam Hale');
  });

  test('tells the wrong person privately, under the card', async () => {
    await people.say('ada', 'apply');
    const card = await requestFor('lin');
    await people.press('lin', card, 'Approve');
    expect((await people.channel('room:slt', 'lin')).at(-1)).toMatchObject({
      text: 'Only Sam decides.',
      ephemeralFor: 'lin',
      thread: card.id,
    });
    expect(await people.channel('room:slt', 'sam')).toHaveLength(1);
  });

  test('that somebody cannot see cannot be pressed by them', async () => {
    await people.say('ada', 'apply');
    const { id } = await requestFor('sam');
    const press = { id: '12345678', school: 'old-park', as: 'joy', message: id, action: 'a.b', value: {} };
    expect((await post('press', press)).status).toBe(404);
    expect(playground.received).toHaveLength(1);
  });

  test('is drawn for both platforms, with its text beside it', async () => {
    await people.say('ada', 'hello');
    expect((await page()).messages[1]).toMatchObject({
      teams: { teams: 'notice' },
      slack: { slack: 'notice' },
      twin: 'You said: hello',
    });
  });

  test('without the name of a school reaches nobody, and trying again would not help', async () => {
    const lost = playground.door.post({ person: { user: 'sam' } }, note('hello'));
    await expect(lost).rejects.toThrow(DeliveryError);
    await expect(lost).rejects.toMatchObject({ retry: false });
  });

  test('for somebody whom the school does not know reaches nobody', async () => {
    const lost = playground.door.post(
      { person: { user: 'eve', via: { school: 'old-park' } } },
      note('hello'),
    );
    await expect(lost).rejects.toMatchObject({ retry: false });
  });

  test('that was never sent cannot be changed', async () => {
    const ref = {
      platform: 'playground',
      conversation: 'ada',
      id: 'gone',
      via: { school: 'old-park' },
    } as const;
    await expect(playground.door.update(ref, note('hello'))).rejects.toMatchObject({ retry: false });
  });
});

describe('a form', () => {
  test('opens from a button, keeps its problems, and closes when it is accepted', async () => {
    await people.say('ada', 'apply');
    await people.press('sam', await requestFor('sam'), 'Reject');
    const open = people.openView('sam');
    expect(open?.title).toBe('Reject');
    await people.fill('sam', { id: open?.id ?? '' }, { reason: '' });
    expect(people.openView('sam')?.problems).toEqual({ reason: 'Please write a few words here.' });
    await people.fill('sam', { id: open?.id ?? '' }, { reason: 'We have one' });
    expect(people.openView('sam')).toBeUndefined();
    expect(texts(await people.direct('ada')).at(-1)).toBe('Rejected: We have one');
  });

  test('opens from words, too', async () => {
    await people.say('ada', 'form');
    expect(people.openView('ada')?.title).toBe('Reject');
  });
});

describe('after a restart', () => {
  test('every message is where it was, and old cards still work', async () => {
    const kept = memory();
    const before = await openPlayground(kept);
    await playgroundPeople(before.address, 'old-park').say('ada', 'apply');
    await before.close();
    const after = await openPlayground(kept);
    people = playgroundPeople(after.address, 'old-park');
    expect(texts(await people.direct('ada'))).toEqual(['apply', 'You said: apply']);
    await people.press('sam', await requestFor('sam'), 'Approve');
    expect((await requestFor('sam')).text).toContain('Approved by Sam Hale');
    await after.close();
  });

  test('new messages come after the old ones', async () => {
    const kept = memory();
    const before = await openPlayground(kept);
    await playgroundPeople(before.address, 'old-park').say('ada', 'first');
    await before.close();
    const after = await openPlayground(kept);
    people = playgroundPeople(after.address, 'old-park');
    await people.say('ada', 'second');
    expect(texts(await people.direct('ada')).filter((text) => !text.startsWith('You'))).toEqual([
      'first',
      'second',
    ]);
    await after.close();
  });
});

describe('when nothing can be kept', () => {
  test('a message is not shown as sent, and later ones go through', async () => {
    const kept = memory();
    const full = await openPlayground(kept);
    people = playgroundPeople(full.address, 'old-park');
    kept.full = true;
    expect(await people.say('ada', 'hello')).toMatchObject({ status: 500 });
    expect(full.received).toEqual([]);
    kept.full = false;
    expect(await people.say('ada', 'hello again')).toMatchObject({ status: 200 });
    expect(texts(await people.direct('ada'))[0]).toBe('hello again');
    await full.close();
  });
});

describe('earlier messages', () => {
  test('come a page at a time', async () => {
    for (let at = 0; at < 35; at++) await people.say('ada', `message ${at}`);
    const latest = await page();
    expect(latest).toMatchObject({ more: true });
    const earlier = await page(latest.messages[0]?.number);
    expect(earlier).toMatchObject({ more: false });
    expect(latest.messages.length + earlier.messages.length).toBe(70);
  });
});

async function page(before?: number) {
  const query = new URLSearchParams({ school: 'old-park', as: 'ada', conversation: 'ada' });
  if (before) query.set('before', String(before));
  const response = await fetch(`${playground.address}/playground/messages?${query}`);
  return (await response.json()) as { messages: { number: number }[]; more: boolean };
}

async function post(what: string, body: object): Promise<Response> {
  return fetch(`${playground.address}/playground/${what}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}
