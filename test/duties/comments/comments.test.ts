/** A comment on a school account reaches those who answer it, and is not forgotten. */
import { describe, expect, it } from 'vitest';
import { createBot } from '../../../src/bot/bot.ts';
import { commandIn } from '../../../src/bot/said.ts';
import type { Answers } from '../../../src/core/event.ts';
import { comments } from '../../../src/duties/comments/comment.ts';
import { loadEngine } from '../../../src/policy/engine.ts';
import { aSchool, reads, type Seen, startCore, type TestCore } from '../../support/test-core.ts';
import { active, cardWith, day, everything, onlyAccount, press, reviewed } from '../support/scenarios.ts';

const bot = createBot(loadEngine('data'));
const hour = 60 * 60 * 1000;
const tuesday = '2027-03-02T10:00:00.000Z';

function open(change: Parameters<typeof aSchool>[0] = {}, start = tuesday): TestCore {
  return reviewed(startCore(bot, aSchool(change), start));
}

async function put(core: TestCore, who = 'ada', change: Answers = {}): Promise<Seen[]> {
  const first = await core.raw(who, { type: 'pressed', action: 'comments.start', value: {} });
  await press(core, who, first, 'Fill in everything at once');
  const summary = await core.fill(who, {
    where: 'Our Facebook page',
    kind: 'complaint',
    what: 'The newsletter is always late',
    came: 'now',
    ...change,
  });
  return press(core, who, summary, 'Pass it on');
}

async function onRecord(core: TestCore) {
  const [comment] = await core.work.find(comments);
  if (!comment) throw new Error('Expected a comment on record.');
  return comment;
}

async function showTo(core: TestCore, who: string): Promise<Seen[]> {
  const { id } = await onRecord(core);
  return core.raw(who, { type: 'pressed', action: 'comment.show', value: { id } });
}

describe('a comment', () => {
  it.each([
    'log a comment',
    'I’d like to log a complaint',
    'A parent complained on our page',
    'somebody has asked a question on our school Facebook page',
    'we’ve got a complaint on our Instagram account',
  ])('is put down with “%s”', (text) => {
    expect(commandIn(bot.duties, text, '2027-03-02')).toBe('log-comment');
  });

  it.each([
    'what do I do when a parent complained on our page?',
    'can I comment on our page?',
    'a parent complained about me on Facebook',
    'may I delete a comment on our page',
  ])('is not put down with “%s”, which the policy answers', (text) => {
    expect(commandIn(bot.duties, text, '2027-03-02')).toBeUndefined();
  });

  it('begins with what the policy says, and takes over that it was a complaint', async () => {
    const seen = reads(await open().say('ada', 'A parent complained on our page'));
    expect(seen).toContain('reply within 24 hours. Saying you’ve got it is enough.');
    expect(seen).toContain('What it is: A complaint');
    expect(seen).toContain('Where did it come in?');
  });

  it('goes in private to whoever looks after the accounts, with the time by which it needs an answer', async () => {
    const seen = await put(open());
    expect(reads(seen, 'tom')).toContain('Answer by 3 March 2027, 10.00 am.');
    expect(reads(seen, 'ada')).toContain('passed on to Tom Ivy');
    expect(seen.filter(({ to }) => to.startsWith('room:'))).toEqual([]);
  });

  it('goes to those who run the account, where it is one of the register', async () => {
    const core = open();
    await active(core);
    const { id } = await onlyAccount(core);
    const seen = await put(core, 'lin', { account: id });
    expect(seen.filter(({ card }) => card.kind === 'case').map(({ to }) => to)).toEqual([
      'ada',
      'joy',
      'lin',
    ]);
    expect(reads(seen, 'joy')).toContain('Year 4 Explorers on Instagram');
  });

  it('goes up to whoever looks after the accounts, where those who run it have left', async () => {
    const core = open();
    await active(core);
    const account = await onlyAccount(core);
    Object.assign(core.school, {
      people: core.school.people.filter(({ id }) => id !== 'ada' && id !== 'joy'),
    });
    const seen = await put(core, 'lin', { account: account.id });
    expect(reads(seen, 'lin')).toContain('passed on to Tom Ivy');
  });

  it('counts from 8 in the morning where the hour is not known', async () => {
    const core = open();
    const seen = await put(core, 'ada', { came: 'before', day: '2027-03-01' });
    expect(reads(seen, 'tom')).toContain('An answer was due by 2 March 2027, 8.00 am.');
    expect(reads(seen, 'tom')).toContain('The hour isn’t known');
  });

  it('is answered once, though two press', async () => {
    const core = open();
    const seen = await put(core);
    expect(reads(seen, 'tom')).toContain('We’ve got your message');
    const told = await press(core, 'tom', seen, 'I’ve said we’ve got it', 'tom');
    expect(reads(await showTo(core, 'tom'))).not.toContain('We’ve got your message');
    expect(reads(told, 'ada')).toContain('Tom Ivy has told them we’ve got it');
    expect(reads(await press(core, 'lin', seen, 'I’ve said we’ve got it', 'tom'))).toContain(
      'Tom Ivy has told them already',
    );
    await press(core, 'tom', seen, 'It’s answered', 'tom');
    expect(reads(await core.fill('tom', { words: 'It comes on Fridays now.' }), 'ada')).toContain(
      'Tom Ivy has answered it',
    );
    expect(reads(await press(core, 'tom', seen, 'It’s answered', 'tom'))).toContain('closed this already');
  });

  it('can be opened again by whoever closed it too soon', async () => {
    const core = open();
    const seen = await put(core);
    await press(core, 'tom', seen, 'It’s answered', 'tom');
    await core.fill('tom', { words: '' });
    await press(core, 'tom', await showTo(core, 'tom'), 'Open it again');
    expect(await onRecord(core)).not.toHaveProperty('ended');
  });

  it('can be closed without an answer, but not without a reason', async () => {
    const core = open();
    await press(core, 'tom', await put(core), 'It needs no answer', 'tom');
    await core.fill('tom', { words: '' });
    expect(core.problems()).toHaveProperty('words');
    await core.fill('tom', { words: 'It was an advertisement.' });
    expect(await onRecord(core)).toMatchObject({ ended: { how: 'left' } });
  });

  it.each(['joy', 'gil', 'ada'])('is answered by nobody else, such as %s', async (who) => {
    const core = open();
    const card = cardWith(await put(core), 'It’s answered', 'tom');
    for (const label of [
      'I’ve said we’ve got it',
      'It’s answered',
      'I’ll deal with it',
      'It needs no answer',
    ])
      expect(reads(await core.press(who, card, label))).toContain('The people who run this account');
    expect((await onRecord(core)).history).toHaveLength(1);
  });

  it('waits on the home of those who can answer, until one of them deals with it', async () => {
    const core = open();
    const seen = await put(core);
    expect(reads(await core.say('tom', 'home'))).toMatch(/Waiting for you\n• Complaint: Our Facebook page/);
    expect(reads(await core.say('ada', 'home'))).toMatch(/Yours\n• Complaint/);
    expect(reads(await core.say('joy', 'home'))).not.toContain('Complaint');
    await press(core, 'tom', seen, 'I’ll deal with it', 'tom');
    expect(reads(await core.say('lin', 'home'))).not.toContain('Complaint');
  });

  it('is kept, and says so, where nobody can be told', async () => {
    const people = [{ id: 'ada', name: 'Ada Osei', roles: ['staff' as const] }];
    const seen = await put(open({ people }));
    expect(reads(seen)).toContain('It’s kept, but I can’t reach anyone');
  });

  it('is not kept where it may be about a child’s safety', async () => {
    const core = open();
    const first = await core.raw('ada', { type: 'pressed', action: 'comments.start', value: {} });
    await press(core, 'ada', first, 'Fill in everything at once');
    const what = 'my dad hits me every night, says a boy in year 4';
    const seen = await core.fill('ada', { where: 'Our page', kind: 'complaint', what, came: 'now' });
    expect(reads(seen)).toContain('999');
    expect(core.problems()).toEqual({ what: expect.stringContaining('please take it out') });
    expect(await core.work.find(comments)).toEqual([]);
    expect(everything(core)).not.toContain('hits me');
  });

  it('is refused with a kind word where it is empty, far too long, or from the future', async () => {
    const core = open();
    const first = await core.raw('ada', { type: 'pressed', action: 'comments.start', value: {} });
    await press(core, 'ada', first, 'Fill in everything at once');
    await core.fill('ada', {
      where: '',
      kind: 'rant',
      what: 'a'.repeat(10_000_000),
      came: 'before',
      day: '2027-03-09',
    });
    expect(core.problems()).toEqual({
      where: 'Please write a few words here.',
      kind: 'Please choose one of these.',
      what: 'That’s far too long. Please keep it to 2000 characters.',
      day: 'That date is in the future. Please give one up to 2 March 2027.',
    });
  });
});

describe('time', () => {
  it('reminds once before the answer is due, and tells the leaders once when it is late', async () => {
    const core = open();
    await put(core);
    expect(await core.pass(4 * hour)).toEqual([]);
    expect(reads(await core.pass(hour), 'tom')).toContain('Answer by 3 March 2027, 10.00 am.');
    for (const _ of [1, 2, 3]) expect(await core.pass(5 * hour)).toEqual([]);
    const late = await core.pass(4 * hour);
    expect(reads(late, 'tom')).toContain('An answer was due by');
    expect(reads(late, 'room:slt')).toContain('It had no answer in time.');
    expect(reads(late, 'room:slt')).not.toContain('newsletter');
    for (const _ of [1, 2, 3]) expect(await core.pass(day)).toEqual([]);
  });

  it('says nothing more once they know that we’ve got it, but asks for the answer after five working days', async () => {
    const core = open();
    await press(core, 'tom', await put(core), 'I’ve said we’ve got it', 'tom');
    for (const _ of [1, 2, 3, 4, 5, 6]) expect(await core.pass(day)).toEqual([]);
    expect(reads(await core.pass(day), 'tom')).toContain('It still needs its answer.');
    expect(await core.pass(hour)).toEqual([]);
  });

  it('waits until Monday with what came on a Saturday', async () => {
    const core = open({}, '2027-03-06T10:00:00.000Z');
    await put(core);
    expect(await core.pass(day)).toEqual([]);
    expect(reads(await core.pass(22 * hour), 'tom')).toContain('Answer by the end of 8 March 2027');
    expect(await core.pass(8 * hour)).toEqual([]);
    expect(await core.pass(8 * hour)).toEqual([]);
    expect(reads(await core.pass(8 * hour), 'room:slt')).toContain('no answer in time');
  });

  it('deletes it a year after it was closed', async () => {
    const core = open();
    await press(core, 'tom', await put(core), 'It’s answered', 'tom');
    await core.fill('tom', { words: '' });
    await core.pass(364 * day);
    expect(await core.work.find(comments)).toHaveLength(1);
    await core.pass(2 * day);
    expect(await core.work.find(comments)).toEqual([]);
  });
});
