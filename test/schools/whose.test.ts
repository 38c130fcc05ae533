/** Whose an event is where several schools share a workspace: by the card, the room or the person, and else nobody’s. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Act, Event } from '../../src/core/event.ts';
import { newcomers } from '../../src/core/newcomers.ts';
import { type School, schoolFile } from '../../src/core/school.ts';
import { textOf } from '../../src/core/text.ts';
import { whoseEvent } from '../../src/schools/whose.ts';
import { openEmbeddedStore } from '../../src/store/embedded/embedded.ts';
import type { Store } from '../../src/store/store.ts';
import { aFolder } from '../support/folder.ts';

/** Ada works at Hill, Ben at Oak, Eve at both. */
const [hill, oak] = [
  { id: 'hill', name: 'Hill School', people: ['Ada', 'Eve'], rooms: { slt: { slack: 'C0HILL' } } },
  { id: 'oak', name: 'Oak School', people: ['Ben', 'Eve'], rooms: { slt: { slack: 'C0OAK' } } },
].map((school) => {
  const people = school.people.map((name) => ({
    id: name.toLowerCase(),
    name,
    slack: `U0${name.toUpperCase()}`,
  }));
  return schoolFile.parse({ ...school, policy: 'westgate', people });
}) as [School, School];
const both = [hill, oak];

let store: Store;
beforeEach(async () => {
  store = await openEmbeddedStore({ dir: aFolder() });
});
afterEach(() => store.close());

const hello: Act = { type: 'said', text: 'May I post this?' };
const pressed = (school?: string): Act => ({
  type: 'pressed',
  action: 'request.approve',
  value: { id: 'A-1', ...(school ? { _school: school } : {}) },
});

function eventBy(who: string, act: Act, conversation = 'D1'): Event {
  const place = { platform: 'slack', conversation, direct: conversation === 'D1' };
  return {
    id: 'e1',
    at: '2027-03-02T10:00:00.000Z',
    by: { platform: 'slack', user: `U0${who}` },
    place,
    ...act,
  };
}

/** The school where it is played, or what is said; and whom each school has looked for. */
async function whose(event: Event, schools: School[] = both, joins?: School) {
  const met: string[] = [];
  const meet = async (school: School) => {
    met.push(school.id);
    if (school === joins) await addMax(school);
  };
  const { at, says } = await whoseEvent({ store, meet }, schools, event);
  return { at: at?.school.id, event: at?.event, says: says && textOf(says), met };
}

async function addMax({ id: school }: School): Promise<void> {
  const as = { id: 'slack:U0MAX', name: 'Max' };
  const max = {
    ...as,
    platform: 'slack',
    user: 'U0MAX',
    day: '2027-03-01',
    state: 'added' as const,
    as,
    history: [],
  };
  await store.turn(school, async (work) => work.put(newcomers, max));
}

const elsewhere = 'This belongs to a school that isn’t here, so nothing was changed.';
const notHills = 'This belongs to Hill School, and you’re not on its list.';

describe('where there is one school', () => {
  it('it is that school’s, which looks whether somebody has just joined it', async () => {
    expect(await whose(eventBy('MAX', hello), [hill])).toMatchObject({ at: 'hill', met: ['hill'] });
    expect(await whose(eventBy('ADA', pressed('hill')), [hill])).toMatchObject({ at: 'hill' });
  });

  it('what was done on a card of another school is nobody’s', async () => {
    expect(await whose(eventBy('ADA', pressed('oak')), [hill])).toEqual({ says: elsewhere, met: [] });
  });
});

it('where there is none, whoever acts is told, and whoever only looks is not', async () => {
  expect(await whose(eventBy('ADA', hello), [])).toEqual({ says: elsewhere, met: [] });
  expect(await whose(eventBy('ADA', { type: 'opened' }), [])).toEqual({ met: [] });
});

describe('what is done on a card', () => {
  it('is done at its school, and the name of that goes no further', async () => {
    const done = await whose(eventBy('EVE', pressed('oak')));
    expect(done).toMatchObject({ at: 'oak', event: { value: { id: 'A-1' } } });
    expect(done.event).not.toHaveProperty('value._school');
    expect(await whose(eventBy('EVE', pressed('hill'), 'C0OAK'))).toMatchObject({ at: 'hill' });
  });

  it('needs no look at what is on record where the files list whoever did it', async () => {
    await store.close();
    expect(await whose(eventBy('EVE', pressed('oak')))).toMatchObject({ at: 'oak', met: [] });
    store = await openEmbeddedStore({ dir: aFolder() });
  });

  it('is refused to whoever that school does not list', async () => {
    expect(await whose(eventBy('BEN', pressed('hill')))).toMatchObject({
      says: expect.stringContaining(notHills),
    });
    expect((await whose(eventBy('BEN', pressed('hill')))).at).toBeUndefined();
  });

  it('is refused to whoever no school lists, also in a room of that school', async () => {
    const refused = await whose(eventBy('MAX', pressed('hill'), 'C0HILL'));
    expect(refused).toMatchObject({ says: expect.stringContaining(notHills), met: ['hill', 'oak'] });
    expect(refused.at).toBeUndefined();
  });

  it('is nobody’s where its school is not here', async () => {
    expect(await whose(eventBy('ADA', pressed('elm')))).toEqual({ says: elsewhere, met: [] });
  });
});

describe('what is said in a school’s own room', () => {
  it('is that school’s, if it lists whoever says it', async () => {
    expect(await whose(eventBy('EVE', hello, 'C0OAK'))).toMatchObject({ at: 'oak', met: [] });
    expect(await whose(eventBy('ADA', hello, 'C0HILL'))).toMatchObject({ at: 'hill', met: [] });
  });

  it('is refused to those of another school', async () => {
    const refused = await whose(eventBy('BEN', hello, 'C0HILL'));
    expect(refused).toMatchObject({ says: expect.stringContaining(notHills) });
    expect(refused.at).toBeUndefined();
  });

  it('is that school’s to know where nobody lists them', async () => {
    expect(await whose(eventBy('MAX', hello, 'C0HILL'))).toMatchObject({ at: 'hill', met: ['hill', 'oak'] });
  });

  it('is that school’s where the bot itself has come in', async () => {
    expect(await whose(eventBy('BEN', { type: 'joined' }, 'C0HILL'))).toMatchObject({ at: 'hill' });
  });
});

describe('what is said anywhere else', () => {
  it('is the school’s that lists them', async () => {
    expect(await whose(eventBy('ADA', hello))).toMatchObject({ at: 'hill', met: [] });
    expect(await whose(eventBy('BEN', hello))).toMatchObject({ at: 'oak', met: [] });
  });

  it('is asked about where several do', async () => {
    const asked = await whose(eventBy('EVE', hello));
    expect(asked).toMatchObject({ says: expect.stringContaining('Which school is this about?') });
    expect(asked.at).toBeUndefined();
  });

  it('is the school’s where somebody has added them', async () => {
    await addMax(oak);
    expect(await whose(eventBy('MAX', hello))).toMatchObject({ at: 'oak', met: [] });
  });

  it('is the school’s that they have just joined', async () => {
    expect(await whose(eventBy('MAX', hello), both, oak)).toMatchObject({ at: 'oak', met: ['hill', 'oak'] });
  });

  it('is nobody’s where none does, and they are told which schools there are', async () => {
    expect(await whose(eventBy('MAX', hello))).toEqual({
      says: expect.stringContaining('I answer the staff of Hill School and Oak School only'),
      met: ['hill', 'oak'],
    });
    expect(await whose(eventBy('MAX', { type: 'opened' }))).toEqual({ met: ['hill', 'oak'] });
  });

  it('is nobody’s among many schools either, of which three are named at most', async () => {
    const more = (many: number) =>
      Array.from({ length: many }, (_, at) => ({ ...hill, id: `s${at}`, name: `S${at}`, rooms: {} }));
    expect((await whose(eventBy('MAX', hello), more(3))).says).toContain(
      'the staff of S0 and S1 and S2 only',
    );
    expect((await whose(eventBy('MAX', hello), more(4))).says).toContain(
      'the staff of the schools here only',
    );
  });
});
