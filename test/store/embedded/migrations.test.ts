/** A store that an earlier release has written is what this one expects, however its records were kept then. */
import { readdirSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { createBot, duties } from '../../../src/bot/bot.ts';
import type { Collection } from '../../../src/core/record.ts';
import { loadEngine } from '../../../src/policy/engine.ts';
import { openEmbeddedStore } from '../../../src/store/embedded/embedded.ts';
import type { Migration } from '../../../src/store/embedded/migrate.ts';
import type { Store } from '../../../src/store/store.ts';
import { aFolder } from '../../support/folder.ts';

type Item = { id: string; [part: string]: unknown };

/** A kind of records, in whatever shape a release has kept it. */
function kind(name: string): Collection<Item> {
  return { kind: name, schema: z.looseObject({ id: z.string() }), keys: () => [] };
}

async function open(dir: string, migrations?: Migration[]): Promise<Store> {
  const store = await openEmbeddedStore(migrations ? { dir, migrations } : { dir });
  onTestFinished(() => store.close());
  return store;
}

/** What has become of records that the release before the first migration has kept. */
async function broughtOver(records: [string, Item][]): Promise<Store> {
  const dir = aFolder();
  const earlier = await open(dir, []);
  for (const [name, record] of records)
    await earlier.turn('hill', async (work) => work.put(kind(name), record));
  await earlier.close();
  return open(dir);
}

function all(store: Store, name: string): Promise<Item[]> {
  return store.read('hill', (records) => records.find(kind(name)));
}

const ada = { id: 'ada', name: 'Ada Osei' };
const lin = { id: 'lin', name: 'Lin Park' };
const at = (hour: number) => `2027-03-02T${hour}:00:00.000Z`;

const call = {
  id: 'P-1',
  caller: 'Kim Webb',
  outlet: 'The Gazette',
  reach: '01234 567890',
  subject: 'The playground',
  deadline: 'not given',
  takenBy: ada,
  at: at(10),
  state: 'new',
};

describe('a call from the press', () => {
  it('has the history that its card used to show', async () => {
    const store = await broughtOver([
      ['press-call', call],
      ['press-call', { ...call, id: 'P-2', state: 'claimed', claimedBy: { ...lin, at: at(11) } }],
    ]);
    const [fresh, claimed] = await all(store, 'press-call');
    expect(fresh).toEqual({
      ...without(call, 'state'),
      history: [{ at: at(10), words: 'Taken by Ada Osei' }],
    });
    expect(claimed).toMatchObject({
      claimedBy: lin,
      history: [
        { at: at(10), words: 'Taken by Ada Osei' },
        { at: at(11), words: 'Claimed by Lin Park' },
      ],
    });
  });

  it('knows of who closed it what was known: the name', async () => {
    const outcome = { words: 'Statement sent.', by: 'Sam Hale', at: at(12) };
    const store = await broughtOver([['press-call', { ...call, state: 'closed', outcome }]]);
    const [closed] = await all(store, 'press-call');
    expect(closed?.outcome).toEqual({ words: 'Statement sent.', by: { id: '', name: 'Sam Hale' } });
    expect(closed?.history).toContainEqual({ at: at(12), words: 'Closed by Sam Hale' });
  });
});

describe('somebody who asked to be rung', () => {
  it('has a history, also of who has spoken to them', async () => {
    const asked = { id: 'C-1', role: 'dsl', from: ada, at: at(10) };
    const store = await broughtOver([
      ['callback', asked],
      ['callback', { ...asked, id: 'C-2', overdue: true, done: { name: 'Bea Ode', at: at(11) } }],
    ]);
    const first = { at: at(10), words: 'Ada Osei asked to be rung' };
    expect(await all(store, 'callback')).toEqual([
      { ...asked, history: [first] },
      {
        ...asked,
        id: 'C-2',
        overdue: true,
        done: { name: 'Bea Ode', at: at(11) },
        history: [first, { at: at(11), words: 'Bea Ode has spoken to them' }],
      },
    ]);
  });
});

describe('a question to a person', () => {
  it('has a history, also of its answer and whether it was kept', async () => {
    const asked = { id: 'Q-1', asker: ada, words: 'May I?', topics: [], facts: {}, role: 'slt', at: at(10) };
    const answer = { words: 'Yes.', by: lin, at: at(11), kept: true };
    const store = await broughtOver([
      ['question', asked],
      ['question', { ...asked, id: 'Q-2', answer }],
    ]);
    const first = { at: at(10), words: 'Asked by Ada Osei' };
    expect(await all(store, 'question')).toEqual([
      { ...asked, history: [first] },
      {
        ...asked,
        id: 'Q-2',
        answer,
        history: [first, { at: at(11), words: 'Answered by Lin Park, and kept as the school’s own ruling' }],
      },
    ]);
  });
});

const leaver = {
  id: 'L-1',
  person: ada,
  on: '2027-03-31',
  by: lin,
  state: 'open',
  since: at(10),
  history: [{ at: at(10), words: 'Noted by Lin Park' }],
};
const choosing = { account: 'A-1', title: 'Year 4', step: 'choose' };
const asked = { account: 'A-2', title: 'Choir', way: 'transfer', step: 'asked', heir: lin, proposer: ada };

it('takes along who decided on a ruling of the school’s own', async () => {
  const ruling = {
    id: 'gifts',
    topics: [],
    facts: {},
    question: 'May I?',
    answer: 'Yes.',
    by: lin,
    at: at(10),
  };
  const store = await broughtOver([['own-ruling', ruling]]);
  expect(await all(store, 'own-ruling')).toEqual([
    { ...ruling, history: [{ at: at(10), words: 'Decided by Lin Park' }] },
  ]);
});

describe('somebody who leaves', () => {
  it('has a record for each account that they hand over', async () => {
    const store = await broughtOver([['leaver', { ...leaver, handovers: [choosing, asked] }]]);
    expect(await all(store, 'leaver')).toEqual([leaver]);
    expect(await all(store, 'leaving-day')).toEqual([{ id: 'ada', on: leaver.on, settled: false }]);
    const common = { leaver: 'L-1', person: ada, history: [] };
    expect(await all(store, 'handover')).toEqual([
      { id: 'L-1-A-1', ...common, ...choosing },
      { id: 'L-1-A-2', ...common, ...asked },
    ]);
  });

  it('waits for nothing any more where that was called off', async () => {
    const off = { ...leaver, state: 'off', handovers: [{ ...choosing, step: 'done' }, asked] };
    const store = await broughtOver([['leaver', off]]);
    const steps = (await all(store, 'handover')).map((handover) => handover.step);
    expect(steps).toEqual(['done', 'off']);
    expect(await all(store, 'leaving-day')).toEqual([]);
  });

  it('is changed by later turns like any other, and read back once more', async () => {
    const dir = aFolder();
    const earlier = await open(dir, []);
    const before = { ...leaver, handovers: [choosing, asked] };
    await earlier.turn('hill', async (work) =>
      work.put(kind('leaver'), { ...before, handovers: [choosing] }),
    );
    await earlier.turn('hill', async (work) => work.put(kind('leaver'), before));
    await earlier.close();
    const store = await open(dir);
    const done = { ...choosing, id: 'L-1-A-1', leaver: 'L-1', person: ada, history: [], step: 'done' };
    await store.turn('hill', async (work) => {
      work.put(kind('handover'), done);
      work.remove(kind('handover'), 'L-1-A-2');
    });
    await store.close();
    expect(await all(await open(dir), 'handover')).toEqual([done]);
  });
});

describe('a request', () => {
  it('is neither given out nor carried out once more', async () => {
    const states = ['waiting', 'changes', 'approved', 'rejected'];
    const store = await broughtOver(states.map((state) => ['request', { id: state, state }]));
    expect(await all(store, 'request')).toEqual([
      { id: 'waiting', state: 'waiting', givenOut: true },
      { id: 'changes', state: 'changes' },
      { id: 'approved', state: 'approved', carriedOut: true },
      { id: 'rejected', state: 'rejected' },
    ]);
  });
});

describe('a form that somebody has begun', () => {
  const { forms } = createBot(loadEngine('data'));

  it.each([
    ['accounts.apply', {}, {}],
    ['accounts.apply', { revises: 'A-1' }, { id: 'A-1' }],
    ['accounts.change', { id: 'S-1', change: 'owners' }, { id: 'S-1', change: 'owners' }],
    ['accounts.existing', {}, {}],
    ['accounts.standing', {}, {}],
    ['press.log', {}, {}],
  ])('%s with %j can be sent', async (form, value, now) => {
    const [draft] = await all(await broughtOver([['draft', { id: 'D-1', form, value }]]), 'draft');
    expect(forms.has(String(draft?.form))).toBe(true);
    expect(draft?.value).toEqual(now);
  });
});

it('takes along the copies of a card, so that an old one still changes', async () => {
  const message = { platform: 'slack', conversation: 'D1', id: '1' };
  const order = { type: 'message', person: 'U1', about: 'callback:C-1' };
  const card = { kind: 'notice', tone: 'info', text: 'Ring', facts: [], buttons: [] };
  const store = await broughtOver([
    ['copy', { id: 'one', about: 'press:P-1', message }],
    ['copy', { id: 'two', about: 'account:A-1/staff', message }],
    ['copy', { id: 'seven', about: 'question:Q-1', message }],
    ['copy', { id: 'three', about: 'leaver:L-1', message }],
    ['copy', { id: 'four', about: 'leaver:L-1/A-1', message }],
    ['copy', { id: 'five', about: 'leaver:L-1/A-1/access', message }],
    ['copy', { id: 'six', about: 'leaver:L-1/A-1/lin', message }],
    ['delivery', { id: 'e1/0', platform: 'slack', order, card, tries: 0, due: at(10) }],
  ]);
  expect((await all(store, 'copy')).map(({ about }) => about)).toEqual([
    'press:P-1/call',
    'account:A-1/staff',
    'ask:Q-1/question',
    'leaver:L-1/leaver',
    'handover:L-1-A-1/handover',
    'handover:L-1-A-1/access',
    'handover:L-1-A-1/heir-lin',
  ]);
  const [claimed] = await store.claim(() => at(12), 1);
  expect(claimed?.delivery.order).toEqual({ ...order, about: 'safety:C-1/call' });
});

it('keeps the events of each day that were played by themselves', async () => {
  const store = await broughtOver([
    ['played', { id: 'one', until: '2027-03-03T09:00:00.000Z' }],
    ['played', { id: 'two', until: '2027-03-04T09:00:00.000Z' }],
  ]);
  expect(await all(store, 'played-2027-03-02')).toEqual([{ id: 'one' }]);
  expect(await all(store, 'played-2027-03-03')).toEqual([{ id: 'two' }]);
  expect(await all(store, 'played')).toEqual([]);
});

it('leaves what it has no step for as it is', async () => {
  const standing = { id: 'ada', signed: { policy: 'Kenn', at: '2027-03-02' } };
  const store = await broughtOver([['standing', standing]]);
  expect(await all(store, 'standing')).toEqual([standing]);
});

it('gives every matter records that it can read', async () => {
  const store = await broughtOver([
    ['press-call', { ...call, state: 'claimed', claimedBy: { ...lin, at: at(11) } }],
    ['callback', { id: 'C-1', role: 'slt', from: ada, at: at(10), done: { name: 'Lin Park', at: at(11) } }],
    ['leaver', { ...leaver, handovers: [choosing, asked] }],
  ]);
  const kinds = duties.flatMap(({ matters = [] }) => matters.map(({ records }) => records));
  const read: string[] = [];
  for (const records of kinds) {
    const found = await store.read('hill', (work) => work.find(records));
    read.push(...found.map(({ id }: { id: string }) => id));
  }
  expect(read.sort()).toEqual(['C-1', 'L-1', 'L-1-A-1', 'L-1-A-2', 'P-1']);
});

it('is refused, and nothing is touched, when it is not what an earlier release would have kept', async () => {
  const dir = aFolder();
  const earlier = await open(dir, []);
  await earlier.turn('hill', async (work) => work.put(kind('press-call'), { id: 'P-1' }));
  await earlier.close();
  await expect(open(dir)).rejects.toThrow('The press-call "P-1" is not as an earlier release');
  expect(readdirSync(dir)).toEqual(['journal.1.end', 'journal.1.log']);
});

function without<T extends object>(record: T, part: keyof T) {
  const { [part]: _, ...rest } = record;
  return rest;
}
