/** A post about the school reaches the leaders, and each step with a parent is on record. */
import { describe, expect, it } from 'vitest';
import { createBot } from '../../../src/bot/bot.ts';
import { commandIn } from '../../../src/bot/said.ts';
import { buttonsOf } from '../../../src/core/card.ts';
import type { Answers } from '../../../src/core/event.ts';
import { posts } from '../../../src/duties/found-posts/post.ts';
import { loadEngine } from '../../../src/policy/engine.ts';
import { aSchool, reads, type Seen, startCore, type TestCore } from '../../support/test-core.ts';
import { cardWith, day, everything, press, reviewed } from '../support/scenarios.ts';

const engine = loadEngine('data');
const bot = createBot(engine);
const tuesday = '2027-03-02T10:00:00.000Z';
const asked = 'I’ve asked them to take it down';
const invited = 'I’ve invited them to talk';
const pointed = 'I’ve pointed to the complaints procedure';

function open(change: Parameters<typeof aSchool>[0] = {}): TestCore {
  return reviewed(startCore(bot, aSchool({ policy: 'westgate', ...change }), tuesday));
}

async function filled(core: TestCore, change: Answers = {}, action = 'found.start'): Promise<Seen[]> {
  const first = await core.raw('ada', { type: 'pressed', action, value: {} });
  await press(core, 'ada', first, 'Fill in everything at once');
  return core.fill('ada', {
    where: 'The parents’ group on Facebook',
    what: 'The dinners are awful',
    done: '',
    ...(action === 'found.start' ? { who: 'parent' } : {}),
    ...change,
  });
}

async function put(core: TestCore, change: Answers = {}, action = 'found.start'): Promise<Seen[]> {
  return press(core, 'ada', await filled(core, change, action), 'Tell the leaders');
}

async function onRecord(core: TestCore) {
  const [post] = await core.work.find(posts);
  if (!post) throw new Error('Expected a post on record.');
  return post;
}

async function showTo(core: TestCore, who: string): Promise<Seen[]> {
  const { id } = await onRecord(core);
  return core.raw(who, { type: 'pressed', action: 'found-post.show', value: { id } });
}

async function step(core: TestCore, label: string, words = '', who = 'lin'): Promise<Seen[]> {
  await press(core, who, await showTo(core, who), label);
  return core.fill(who, { words });
}

function labels(seen: Seen[]): string[] {
  return seen.flatMap(({ card }) => buttonsOf(card).map(({ label }) => label));
}

describe('a post about the school', () => {
  it.each([
    ['log a post about us', 'log-post'],
    ['I’ve seen a post about our school on Facebook', 'log-post'],
    ['log a parent’s post', 'log-parents-post'],
    ['can I post about our school?', undefined],
    ['I’ve seen a post about our school, what now?', undefined],
    ['a parent posted about me', undefined],
  ])('“%s” opens %s', (text, opens) => {
    expect(commandIn(bot.duties, text, '2027-03-02')).toBe(opens);
  });

  it('goes to each leader in private, and to nobody else', async () => {
    const seen = await put(open());
    const readers = seen.filter(({ card }) => buttonsOf(card).some(({ label }) => label === 'Close it'));
    expect(readers.map(({ to }) => to)).toEqual(['lin', 'sam', 'bea']);
    expect(seen.filter(({ to }) => to.startsWith('room:'))).toEqual([]);
    expect(reads(seen, 'ada')).toContain('Lin Park, Sam Hale and Bea Ode can read it now');
  });

  it('goes up to whoever looks after the accounts where no leader can be told, who may then act', async () => {
    const people = aSchool().people.filter(({ roles }) => !roles.includes('slt') && !roles.includes('head'));
    const core = open({ people: people.map(({ manager: _, ...person }) => person) });
    await press(core, 'tom', await put(core), 'I’ll deal with it', 'tom');
    expect(await onRecord(core)).toMatchObject({ takenBy: { id: 'tom' } });
  });

  it('is kept, and says so, where nobody can be told', async () => {
    const seen = await put(open({ people: [{ id: 'ada', name: 'Ada Osei', roles: ['staff'] }] }));
    expect(reads(seen)).toContain('It’s kept, but I can’t reach a leader here.');
  });

  it('records each step with a parent: taken down, a talk, and only then the complaints procedure', async () => {
    const core = open();
    expect(labels(await put(core))).not.toContain(pointed);
    await step(core, asked, 'By phone. She will think about it.');
    await step(core, invited);
    await step(core, pointed);
    expect(await onRecord(core)).toMatchObject({
      takenBy: { id: 'lin' },
      asked: { by: { id: 'lin' }, words: 'By phone. She will think about it.' },
      invited: { by: { id: 'lin' } },
      pointed: { by: { id: 'lin' } },
    });
    expect(reads(await showTo(core, 'sam'))).toContain('Asked to take it down: By phone.');
    expect(labels(await showTo(core, 'sam'))).not.toContain(asked);
  });

  it('has those steps for parents only, and only where policy or school asks for them', async () => {
    expect(labels(await put(open(), { who: 'other' }))).not.toContain(asked);
    expect(labels(await put(open({ policy: 'abbotswood', watch: ['posts'] })))).not.toContain(asked);
    const own = open({ policy: 'abbotswood', watch: ['parents'] });
    expect(labels(await put(own, {}, 'found.parent'))).toContain(asked);
  });

  it('takes one step once, though two leaders press', async () => {
    const core = open();
    const seen = await put(core);
    await step(core, asked);
    expect(reads(await press(core, 'sam', seen, asked, 'sam'))).toContain('Lin Park has done this already');
    expect(core.form()).toBeUndefined();
  });

  it('tells whoever found it that it is dealt with, and not what was said', async () => {
    const core = open();
    await put(core);
    await step(core, asked, 'She was cross.');
    const closed = await step(core, 'Close it', 'She took it down.');
    expect(reads(closed, 'ada')).toContain('Lin Park has dealt with it');
    expect(reads(await showTo(core, 'ada'))).not.toMatch(/cross|took it down/);
    expect(reads(await showTo(core, 'ada'))).toContain('The dinners are awful');
  });

  it.each(['joy', 'tom', 'gil', 'ada'])('is dealt with by nobody else, such as %s', async (who) => {
    const core = open();
    const card = cardWith(await put(core), 'Close it', 'lin');
    for (const label of ['I’ll deal with it', asked, 'Close it', 'Add what was done'])
      expect(reads(await core.press(who, card, label))).toContain('The leaders deal with posts');
    expect((await onRecord(core)).history).toHaveLength(1);
  });

  it('is asked about once after a working day, then after five more', async () => {
    const core = open();
    await put(core);
    expect(reads(await core.pass(day), 'sam')).toContain('Nobody has taken it yet.');
    for (const _ of [1, 2, 3, 4, 5, 6]) expect(await core.pass(day)).toEqual([]);
    expect(reads(await core.pass(day), 'sam')).toContain('Nobody has taken it yet.');
  });

  it('is not kept where it may be about a child’s safety', async () => {
    const core = open();
    const seen = await filled(core, { what: 'my dad hits me every night, says a boy' });
    expect(reads(seen)).toContain('999');
    expect(await core.work.find(posts)).toEqual([]);
    expect(everything(core)).not.toContain('hits me');
  });

  it('may be put down under an answer about a parent’s post, and not where nobody asks for it', async () => {
    const question = 'a parent wrote nasty things about the school on facebook';
    expect(labels(await open().say('ada', question))).toContain('Log a parent’s post');
    expect(labels(await open({ policy: 'hermitage' }).say('ada', question))).not.toContain(
      'Log a parent’s post',
    );
  });

  it('is deleted a year after it was closed', async () => {
    const core = open();
    await put(core);
    await step(core, 'Close it', 'It is gone.');
    await core.pass(364 * day);
    expect(await core.work.find(posts)).toHaveLength(1);
    await core.pass(2 * day);
    expect(await core.work.find(posts)).toEqual([]);
  });
});
