/** Signing the policy in the chat: read, understood, agreed to, and on record for whoever looks for it. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { buttonsOf } from '../../../src/core/card.ts';
import { drafts } from '../../../src/core/draft.ts';
import { requests } from '../../../src/duties/requests/request.ts';
import { signatures } from '../../../src/duties/training/signature.ts';
import { trainings } from '../../../src/duties/training/standing.ts';
import { reads, type TestCore } from '../../support/test-core.ts';
import {
  apply,
  audited,
  cardWith,
  day,
  inAnotherEdition,
  open,
  policies,
  press,
} from '../support/scenarios.ts';
import { answersOf, signs } from './signs.ts';

const edition = 'the policy on using and taking part in social media, 25 February 2021';

/** Takes a clause of Kenn away, and words another one anew, in an edition of that name. */
function inNewWords(words: string): void {
  const policy = policies.get('kenn-kenton');
  if (!policy) throw new Error('Expected the policy.');
  const { clauses } = policy;
  const restore = inAnotherEdition('kenn-kenton', words);
  const changed = new Map(clauses);
  changed.delete('C/3');
  const hostile = clauses.get('B.6');
  if (hostile) changed.set('B.6', { ...hostile, text: 'Leave hostile posts alone, and tell your manager.' });
  const next = policies.get('kenn-kenton');
  if (next) next.clauses = changed;
  onTestFinished(restore);
}

describe('somebody who signs', () => {
  it('reads one clause at a time, answers, agrees, and has it with name, time and edition', async () => {
    const core = open();
    const first = await core.say('ada', 'sign the policy');
    expect(reads(first)).toContain('You’ll read 5 short clauses, answer 3 questions and sign.');
    expect(reads(first)).toContain('B.3, point 2');
    for (const word of ['ok', 'next', 'read', 'yes', 'I’ve read it']) await core.say('ada', word);
    for (const word of ['2', '3', '1', 'Teacher']) await core.say('ada', word);
    await core.say('ada', 'I agree');
    const seen = reads(await core.say('ada', 'send it'));
    expect(seen).toContain('Signed in the chat, 2 March 2027, 10.00 am');
    expect(seen).toContain('Position: Teacher');
    expect(await core.work.get(trainings, 'ada')).toMatchObject({
      signed: { policy: edition, at: '2027-03-02' },
    });
    const [signature] = await core.work.find(signatures);
    expect(signature).toMatchObject({ person: { name: 'Ada Osei' }, edition, signed: { by: { id: 'ada' } } });
    expect(audited(core, 'signed the policy')).toMatchObject([
      { by: 'ada', detail: { edition, on: '2027-03-02' } },
    ]);
  });

  it('reads the clause where an answer is wrong, and answers again', async () => {
    const core = open();
    await core.say('ada', 'sign the policy');
    for (const word of ['ok', 'ok', 'ok', 'ok', 'ok']) await core.say('ada', word);
    const wrong = reads(await core.say('ada', 'Yes'));
    expect(wrong).toContain('Not quite. A pupil who has left asks to follow your own account.');
    expect(wrong).toContain('Appendix 1, Personal use, Pupils/students, point 1: You can’t follow');
    expect(reads(await core.say('ada', 'No'))).toContain('Somebody posts something nasty');
  });

  it('can stop and go on another day, and go back', async () => {
    const core = open();
    await core.say('ada', 'sign the policy');
    await core.say('ada', 'ok');
    await core.say('ada', 'later');
    core.later(3 * day);
    expect(reads(await core.say('ada', 'sign the policy'))).toContain('Question 2 of 10');
    expect(reads(await core.say('ada', 'back'))).toContain('Question 1 of 10');
    expect(await core.work.find(drafts, 'person:ada')).toHaveLength(1);
  });

  it('signs once, however often it is pressed', async () => {
    const core = open();
    const { summary } = await signs(core, 'ada');
    expect(reads(await press(core, 'ada', summary, 'Sign it'))).toContain('already been sent');
    expect(reads(await core.say('ada', 'sign the policy'))).toContain('There’s nothing more to do.');
    expect(await core.work.find(signatures)).toHaveLength(1);
  });

  it('fills in everything at once, but not with a wrong answer', async () => {
    const core = open();
    const asked = await core.say('ada', 'sign the policy');
    await press(core, 'ada', asked, 'Fill in everything at once');
    await core.fill('ada', { ...answersOf(core), question2: 'answer1', position: '' });
    expect(Object.keys(core.problems() ?? {})).toEqual(['question2', 'position']);
    expect(core.problems()?.question2).toMatch(/^Not quite\. B\.6/);
  });

  it('answers with a page of text where a position is asked for, and is asked for less', async () => {
    const core = open();
    const asked = await core.say('ada', 'sign the policy');
    await press(core, 'ada', asked, 'Fill in everything at once');
    await core.fill('ada', { ...answersOf(core), position: 'x'.repeat(10_000) });
    expect(core.problems()?.position).toContain('Please keep it to 150');
  });

  it('takes away what stood against a request', async () => {
    const core = open();
    await apply(core);
    const [request] = await core.work.find(requests);
    const show = () =>
      core.raw('sam', { type: 'pressed', action: 'request.show', value: { id: request?.id ?? '' } });
    expect(reads(await show())).toContain('Ada Osei and Joy Bell need a signed policy and training');
    await signs(core, 'ada');
    expect(reads(await show())).toContain('Ada Osei needs training');
  });

  it('finds the way to it under their own request, and is asked by whoever decides on it', async () => {
    const core = open();
    const sent = await apply(core);
    expect(cardWith(sent, 'Read and sign', 'ada')).toBeDefined();
    const card = cardWith(sent, 'Ask them to sign');
    const asked = await core.press('lin', card, 'Ask them to sign');
    expect(reads(asked, 'joy')).toContain('Lin Park asks you to read and sign the policy.');
    expect(reads(asked)).toContain('I’ve asked Ada Osei and Joy Bell to read and sign the policy.');
    expect(reads(await core.press('lin', card, 'Ask them to sign'))).toContain('There’s nobody left to ask');
    await signs(core, 'ada');
    const [request] = await core.work.find(requests);
    const [mine] = await core.raw('ada', {
      type: 'pressed',
      action: 'request.show',
      value: { id: request?.id ?? '' },
    });
    expect(mine && buttonsOf(mine.card).map(({ label }) => label)).toEqual(['Withdraw']);
  });

  it('may be somebody whom the school does not list, and is known by the id', async () => {
    const core = open({ unlisted: 'staff' });
    await signs(core, 'stranger');
    expect(await core.work.get(trainings, 'playground:stranger')).toMatchObject({
      signed: { policy: edition },
    });
  });

  it('is told about themselves only', async () => {
    const core = open();
    expect(reads(await core.say('ada', 'have I signed?'))).toContain('You haven’t signed the policy yet.');
    await signs(core, 'ada');
    expect(reads(await core.say('ada', 'have I signed?'))).toContain(
      `You signed on 2 March 2027: ${edition}`,
    );
    expect(reads(await core.say('ada', 'who has signed?'))).toContain(
      'Only the leaders and the administrator',
    );
    expect(audited(core, 'was refused: leaders and the administrator see who has signed')).toHaveLength(1);
  });
});

describe('a new edition', () => {
  it('asks for a new signature, and shows what is new before the rest', async () => {
    const core = open();
    await signs(core, 'ada');
    inNewWords('1 April 2027');
    expect(reads(await core.say('ada', 'have I signed?'))).toContain('There’s a new edition:');
    const again = reads(await core.say('ada', 'sign the policy'));
    expect(again).toContain('There’s a new edition since you signed. New or changed clauses: 1. Gone: 1.');
    expect(again).toContain('Leave hostile posts alone');
    await core.say('ada', 'cancel');
    await signs(core, 'ada');
    const both = await core.work.find(signatures, 'person:ada');
    expect(both.map(({ edition: of, ended }) => [of, ended])).toEqual([
      [edition, '2027-03-02'],
      ['the policy on using and taking part in social media, 1 April 2027', undefined],
    ]);
  });

  it('that comes in the middle of it begins it anew, and nothing is signed', async () => {
    const core = open();
    const { summary } = await signs(core, 'ada', { sends: false });
    inNewWords('1 April 2027');
    const seen = reads(await press(core, 'ada', summary, 'Sign it'));
    expect(seen).toContain('There’s a new edition since you began, so nothing is signed yet.');
    expect(seen).toContain('Question 1 of 10');
    expect(await core.work.find(signatures)).toEqual([]);
  });

  it('says so where the old one was not kept', async () => {
    const core = open();
    core.work.put(trainings, { id: 'ada', signed: { policy: 'An older one', at: '2020-01-01' } });
    expect(reads(await core.say('ada', 'sign the policy'))).toContain('I haven’t kept the old one');
  });

  it('is told to the leaders once, in numbers', async () => {
    const core = open();
    await signs(core, 'ada');
    expect(reads(await core.pass(day))).toBe('');
    inNewWords('1 April 2027');
    expect(reads(await core.pass(day), 'room:slt')).toBe(
      'Your policy has a new edition. 1 person signed an older one.',
    );
    expect(reads(await core.pass(day))).toBe('');
  });

  it('is told to them also where somebody has signed it at once', async () => {
    const core = open();
    for (const who of ['ada', 'joy']) await signs(core, who);
    await core.pass(day);
    inNewWords('1 April 2027');
    await signs(core, 'ada');
    expect(reads(await core.pass(day), 'room:slt')).toContain('1 person signed an older one.');
  });
});

describe('a school whose policy asks for no signature', () => {
  it('has nothing to sign, unless it turns that on, and then says whose wish it is', async () => {
    const off = open({ policy: 'westgate' });
    expect(reads(await off.say('ada', 'sign the policy'))).toContain(
      'Your policy doesn’t ask for a signature',
    );
    expect(reads(await off.say('sam', 'who has signed?'))).toContain(
      'Your policy doesn’t ask for a signature',
    );
    const on = open({ policy: 'westgate', signing: true });
    expect(reads(await on.say('ada', 'sign the policy'))).toContain(
      'Your school asks for this. Your policy doesn’t.',
    );
    expect(reads(await signed(on))).toContain('Your school asks for it. Your policy doesn’t.');
  });

  it('offers no button to sign', async () => {
    const [mine] = await open({ policy: 'abbotswood' }).say('ada', 'have I signed?');
    expect(mine && buttonsOf(mine.card)).toEqual([]);
  });
});

async function signed(core: TestCore) {
  const { done } = await signs(core, 'ada');
  return done;
}
