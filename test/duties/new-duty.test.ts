/** A new duty is one line in the row of duties; the rest follows from what it says of itself. */
import { describe, expect, it } from 'vitest';
import { createBot, duties } from '../../src/bot/bot.ts';
import { registersIn } from '../../src/core/bot.ts';
import { buttonsOf, type Card } from '../../src/core/card.ts';
import { copies } from '../../src/core/delivery.ts';
import { loadEngine } from '../../src/policy/engine.ts';
import { reads, type Seen, startCore, type TestCore } from '../support/test-core.ts';
import { lostProperty } from './lost-property.ts';

const engine = loadEngine('data');
const bot = createBot(engine, [...duties, lostProperty]);
const day = 24 * 60 * 60 * 1000;

function cardIn(seen: Seen[], to: string): Card {
  const found = seen.findLast((sent) => sent.to === to);
  if (!found) throw new Error(`Expected a card for ${to}, got ${seen.map((sent) => sent.to).join(', ')}.`);
  return found.card;
}

const labels = (card: Card) => buttonsOf(card).map(({ label }) => label);

/** What Ada found is on record, and the leaders' room and she have its card. */
async function found(core: TestCore): Promise<Seen[]> {
  await core.say('ada', 'I have found something');
  const summary = cardIn(await core.say('ada', 'red scarf'), 'ada');
  const seen = await core.press('ada', summary, 'Hand it in');
  for (const { to, about } of seen) {
    const message = { platform: 'playground' as const, conversation: to, id: `1 ${to}` };
    if (about) core.work.put(copies, { id: `copy ${to}`, about, message });
  }
  return seen;
}

async function claimed(core: TestCore): Promise<{ before: Card; seen: Seen[] }> {
  const before = cardIn(await found(core), 'room:slt');
  await core.press('joy', before, 'It is mine');
  return { before, seen: await core.fill('joy', { mark: 'A hole in it' }) };
}

function records(core: TestCore) {
  return [...core.work.kept.values()].flatMap(({ of, record }) => (of.kind === 'find' ? [record] : []));
}

const trail = (core: TestCore) => core.work.trail.map(({ what }) => what);

describe('a new duty', () => {
  it('opens from its own words, and asks its questions', async () => {
    const core = startCore(bot);
    expect(reads(await core.say('ada', 'I’ve found something.'))).toContain('What have you found?');
  });

  it('is taken privately when it was begun in a channel', async () => {
    const seen = await startCore(bot).say('ada', 'I have found something', 'channel:staffroom');
    expect(reads(seen, 'ada')).toContain('What have you found?');
    expect(reads(seen, 'channel:staffroom')).toBe('I’ve answered you privately.');
  });

  it('has its line in the help, with a button that begins it', async () => {
    const core = startCore(bot);
    const help = cardIn(await core.say('ada', 'what else?'), 'ada');
    expect(reads([{ to: '', card: help }])).toContain('Lost and found');
    expect(reads(await core.press('ada', help, 'Hand something in'))).toContain('What have you found?');
  });

  it('has its register beside those of the others', () => {
    const all = registersIn([...duties, lostProperty]);
    expect(all.slice(0, -1)).toEqual(registersIn(duties));
    expect(all.at(-1)).toMatchObject({ name: 'lost-property', kind: 'find', title: 'Lost property' });
  });

  it('takes nothing from the others', () => {
    for (const part of ['pressed', 'submitted', 'forms'] as const)
      expect([...bot[part].keys()]).toEqual(expect.arrayContaining([...createBot(engine)[part].keys()]));
  });
});

describe('its matter', () => {
  it('is on record with its history and a line in the audit trail', async () => {
    const core = startCore(bot);
    await found(core);
    expect(records(core)).toMatchObject([
      { what: 'red scarf', history: [{ at: '2027-03-02T20:00:00.000Z', words: 'Found by Ada Osei' }] },
    ]);
    expect(core.work.trail).toMatchObject([
      { by: 'ada', what: 'handed something in', about: records(core)[0]?.id },
    ]);
  });

  it('has the buttons on its card that can be pressed, and no others', async () => {
    const core = startCore(bot);
    const seen = await found(core);
    expect(labels(cardIn(seen, 'room:slt'))).toEqual(['It is mine']);
    const after = cardIn((await claimed(startCore(bot))).seen, 'update');
    expect(labels(after)).toEqual(['Not theirs after all', 'Hand it to Joy Bell']);
    expect(buttonsOf(after)[1]?.confirm?.text).toBe('red scarf');
  });

  it('changes every copy of its card, and tells whom it concerns', async () => {
    const { seen } = await claimed(startCore(bot));
    const updated = seen.filter(({ to }) => to === 'update');
    expect(updated.length).toBe(2);
    for (const copy of updated) {
      expect(reads([copy])).toContain('Claimed by Joy Bell');
      expect(reads([copy])).toContain('Claimed by Joy Bell (2 March 2027, 8.00 pm)');
    }
    expect(reads(seen, 'ada')).toBe('Joy Bell says that the red scarf is theirs.');
  });

  it('brings the problems of its form back, and keeps nothing of it', async () => {
    const core = startCore(bot);
    const card = cardIn(await found(core), 'room:slt');
    await core.press('joy', card, 'It is mine');
    await core.fill('joy', { mark: '' });
    expect(core.problems()).toEqual({ mark: 'Please write a few words here.' });
    await core.press('joy', card, 'It is mine');
    await core.fill('joy', { mark: 'red scarf' });
    expect(core.problems()).toEqual({ mark: 'Please tell something that is not on the card.' });
    expect(trail(core)).toEqual(['handed something in']);
  });

  it('tells a second press who was first, also when the form was open already', async () => {
    const core = startCore(bot);
    const { before } = await claimed(core);
    expect(reads(await core.press('lin', before, 'It is mine'), 'lin (privately)')).toBe(
      'Joy Bell has claimed it already.',
    );
    const other = startCore(bot);
    const card = cardIn(await found(other), 'room:slt');
    await other.press('lin', card, 'It is mine');
    const form = other.form();
    await other.press('joy', card, 'It is mine');
    await other.fill('joy', { mark: 'A hole in it' });
    const late = await other.raw('lin', {
      type: 'submitted',
      form: form?.form ?? '',
      value: form?.value ?? {},
      answers: { mark: 'A hole in it' },
    });
    expect(reads(late, 'lin (privately)')).toBe(
      'Joy Bell has claimed it already.\nYou wrote: A mark: A hole in it',
    );
    expect(records(other)).toMatchObject([{ claim: { by: { id: 'joy' } } }]);
  });

  it('refuses whoever may not, kindly and on record, and changes nothing', async () => {
    const core = startCore(bot);
    const after = cardIn((await claimed(core)).seen, 'update');
    const before = records(core);
    expect(reads(await core.press('ada', after, 'Hand it to Joy Bell'))).toBe(
      'The leaders keep what was found, so nothing was changed.',
    );
    expect(records(core)).toEqual(before);
    expect(core.work.trail.at(-1)).toMatchObject({ by: 'ada', what: 'was refused: lost things are kept' });
  });

  it('goes its whole way', async () => {
    const core = startCore(bot);
    const card = cardIn((await claimed(core)).seen, 'update');
    const returned = await core.press('sam', card, 'Hand it to Joy Bell');
    expect(labels(cardIn(returned, 'update'))).toEqual([]);
    expect(reads(await core.press('sam', card, 'Hand it to Joy Bell'), 'sam (privately)')).toBe(
      'It has been handed back already.',
    );
    expect(records(core)).toMatchObject([
      {
        returned: '2027-03-02',
        history: [
          { words: 'Found by Ada Osei' },
          { words: 'Claimed by Joy Bell' },
          { words: 'Handed to Joy Bell' },
        ],
      },
    ]);
    expect(trail(core)).toEqual(['handed something in', 'claimed something lost', 'handed something back']);
  });

  it('is chased once when it is late, and not before', async () => {
    const core = startCore(bot);
    await found(core);
    expect(reads(await core.pass(2 * day))).toBe('');
    expect(reads(await core.pass(day), 'room:slt')).toBe('Nobody has claimed the red scarf.');
    expect(reads(await core.pass(day))).toBe('');
  });

  it('is deleted when it has been over for long enough, and only then', async () => {
    const core = startCore(bot);
    await core.pass(0);
    const card = cardIn((await claimed(core)).seen, 'update');
    await core.press('sam', card, 'Hand it to Joy Bell');
    await core.pass(29 * day);
    expect(records(core).length).toBe(1);
    await core.pass(day);
    expect(records(core)).toEqual([]);
    expect(core.work.trail.at(-1)?.what).toBe('deleted what had been kept long enough');
    expect(reads(await core.press('sam', card, 'Hand it to Joy Bell'))).toBe(
      'This is no longer on record, so nothing was changed.',
    );
  });

  it('is kept, however long, while it is not over', async () => {
    const core = startCore(bot);
    await found(core);
    await core.pass(400 * day);
    expect(records(core).length).toBe(1);
  });

  it('follows what another duty records', async () => {
    const core = startCore(bot);
    await found(core);
    await core.say('ada', 'A reporter just rang me');
    for (const answer of ['Kim Webb', 'The Gazette', '01234 567890', 'Why a red scarf lies there'])
      await core.say('ada', answer);
    const summary = cardIn(await core.say('ada', 'skip'), 'ada');
    const seen = await core.press('ada', summary, 'Tell the leaders');
    expect(reads(seen, 'update')).toContain('The Gazette asked about it');
    expect(core.work.trail.at(-1)).toMatchObject({
      what: 'heard that the press asks about it',
      about: records(core)[0]?.id,
    });
  });
});
