/** What follows from a matter's table: a library with one book that people borrow, mend and lose. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { buttonsOf, type Card, caseCard, notice } from '../../src/core/card.ts';
import { copies } from '../../src/core/delivery.ts';
import { type Duty, following, type HomeLine } from '../../src/core/duty.ts';
import type { Act, Answers } from '../../src/core/event.ts';
import type { Field } from '../../src/core/field.ts';
import { handlersOf } from '../../src/core/matter/acting.ts';
import { actButton, cardOf, showButton } from '../../src/core/matter/cards.ts';
import { change, raise } from '../../src/core/matter/change.ts';
import { holdId, holds } from '../../src/core/matter/hold.ts';
import { linesOf } from '../../src/core/matter/home.ts';
import { history, type Matter } from '../../src/core/matter/table.ts';
import type { Collection } from '../../src/core/record.ts';
import { toneMarks } from '../../src/core/text.ts';
import type { Turn } from '../../src/core/turn.ts';
import { bareBot } from '../support/bare-bot.ts';
import { reads, startCore } from '../support/test-core.ts';

const book = z.object({
  id: z.string(),
  title: z.string(),
  state: z.enum(['in', 'out']),
  /** Told from its earlier printings. */
  edition: z.string(),
  note: z.string(),
  looked: z.string().optional(),
  history,
});
type Book = z.infer<typeof book>;

const books: Collection<Book> = { kind: 'book', schema: book, keys: ({ state }) => [`state:${state}`] };
const emma: Book = { id: 'b1', title: 'Emma', state: 'in', edition: '1', note: '', history: [] };

type Name = 'lend' | 'mend' | 'print' | 'pulp' | 'peek' | 'lead';

const library: Matter<Book, Turn, Name> = {
  name: 'book',
  records: books,
  gone: 'There is no such book, so nothing was changed.',
  by: ({ person }) =>
    person.roles.includes('head') ? undefined : { says: 'Sam keeps the books.', audit: 'not their book' },
  seen: {
    of: ({ edition }) => ({ edition }),
    outdated: (_turn, { edition }, seen) =>
      seen.edition === undefined || seen.edition === edition ? undefined : 'There is a newer edition.',
  },
  sees: ({ person }) =>
    person.roles.includes('head') ? 'desk' : person.roles.includes('slt') ? 'shelf' : undefined,
  views: () => [
    { name: 'shelf', looks: (_turn, { title, state }) => notice('info', `${title} is ${state}`), acts: [] },
    { name: 'desk', looks: (_turn, { note }) => notice('info', `Note: ${note}`), acts: ['lend', 'mend'] },
  ],
  acts: {
    lend: {
      label: 'Lend',
      unless: (_turn, { state }) => (state === 'out' ? 'It is out already.' : undefined),
      does: (found) => ({ ...found, state: 'out' }),
      audit: 'lent a book',
      history: (_book, { by, today }) => `Lent by ${by.name} on ${today}`,
    },
    mend: {
      label: 'Mend',
      asks: (_turn, { note }) => ({
        title: 'Mend it',
        fields: [
          { name: 'note', kind: 'line', label: 'Note', ask: 'What is wrong with it?' },
          { name: 'by', kind: 'date', label: 'By', ask: 'By when?', optional: true },
        ],
        answers: { note },
        submit: 'Mend it',
        value: { from: 'desk' },
      }),
      checks: async (_turn, { note }, answers) => ({
        answers: { ...answers, note: String(answers.note).toUpperCase() },
        problems: { ...(answers.note === note ? { note: 'We know that.' } : {}), by: 'Not on a Sunday.' },
      }),
      does: (found, { answers, value }) => ({ ...found, note: `${answers.note} (${value.from})` }),
      audit: 'mended a book',
    },
    print: {
      label: 'Print anew',
      // There are nine at the most.
      does: (found) =>
        found.edition === '9' ? found : { ...found, edition: String(Number(found.edition) + 1) },
      audit: 'printed a book',
    },
    pulp: {
      label: 'Pulp it',
      does: () => undefined,
      audit: 'pulped a book',
      detail: ({ title }) => ({ title }),
      tells: (turn, { title }) => turn.tell({ person: 'ada' }, notice('info', `${title} is no more`)),
    },
    peek: {
      label: 'Look at it',
      does: (found, { at }) => ({ ...found, looked: at }),
      audit: 'looked',
    },
    lead: {
      label: 'Open it',
      by: () => undefined,
      opens: async (turn, { title }) => turn.say(notice('info', `${title}, chapter one`)),
    },
  },
  clock: {
    look: {
      among: 'state:in',
      due: ({ event }, { looked }) => looked !== event.at,
      does: (found, { at }) => ({ ...found, looked: at }),
    },
  },
  kept: { days: 'always', because: 'It is a test.', seenBy: 'Everybody' },
  facts: ({ state, title, edition, note }) => ({ state, title, edition, note }),
};

const message = (id: string) => ({ platform: 'playground' as const, conversation: 'desk', id });

/** The library with its book, of whose two cards there is one copy each. */
function start(beside: Duty[] = [], said?: (turn: Turn, text: string) => unknown) {
  const core = startCore(bareBot([{ name: 'library', matters: [library] }, ...beside], said));
  core.work.put(books, emma);
  core.work.put(copies, { id: 'c1', about: 'book:b1/shelf', message: message('1') });
  core.work.put(copies, { id: 'c2', about: 'book:b1/desk', message: message('2') });
  return core;
}

/** The same, with something about the matter otherwise. */
function startLibrary(change: Partial<typeof library>, said?: (turn: Turn) => unknown) {
  const core = startCore(bareBot([{ name: 'library', matters: [{ ...library, ...change }] }], said));
  core.work.put(books, emma);
  return core;
}

function press(name: Name | 'show', value: Record<string, string> = {}): Act {
  return { type: 'pressed', action: `book.${name}`, value: { id: 'b1', ...value } };
}

function send(name: Name, answers: Record<string, string>): Act {
  return {
    type: 'submitted',
    form: `book.${name}`,
    value: { id: 'b1', edition: '1', from: 'desk' },
    answers,
  };
}

const kept = (core: ReturnType<typeof start>) => core.work.get(books, 'b1');

describe('an act', () => {
  it('changes the record, its history, the trail and every card, at one press', async () => {
    const core = start();
    const seen = await core.raw('sam', press('lend'));
    const line = { at: '2027-03-02T20:00:00.000Z', words: 'Lent by Sam Hale on 2027-03-02' };
    expect(await kept(core)).toEqual({ ...emma, state: 'out', history: [line] });
    expect(core.work.trail).toMatchObject([{ by: 'sam', what: 'lent a book', about: 'b1' }]);
    expect(seen.map(({ to, card }) => [to, reads([{ to, card }])])).toEqual([
      ['update', 'Emma is out'],
      ['update', 'Note: '],
    ]);
  });

  it('that is too late says why, and brings the card that fell behind up to date', async () => {
    const core = start();
    core.work.put<Book>(books, { ...emma, state: 'out' });
    const seen = await core.raw('sam', press('lend'));
    expect(reads(seen, 'sam (privately)')).toBe('It is out already.');
    expect(reads(seen, 'update')).toContain('Emma is out');
    expect(core.work.trail).toEqual([]);
  });

  it('that only leads on changes nothing, and may be for others than the matter itself', async () => {
    const core = start();
    expect(reads(await core.raw('ada', press('lead')))).toBe('Emma, chapter one');
    expect(core.work.trail).toEqual([]);
  });

  it('that takes the record out of the store leaves its cards without a button', async () => {
    const core = start();
    const seen = await core.raw('sam', press('pulp'));
    expect(await kept(core)).toBeUndefined();
    expect(core.work.trail).toMatchObject([
      { what: 'pulped a book', about: 'b1', detail: { title: 'Emma' } },
    ]);
    expect(reads(seen, 'ada')).toBe('Emma is no more');
    const updates = seen.filter(({ to }) => to === 'update');
    expect(updates.map(({ card }) => card)).toEqual([gone, gone]);
    expect(reads(await core.raw('sam', press('pulp')))).toBe(library.gone);
  });

  it('that takes one of its cards away brings the copies of that one up to date as well', async () => {
    const slip: typeof library = {
      ...library,
      views: (found) =>
        found.state === 'in'
          ? [
              {
                name: 'slip',
                looks: (_turn, { state }) => notice('info', `A slip: ${state}`),
                acts: ['lend'],
              },
            ]
          : [],
    };
    const core = startCore(bareBot([{ name: 'library', matters: [slip] }]));
    core.work.put(books, emma);
    core.work.put(copies, { id: 'c1', about: 'book:b1/slip', message: message('1') });
    expect((await core.raw('sam', press('lend'))).map(({ card }) => card)).toEqual([
      notice('info', 'A slip: out'),
    ]);
  });

  const gone = notice('info', 'This is no longer on record.');
});

describe('an act that somebody may not do', () => {
  it('is refused at its button and at its form, which is on record', async () => {
    for (const act of [press('mend'), send('mend', { note: 'torn' })]) {
      const core = start();
      expect(reads(await core.raw('ada', act), 'ada (privately)')).toBe('Sam keeps the books.');
      expect(core.form()).toBeUndefined();
      expect(await kept(core)).toEqual(emma);
      expect(core.work.trail).toMatchObject([
        { by: 'ada', what: 'was refused: not their book', about: 'b1' },
      ]);
    }
  });

  it('is on no record where it is a mere slip', async () => {
    const core = startLibrary({ by: () => ({ says: 'Not today.' }) });
    expect(reads(await core.raw('sam', press('lend')), 'sam (privately)')).toBe('Not today.');
    expect(core.work.trail).toEqual([]);
    expect(await kept(core)).toEqual(emma);
  });
});

it('a form that is filled in as it should be is carried out, also where nothing hangs on what its reader saw', async () => {
  const mend = {
    ...library.acts.mend,
    checks: async (_turn: Turn, _book: Book, answers: Answers) => ({ answers, problems: {} }),
  };
  const { seen: _, ...unseen } = library;
  const core = startCore(
    bareBot([{ name: 'library', matters: [{ ...unseen, acts: { ...library.acts, mend } }] }]),
  );
  core.work.put(books, emma);
  await core.raw('sam', send('mend', { note: 'torn' }));
  expect(core.problems()).toBeUndefined();
  expect(await kept(core)).toMatchObject({ note: 'torn (desk)' });
});

describe('a card of it', () => {
  const page = (acts: Name[], offeredTo?: () => string[]): Partial<typeof library> => ({
    views: () => [
      {
        name: 'page',
        looks: () => caseCard({ title: 'Emma', status: 'In', tone: 'info' }),
        acts,
        ...(offeredTo ? { offeredTo } : {}),
      },
    ],
  });

  async function cardOfIt(change: Partial<typeof library>, book = emma, view = 'page') {
    let card: Card | undefined;
    const core = startLibrary({}, async (turn) => {
      card = await cardOf(turn, { ...library, ...change }, book, view);
    });
    await core.say('sam', 'Show me');
    if (!card) throw new Error('Expected a card.');
    return card;
  }
  const labels = (card: Card) => buttonsOf(card).map(({ label }) => label);

  it('has the buttons of what can be done just now', async () => {
    expect(labels(await cardOfIt(page(['lend', 'mend'])))).toEqual(['Lend', 'Mend']);
    expect(labels(await cardOfIt(page(['lend', 'mend']), { ...emma, state: 'out' }))).toEqual(['Mend']);
  });

  it('says whose they are where they are for some only', async () => {
    const only = { people: ['sam'], action: 'book.mine', value: { id: 'b1', view: 'page' } };
    expect(await cardOfIt(page(['lend'], () => ['sam']))).toMatchObject({ buttonsFor: only });
    expect(await cardOfIt(page(['lend']))).not.toHaveProperty('buttonsFor');
    expect(
      await cardOfIt(
        page(['lend'], () => ['sam']),
        { ...emma, state: 'out' },
      ),
    ).not.toHaveProperty('buttonsFor');
  });

  it('says so on a card only that can be decided on', async () => {
    const views = () => [
      {
        name: 'page',
        looks: () => notice('info', 'Emma'),
        acts: ['lend' as const],
        offeredTo: () => ['sam'],
      },
    ];
    expect(await cardOfIt({ views })).not.toHaveProperty('buttonsFor');
  });

  it('is none where it has no such card', async () => {
    await expect(cardOfIt({}, emma, 'cover')).rejects.toThrow('Expected a view “cover” of book b1');
  });
});

describe('its button', () => {
  it('is called, and asks once more, as the record has it', () => {
    const confirm = { title: 'Sure?', text: 'Emma?', yes: 'Yes', no: 'No' };
    const acts = {
      ...library.acts,
      lend: { ...library.acts.lend, label: ({ title }: Book) => `Lend ${title}`, confirm: () => confirm },
    };
    expect(actButton({ ...library, acts }, 'lend', emma)).toMatchObject({ label: 'Lend Emma', confirm });
    const always = { ...library.acts, lend: { ...library.acts.lend, confirm } };
    expect(actButton({ ...library, acts: always }, 'lend', emma)).toMatchObject({ label: 'Lend', confirm });
  });

  it('says whether a form comes of it', () => {
    expect(actButton(library, 'mend', emma)).toHaveProperty('opensForm', true);
    expect(actButton(library, 'lend', emma)).not.toHaveProperty('opensForm', true);
  });

  it('carries nothing but the record where nothing hangs on what its reader saw', () => {
    const { seen: _, ...unseen } = library;
    expect(actButton(unseen, 'lend', emma).value).toEqual({ id: 'b1' });
  });
});

describe('a form that no act of it has', () => {
  it.each(['lend', 'lead'] as const)('is unknown, so nothing comes of it: %s', async (name) => {
    const core = start();
    expect(reads(await core.raw('sam', send(name, {})))).toBe('I do not know this button any more.');
    expect(await kept(core)).toEqual(emma);
  });
});

it('an act called as the card’s own button would never be heard, so there is none', () => {
  const acts = { ...library.acts, show: library.acts.lend };
  expect(() => handlersOf({ ...library, acts })).toThrow('Expected one handler for “book.show”');
});

it('a form about what is gone is answered so', async () => {
  const core = start();
  core.work.remove(books, 'b1');
  expect(reads(await core.raw('sam', send('mend', { note: 'torn' })))).toBe(library.gone);
  expect(reads(await core.raw('sam', press('show')))).toBe(library.gone);
  expect(reads(await core.raw('sam', { type: 'pressed', action: 'book.lend', value: {} }))).toBe(
    library.gone,
  );
});

describe('what is on hold', () => {
  const held = (core: ReturnType<typeof start>) =>
    core.work.put(holds, {
      id: holdId(library, 'b1'),
      matter: 'book',
      record: 'b1',
      by: { id: 'sam', name: 'Sam Hale' },
      at: '2027-03-01T10:00:00.000Z',
      why: 'A complaint',
    });

  it('is not taken out of the store, and whoever would do so is told why', async () => {
    const core = start();
    held(core);
    expect(reads(await core.raw('sam', press('pulp')), 'sam (privately)')).toContain(
      'A leader has put a hold on this',
    );
    expect(await kept(core)).toEqual(emma);
  });

  it('goes on in every other way', async () => {
    const core = start();
    held(core);
    await core.raw('sam', press('lend'));
    expect(await kept(core)).toMatchObject({ state: 'out' });
  });
});

describe('an act that makes no difference', () => {
  it('says so, and writes nothing', async () => {
    const core = start();
    core.work.put(books, { ...emma, edition: '9' });
    expect(reads(await core.raw('sam', press('print')), 'sam (privately)')).toContain(
      'Nothing was different',
    );
    expect(core.work.trail).toEqual([]);
  });

  it('says nothing where nobody has pressed anything', async () => {
    const still: typeof library = {
      ...library,
      clock: { look: { among: 'state:in', due: () => true, does: (found) => found, audit: 'looked' } },
    };
    const core = startCore(bareBot([{ name: 'library', matters: [still] }]));
    core.work.put(books, emma);
    expect(await core.pass(0)).toEqual([]);
  });
});

describe('what its reader saw', () => {
  it('travels with every button, and back', async () => {
    expect(actButton(library, 'lend', emma).value).toEqual({ edition: '1', id: 'b1' });
    expect(showButton(library, emma).value).toEqual({ id: 'b1' });
  });

  it('counts no more once it has changed, and the reader gets the new card', async () => {
    const core = start();
    await core.raw('sam', press('print', { edition: '1' }));
    const seen = await core.raw('sam', press('lend', { edition: '1' }));
    expect(reads(seen, 'sam (privately)')).toBe('There is a newer edition.');
    expect(seen.filter(({ to }) => to === 'update').length).toBe(2);
    expect(await kept(core)).toMatchObject({ state: 'in' });
    await core.raw('sam', press('lend', { edition: '2' }));
    expect(await kept(core)).toMatchObject({ state: 'out' });
  });

  it('counts no more for a form that was open meanwhile', async () => {
    const core = start();
    await core.raw('sam', press('mend', { edition: '1' }));
    core.work.put(books, { ...emma, edition: '2' });
    expect(reads(await core.fill('sam', { note: 'torn' }), 'sam (privately)')).toBe(
      'There is a newer edition.\nYou wrote: Note: torn',
    );
  });
});

describe('a form', () => {
  it('carries what the button carried, and what it says itself', async () => {
    const core = start();
    await core.raw('sam', press('mend', { edition: '1' }));
    expect(core.form()).toMatchObject({
      form: 'book.mend',
      answers: { note: '' },
      value: { id: 'b1', edition: '1', from: 'desk' },
    });
  });

  it('tells of a field that cannot be read and of what is wrong with the whole, both at once', async () => {
    const core = start();
    await core.raw('sam', send('mend', { note: '', by: '2027-03-07' }));
    expect(core.problems()).toEqual({ note: 'Please write a few words here.', by: 'Not on a Sunday.' });
    expect(await kept(core)).toEqual(emma);
  });

  it('has the problem of the field itself where there are two about one', async () => {
    const core = start();
    await core.raw('sam', send('mend', { note: 'torn', by: 'soon' }));
    expect(core.problems()?.by).toContain('Please give a date');
  });
});

it('of a form that comes too late whoever wrote it gets back what was long to write, and no password', async () => {
  const asked = { label: 'It', ask: 'What?' };
  const fields: Field[] = [
    { ...asked, name: 'long', kind: 'text', label: 'Long' },
    { ...asked, name: 'short', kind: 'line', label: 'Short' },
    { ...asked, name: 'none', kind: 'line', label: 'None' },
    { ...asked, name: 'secret', kind: 'line', label: 'Secret', guarded: true },
    { ...asked, name: 'day', kind: 'date', label: 'Day' },
  ];
  const mend = {
    label: 'Mend',
    asks: () => ({ title: 'Mend it', fields, submit: 'Mend it' }),
    does: (found: Book) => found,
    audit: 'mended a book',
  };
  const core = startLibrary({ acts: { ...library.acts, mend }, over: () => 'It is over.' });
  const answers = { long: 'One\ntwo', short: 'torn', none: '', secret: 'Tr0ub4dor', day: '2027-03-05' };
  expect(reads(await core.raw('sam', send('mend', answers)), 'sam (privately)')).toBe(
    'It is over.\nYou wrote: Long: One\ntwo\nYou wrote: Short: torn',
  );
  expect(reads(await core.raw('sam', press('mend')), 'sam (privately)')).toBe('It is over.');
  expect(reads(await core.raw('sam', press('lend')), 'sam (privately)')).toBe('It is over.');
});

describe('facts for the trail', () => {
  const detail = (core: ReturnType<typeof start>) => core.work.trail.at(-1)?.detail;

  it('are only those that are new, and the state always', async () => {
    const core = start();
    await core.raw('sam', press('print'));
    expect(detail(core)).toEqual({ state: 'in', edition: '2' });
    await core.raw('sam', press('peek'));
    expect(detail(core)).toEqual({ state: 'in' });
  });

  it('are all that there are when it is new', async () => {
    const core = start([], (turn) => raise(turn, library, { ...emma, id: 'b2' }, { audit: 'bought a book' }));
    await core.say('sam', 'buy');
    expect(core.work.trail).toMatchObject([{ what: 'bought a book', about: 'b2' }]);
    expect(detail(core)).toEqual({ state: 'in', title: 'Emma', edition: '1' });
  });

  it('say also what is not there any more', async () => {
    const core = start([], async (turn) => {
      const found = await turn.work.get(books, 'b1');
      if (!found) return;
      const noted = { ...found, note: 'torn' };
      await change(turn, library, noted, { does: (now) => ({ ...now, note: '' }), audit: 'mended a book' });
    });
    await core.say('sam', 'mend');
    expect(detail(core)).toEqual({ state: 'in', note: '' });
  });
});

describe('a note of our own', () => {
  it('writes no line in the trail and touches no card', async () => {
    const core = start();
    expect(await core.pass(0)).toEqual([]);
    expect(await kept(core)).toMatchObject({ looked: '2027-03-02T20:00:00.000Z' });
    expect(core.work.trail).toEqual([]);
  });
});

describe('what is kept for so many days', () => {
  const day = 24 * 60 * 60 * 1000;
  const ended: Collection<Book> = { ...books, keys: ({ looked }) => (looked ? [`ended:${looked}`] : []) };
  const keptFor = (days: number) => {
    const { clock: _, ...rest } = library;
    return bareBot([
      {
        name: 'library',
        matters: [{ ...rest, records: ended, kept: { days, because: 'It is a test.', seenBy: 'Everybody' } }],
      },
    ]);
  };
  const left = async (core: ReturnType<typeof start>) => (await core.work.find(ended)).map(({ id }) => id);

  function startWith(days: number) {
    const core = startCore(keptFor(days));
    for (const looked of ['2027-01-31', '2024-05-01', '2027-02-01'])
      core.work.put(ended, { ...emma, id: looked, looked });
    core.work.put(ended, emma);
    return core;
  }

  it('goes on the day on which they are over, and what has not ended stays', async () => {
    const core = startWith(30);
    await core.pass(0);
    expect(await left(core)).toEqual(['2027-02-01', 'b1']);
    await core.pass(day);
    expect(await left(core)).toEqual(['b1']);
    expect(core.work.trail.map(({ about }) => about)).toEqual(['2027-01-31', '2024-05-01', '2027-02-01']);
  });

  it('goes also when it is to be kept for less time than before', async () => {
    const before = startWith(400);
    await before.pass(0);
    expect(await left(before)).toEqual(['2027-01-31', '2027-02-01', 'b1']);
    const now = startCore(keptFor(10));
    for (const { of, record } of before.work.kept.values()) now.work.put(of, record);
    await now.pass(day);
    expect(await left(now)).toEqual(['b1']);
  });
});

describe('showing it', () => {
  it('gives each the card that is for them, where nobody else reads it', async () => {
    const core = start();
    const show = (who: string) => core.raw(who, press('show'), 'channel:staffroom');
    expect(reads(await show('sam'), 'sam')).toBe('Note: ');
    expect(reads(await show('lin'), 'lin')).toBe('Emma is in');
  });

  it('is refused to others, who are on record for trying', async () => {
    const core = start();
    expect(reads(await core.raw('ada', press('show')))).toContain('You can’t see this one');
    expect(core.work.trail).toMatchObject([
      { by: 'ada', what: 'was refused: may not see this', about: 'b1' },
    ]);
  });
});

describe('what only some may see', () => {
  it('has everybody on record who looks at it, and what all may see has not', async () => {
    const looked = { by: 'lin', what: 'looked at what only some may see', about: 'b1' };
    const core = startLibrary({ confidential: true });
    await core.raw('lin', press('show'));
    expect(core.work.trail).toMatchObject([looked]);
    const open = start();
    await open.raw('lin', press('show'));
    expect(open.work.trail).toEqual([]);
  });

  it.each([
    ['sam', 'b1', true],
    ['lin', 'b1', true],
    ['ada', 'b1', false],
    ['sam', 'none', false],
  ])('is seen by %s, of %s: %s', async (who, id, is) => {
    let seen: boolean | undefined;
    const core = startLibrary({}, async (turn) => {
      seen = await handlersOf(library).seen(turn, id);
    });
    await core.say(who, 'May I?');
    expect(seen).toBe(is);
  });
});

describe('on the home of somebody', () => {
  type Home = NonNullable<typeof library.home>;
  const home: Home = {
    among: ['state:in', 'state:out'],
    waits: ['lend'],
    line: (_turn, { title }, waits) => ({ title, text: waits ? 'It waits' : 'It is there' }),
  };

  async function linesFor(
    who: string,
    { book = emma, ...change }: Partial<typeof library> & { book?: Book } = {},
  ) {
    let lines: HomeLine[] = [];
    const core = startLibrary({}, async (turn) => {
      lines = await linesOf(turn, { ...library, home, ...change });
    });
    core.work.put(books, book);
    await core.say(who, 'Home');
    return lines.map(({ part, urgent, item }) =>
      [part, urgent, item.title, item.text, item.buttons?.[0]?.label].join(' | '),
    );
  }

  it('is what waits for an act of theirs, and what they can see', async () => {
    expect(await linesFor('sam')).toEqual(['waits | false | Emma | It waits | Open it']);
    expect(await linesFor('lin')).toEqual(['mine | false | Emma | It is there | Show']);
  });

  it('is nothing that they may not see, or that is not for their home', async () => {
    expect(await linesFor('ada')).toEqual([]);
    expect(await linesFor('sam', { home: { ...home, line: () => undefined } })).toEqual([]);
    let lines: unknown;
    const core = start([], async (turn) => {
      lines = await linesOf(turn, library);
    });
    await core.say('sam', 'Home');
    expect(lines).toEqual([]);
  });

  it('is no task of theirs where the act cannot be done now, or is not on the card that they see', async () => {
    expect(await linesFor('sam', { book: { ...emma, state: 'out' } })).toEqual([
      'mine | false | Emma | It is there | Show',
    ]);
    expect(await linesFor('sam', { home: { ...home, waits: ['print'] } })).toEqual([
      'mine | false | Emma | It is there | Show',
    ]);
    expect(await linesFor('sam', { views: () => [] })).toEqual(['mine | false | Emma | It is there | Show']);
    expect(await linesFor('sam', { by: () => ({ says: 'Not today.' }) })).toEqual([
      'mine | false | Emma | It is there | Show',
    ]);
  });

  it('is a task of whoever may do that act, also where they may do no other', async () => {
    const views = () => [{ name: 'shelf', looks: () => notice('info', 'Emma'), acts: ['lead' as const] }];
    expect(await linesFor('lin', { views, home: { ...home, waits: ['lead'] } })).toEqual([
      'waits | false | Emma | It waits | Open it',
    ]);
  });

  it('stands before everything else where it is urgent, and aside where it is only good to know', async () => {
    const [urgent] = await linesFor('sam', { home: { ...home, urgent: true } });
    expect(urgent).toContain(`| true | ${toneMarks.urgent} Emma |`);
    const known: Home = { ...home, line: () => ({ title: 'Emma', text: 'It is there', part: 'known' }) };
    expect(await linesFor('lin', { home: known })).toEqual(['known | false | Emma | It is there | Show']);
  });
});

describe('whoever follows', () => {
  const read = z.object({ id: z.string(), times: z.int() });
  const readings: Collection<z.infer<typeof read>> = { kind: 'reading', schema: read, keys: () => [] };

  const counting: Duty = {
    name: 'counting',
    follows: [
      following(books, async (turn, { id }) => {
        const times = ((await turn.work.get(readings, id))?.times ?? 0) + 1;
        turn.work.put(readings, { id, times });
        turn.changed(readings.kind, id);
      }),
    ],
  };
  const telling: Duty = {
    name: 'telling',
    follows: [
      following(readings, async (turn, { times }) =>
        turn.tell({ person: 'gil' }, notice('info', `Changed ${times} times`)),
      ),
    ],
  };

  it('is told of changes that come of changes', async () => {
    const core = start([counting, telling]);
    expect(reads(await core.raw('sam', press('lend')), 'gil')).toBe('Changed 1 times');
    expect(reads(await core.raw('sam', press('print')), 'gil')).toBe('Changed 2 times');
  });

  it('is told of nothing that was refused, nor of what is gone', async () => {
    const core = start([counting, telling]);
    expect(reads(await core.raw('ada', press('lend')), 'gil')).toBe('');
    expect(reads(await core.raw('sam', press('pulp')), 'gil')).toBe('');
  });

  it('one another for ever fails the turn, which then changes nothing', async () => {
    const back: Duty = {
      name: 'back',
      follows: [following(readings, async (turn) => turn.changed(books.kind, 'b1'))],
    };
    const core = start([counting, back]);
    await expect(core.raw('sam', press('lend'))).rejects.toThrow('changes to come to an end');
    expect(await kept(core)).toEqual(emma);
  });
});
