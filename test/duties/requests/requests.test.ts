import { beforeEach, describe, expect, it } from 'vitest';
import { createBot } from '../../../src/bot/bot.ts';
import { buttonsOf, type Card } from '../../../src/core/card.ts';
import { type Request, requests } from '../../../src/duties/requests/request.ts';
import { loadEngine } from '../../../src/policy/engine.ts';
import { aSchool, reads, type Seen, startCore, type TestCore } from '../../support/test-core.ts';
import { applyAtOldPark, press } from '../support/scenarios.ts';

const bot = createBot(loadEngine('data'));

/** Answers the Kenn & Kenton business case up to the summary, and gives back the last thing said. */
async function upToSummary(core: TestCore, who = 'ada', runners = 'Ada Osei, Joy Bell'): Promise<Seen[]> {
  await core.say(who, "I'd like to ask for a new school account");
  let seen: Seen[] = [];
  for (const answer of [
    'Year 4 Explorers',
    'Instagram',
    'Show families what we learn',
    'Families of Year 4',
    'Newsletter',
    runners,
    'skip',
    'private',
  ]) {
    seen = await core.say(who, answer);
  }
  return seen;
}

async function sent(core: TestCore, who = 'ada', runners?: string): Promise<Seen[]> {
  const summary = (await upToSummary(core, who, runners)).at(-1);
  if (!summary) throw new Error('Expected a summary.');
  return core.press(who, summary.card, 'Send it');
}

async function requestIn(core: TestCore): Promise<Request> {
  const [request] = await core.work.find(requests);
  if (!request) throw new Error('Expected a request.');
  return request;
}

function leadersCard(seen: Seen[]) {
  const found = seen.find(({ to }) => to === 'room:slt');
  if (!found) throw new Error('Expected a card in the leaders’ room.');
  return found.card;
}

/** Everywhere that there is a button of that label. */
function having(label: string, seen: Seen[]): string[] {
  return seen
    .filter(({ card }) => buttonsOf(card).some((button) => button.label === label))
    .map(({ to }) => to);
}

/** What the leaders' card is known by. */
function cardAbout(seen: Seen[]): string {
  return seen.find(({ to }) => to === 'room:slt')?.about ?? '';
}

/** A leader wants another name; the applicant gives it and sends it again. */
async function changedAsAsked(core: TestCore, given: Seen[]): Promise<Seen[]> {
  await press(core, 'lin', given, 'Ask for changes');
  const asked = await core.fill('lin', { changes: 'A clearer name, please.' });
  await press(core, 'ada', asked, 'Make the changes', 'ada');
  await core.say('ada', 'change name');
  return press(core, 'ada', await core.say('ada', 'Year 4 at Hill School'), 'Send it again');
}

describe('asking for an account', () => {
  let core: TestCore;
  beforeEach(() => {
    core = startCore(bot);
  });

  it('asks one question at a time and shows everything before it is sent', async () => {
    const first = await core.say('ada', "I'd like to ask for a new school account");
    expect(reads(first)).toContain('What will it be called?');
    expect(reads(first)).toContain('Question 1 of 8');
  });

  it('shows a summary with names in words', async () => {
    const summary = reads(await upToSummary(core));
    expect(summary).toContain('Please check it before it goes');
    expect(summary).toContain('Who will run it: Ada Osei, Joy Bell');
    expect(summary).toContain('Private: we decide who can see it');
  });

  it('wants two different people', async () => {
    await core.say('ada', "I'd like to ask for a new school account");
    for (const answer of ['Year 4', 'Instagram', 'Learning', 'Families', 'Newsletter'])
      await core.say('ada', answer);
    expect(reads(await core.say('ada', 'Ada Osei'))).toContain('at least 2 people');
    expect(reads(await core.say('ada', 'Ada Osei and ada osei'))).toContain('twice');
    expect(reads(await core.say('ada', 'Ada Osei and Joy Bell'))).toContain('Will anyone else help');
  });

  it('goes back, keeps what was said, and changes one answer from the summary', async () => {
    await core.say('ada', "I'd like to ask for a new school account");
    await core.say('ada', 'Year 4');
    expect(reads(await core.say('ada', 'back'))).toContain('Your answer now: Year 4');
    const summary = await (async () => {
      for (const answer of [
        'Year 5',
        'Instagram',
        'Learning',
        'Families',
        'Newsletter',
        'Ada Osei, Joy Bell',
        'skip',
      ])
        await core.say('ada', answer);
      return core.say('ada', 'open');
    })();
    expect(reads(summary)).toContain('Name: Year 5');
    expect(reads(await core.say('ada', 'change platform'))).toContain('Which platform');
    expect(reads(await core.say('ada', 'YouTube'))).toContain('Platform: YouTube');
  });

  it('says that nothing has been sent when somebody writes yes to the summary', async () => {
    await upToSummary(core);
    expect(reads(await core.say('ada', 'yes'))).toMatch(/Nothing has been sent yet[\s\S]*Send it/);
  });

  it('is sent by saying so, and changed in one sentence', async () => {
    await upToSummary(core);
    const changed = reads(await core.say('ada', 'change the intended audience to families of Year 5'));
    expect(changed).toMatch(/Please check it[\s\S]*families of Year 5/);
    expect(reads(await core.say('ada', 'looks good, send it'))).toContain('Sent: ');
    expect(reads(await core.say('ada', 'send it'))).toContain('Nothing is open that could be sent');
  });

  it('is cancelled with a way back', async () => {
    await core.say('ada', "I'd like to ask for a new school account");
    await core.say('ada', 'Year 4');
    const cancelled = await core.say('ada', 'cancel');
    expect(reads(cancelled)).toContain('Nothing was sent');
    const [card] = cancelled;
    if (!card) throw new Error('Expected a card.');
    expect(reads(await core.press('ada', card.card, 'Bring it back'))).toContain('Which platform');
  });

  it('goes on after a day', async () => {
    await core.say('ada', "I'd like to ask for a new school account");
    await core.say('ada', 'Year 4');
    await core.pass(24 * 60 * 60 * 1000);
    expect(reads(await core.say('ada', 'go on'))).toContain('Which platform');
  });

  it('refuses in the form what it refuses in chat', async () => {
    const first = await core.say('ada', "I'd like to ask for a new school account");
    const question = first.at(-1);
    if (!question) throw new Error('Expected a question.');
    await core.press('ada', question.card, 'Fill in everything at once');
    await core.fill('ada', { name: 'Y4', platform: 'Instagram', runners: ['ada'], open: 'private' });
    expect(core.problems()).toMatchObject({
      runners: 'Please name at least 2 people.',
      aim: 'Please write a few words here.',
    });
  });
});

describe('deciding on it', () => {
  it('tells the applicant who asked for what, before anything else', async () => {
    const core = startCore(bot);
    const given = await sent(core);
    await press(core, 'lin', given, 'Ask for changes');
    const asked = await core.fill('lin', { changes: 'A clearer name, please.' });
    expect(reads(asked, 'ada')).toMatch(
      /^Year 4 Explorers on Instagram\nLin Park asked for changes\nYou asked for a new account\.\nWhat to change: “A clearer name, please\.”\nAim/,
    );
  });

  it('tells the leaders, and the applicant where it stands', async () => {
    const core = startCore(bot);
    const seen = await sent(core);
    expect(reads(seen, 'room:slt')).toContain('Year 4 Explorers on Instagram');
    expect(reads(seen, 'ada')).toContain('Waiting for the senior leadership team');
  });

  it('keeps an aim of any length from hiding the buttons, with all of it behind More', async () => {
    const aim = `Share our work. ${'More words. '.repeat(200)}The end.`;
    const core = startCore(bot);
    await upToSummary(core);
    const summary = (await core.say('ada', `change the aim to ${aim}`)).at(-1);
    if (!summary) throw new Error('Expected a summary.');
    const card = leadersCard(await core.press('ada', summary.card, 'Send it'));
    if (card.kind !== 'case') throw new Error('Expected the card of a matter.');
    expect(card.facts.map(({ value }) => value.length)).toSatisfy((lengths: number[]) =>
      lengths.every((length) => length <= 400),
    );
    expect(JSON.stringify(card.facts)).toContain('Share our work');
    expect(JSON.stringify(card.details)).toContain('The end.');
  });

  it('names who has not signed or been trained, and wants a reason for approving all the same', async () => {
    const core = startCore(bot);
    const given = await sent(core);
    expect(reads(given, 'room:slt')).toContain('Ada Osei and Joy Bell need a signed policy and training');
    await press(core, 'lin', given, 'Approve anyway');
    await core.fill('lin', { why: '' });
    expect(core.problems()).toHaveProperty('why');
    await press(core, 'lin', given, 'Approve anyway');
    const approved = await core.fill('lin', { why: 'Training is booked for Monday.' });
    expect(reads(approved, 'ada')).toContain('Lin Park has approved');
    expect(core.work.trail.find((entry) => entry.what === 'approved a request')).toMatchObject({ by: 'lin' });
    expect(await requestIn(core)).toMatchObject({
      signatures: [{ despite: 'Training is booked for Monday.' }],
    });
  });

  it('keeps every reason on the request, for the audit trail as a person’s words', async () => {
    const core = startCore(bot);
    const given = await sent(core);
    const reason = 'Please leave Jamie Smith out of it.';
    await press(core, 'lin', given, 'Ask for changes');
    await core.fill('lin', { changes: reason });
    expect((await requestIn(core)).reasons).toMatchObject([{ by: { id: 'lin' }, words: reason }]);
    const entry = core.work.trail.find(({ what }) => what === 'asked for changes to a request');
    expect(entry?.detail).toEqual({ stage: 'slt', reason: { words: reason } });
  });

  it('is never decided by the applicant, even with the role', async () => {
    const core = startCore(bot);
    const given = await sent(core, 'lin');
    expect(reads(await press(core, 'lin', given, 'Approve anyway', 'sam'))).toContain('your own request');
    expect(core.form()).toBeUndefined();
  });

  it('is not decided by somebody without the role, and the attempt is on record', async () => {
    const core = startCore(bot);
    const given = await sent(core);
    expect(reads(await press(core, 'tom', given, 'Reject', 'sam'))).toContain(
      'This one is for Lin Park, Sam Hale or Bea Ode to decide',
    );
    expect(core.work.trail.at(-1)?.what).toContain('refused');
  });

  it('is not decided by a leader who is to run the account', async () => {
    const core = startCore(bot);
    const given = await sent(core, 'ada', 'Ada Osei, Lin Park');
    expect(reads(given, 'sam')).toContain('(Sam Hale or Bea Ode)');
    expect(reads(await press(core, 'lin', given, 'Reject', 'sam'))).toContain('You’re named on this request');
    expect(core.form()).toBeUndefined();
    expect(core.work.trail.at(-1)?.what).toContain('refused');
  });

  it.each([
    ['ada', ['lin', 'sam', 'bea']],
    ['lin', ['sam', 'bea']],
  ])('asked by %s, it has buttons only for %s, each on a card of their own', async (who, leaders) => {
    const given = await sent(startCore(bot), who);
    expect(buttonsOf(leadersCard(given))).toEqual([]);
    expect(reads(given, 'room:slt')).toContain('Whoever can decide has the buttons in their own chat');
    expect(having('Reject', given)).toEqual(leaders);
    for (const leader of leaders) expect(reads(given, leader)).not.toContain('has the buttons');
  });

  it('is shown with its buttons to whoever looks and may decide, and to nobody else', async () => {
    const core = startCore(bot);
    const about = cardAbout(await sent(core, 'lin'));
    const [, id = '', view = ''] = /:(.+)\/(.+)$/.exec(about) ?? [];
    const look = { type: 'looked' as const, action: 'request.mine', value: { id, view } };
    expect(await core.raw('sam', look, 'room:slt')).toEqual([]);
    expect(core.replaced() && buttonsOf(core.replaced() as Card)).not.toHaveLength(0);
    for (const who of ['lin', 'ada', 'tom']) {
      expect(await core.raw(who, look, 'room:slt')).toEqual([]);
      expect(core.replaced()).toBeUndefined();
    }
  });

  it('asks the applicant only the answers that the changes are about, with what they were', async () => {
    const core = startCore(bot);
    await press(core, 'lin', await sent(core), 'Ask for changes');
    const asked = await core.fill('lin', {
      changes: 'Who else? And what is it for?',
      which: ['runners', 'aim'],
    });
    const first = await press(core, 'ada', asked, 'Make the changes', 'ada');
    expect(reads(first)).toContain('Please change: Who else? And what is it for?');
    expect(reads(first)).toMatch(/What is it for\?\nBefore: /);
    const second = await core.say('ada', 'To show what we grow');
    expect(reads(second)).toMatch(/Who will run it\?[\s\S]*Before: Ada Osei, Joy Bell/);
    const summary = await core.say('ada', 'me and Lin');
    expect(reads(summary)).toContain('Aim: To show what we grow');
    expect(reads(await press(core, 'ada', summary, 'Send it again'), 'room:slt')).toContain('Aim (changed)');
  });

  it('goes by its new name once that was changed', async () => {
    const core = startCore(bot);
    const again = await changedAsAsked(core, await sent(core));
    expect(reads(again, 'room:slt')).toContain('Year 4 at Hill School on Instagram');
  });

  it('tells the second person who decided first', async () => {
    const core = startCore(bot);
    const given = await sent(core);
    await press(core, 'lin', given, 'Reject');
    await core.fill('lin', { reason: 'We have one already.' });
    expect(reads(await press(core, 'sam', given, 'Approve anyway'))).toContain('Rejected by Lin Park');
  });

  it('can be changed and asked for again after a rejection, with the answers it had', async () => {
    const core = startCore(bot);
    const given = await sent(core);
    await press(core, 'lin', given, 'Reject');
    const told = (await core.fill('lin', { reason: 'Name it after the class.' })).find(
      ({ to }) => to === 'ada',
    );
    if (!told) throw new Error('Expected a word to the applicant.');
    expect(reads(await core.press('joy', told.card, 'Change and apply again'))).toContain('Only Ada Osei');
    const summary = await core.press('ada', told.card, 'Change and apply again');
    expect(reads(summary)).toContain('It was rejected: “Name it after the class.”');
    expect(reads(summary)).toContain('Name: Year 4 Explorers');
    await core.say('ada', 'change name');
    const changed = (await core.say('ada', 'Class 4B')).at(-1);
    if (!changed) throw new Error('Expected a summary.');
    const again = await core.press('ada', changed.card, 'Send it');
    expect(reads(again, 'room:slt')).toContain('Class 4B on Instagram');
    expect(await core.work.find(requests)).toHaveLength(2);
  });

  it('gives back what was written to whoever comes too late with it', async () => {
    const core = startCore(bot);
    const given = await sent(core);
    await press(core, 'sam', given, 'Reject');
    const form = core.form();
    await press(core, 'lin', given, 'Reject');
    await core.fill('lin', { reason: 'We have one already.' });
    const late = await core.raw('sam', {
      type: 'submitted',
      form: form?.form ?? '',
      value: form?.value ?? {},
      answers: { reason: 'A long reason, thought about for an evening.' },
    });
    expect(reads(late)).toMatch(/Rejected by Lin Park[\s\S]*You wrote: Reason: A long reason/);
  });

  it('tells the applicant the reason for a rejection', async () => {
    const core = startCore(bot);
    const given = await sent(core);
    await press(core, 'sam', given, 'Reject');
    const rejected = await core.fill('sam', { reason: 'We have one already.' });
    expect(reads(rejected, 'ada')).toContain('We have one already.');
  });

  it('comes back for changes, and shows what has changed when it is sent again', async () => {
    const core = startCore(bot);
    const again = await changedAsAsked(core, await sent(core));
    expect(reads(again, 'room:slt')).toContain(
      'Name (changed): Year 4 at Hill School (before: Year 4 Explorers)',
    );
  });

  it('is not decided by a form that was opened before it was changed', async () => {
    const core = startCore(bot);
    const given = await sent(core);
    await changedAsAsked(core, given);
    const seen = await press(core, 'sam', given, 'Reject');
    expect(reads(seen)).toContain('changed since you opened this');
    expect(core.form()).toBeUndefined();
  });

  it('is handed to another who holds the role', async () => {
    const core = startCore(bot);
    const given = await sent(core);
    await press(core, 'lin', given, 'Pass it on');
    const handed = await core.fill('lin', { to: 'sam', word: 'I am away until Monday.' });
    expect(reads(handed, 'sam')).toContain('Lin Park handed');
    expect(reads(handed, 'sam')).toContain('I am away until Monday.');
    expect(reads(await press(core, 'bea', given, 'Reject'))).toContain('for Sam Hale to decide');
  });

  it('comes anew to everyone who may decide when it is sent again', async () => {
    const core = startCore(bot);
    const again = await changedAsAsked(core, await sent(core));
    expect(having('Reject', again)).toEqual(['lin', 'sam', 'bea']);
  });
});

describe('three signatures in order, as Old Park asks', () => {
  const school = aSchool({ policy: 'old-park' });

  it('goes from the line manager to the governor to the head', async () => {
    const core = startCore(bot, school);
    const seen = await applyAtOldPark(core);
    const toManager = seen.find(({ to }) => to === 'lin');
    if (!toManager) throw new Error(`Expected a card for the line manager, got:\n${reads(seen)}`);
    await core.press('lin', toManager.card, 'Approve anyway');
    const second = await core.fill('lin', { why: 'Booked.' });
    const toGovernor = second.find(({ to }) => to === 'gil');
    if (!toGovernor) throw new Error('Expected a card for the governor.');
    expect(reads([toGovernor])).toContain('use of the school brand and logo');
    await core.press('gil', toGovernor.card, 'Approve anyway');
    const third = await core.fill('gil', { why: 'Booked.' });
    const toHead = third.find(({ to }) => to === 'sam');
    if (!toHead) throw new Error('Expected a card for the head.');
    await core.press('sam', toHead.card, 'Approve anyway');
    expect(reads(await core.fill('sam', { why: 'Booked.' }), 'ada')).toContain('Sam Hale has approved');
  });

  it('shows no stage as still to come once it has been rejected', async () => {
    const core = startCore(bot, school);
    const toManager = (await applyAtOldPark(core)).find(({ to }) => to === 'lin');
    if (!toManager) throw new Error('Expected a card for the line manager.');
    await core.press('lin', toManager.card, 'Reject');
    await core.fill('lin', { reason: 'There is one already.' });
    const status = reads(await core.say('ada', 'status'));
    expect(status).toContain('Line manager (not approved)');
    expect(status).not.toContain('to come');
  });

  it('knows the author, the manager, and the department of the last request', async () => {
    const core = startCore(bot, school);
    await applyAtOldPark(core);
    expect(reads(await core.say('ada', 'I want to start a class blog please'))).toContain(
      'What will it be called?',
    );
  });

  it('closes only after the day on which it goes live', async () => {
    const core = startCore(bot, school);
    await core.say('ada', 'I want to start a class blog please');
    for (const answer of [
      'Year 4',
      'Year 4 blog',
      'Blogger',
      'Learning',
      'Stories',
      'families',
      'staff',
      'Ada Osei, Joy Bell',
      'Ada Osei, Joy Bell',
      'Lin Park',
      'own',
      '1 April 2027',
    ])
      await core.say('ada', answer);
    for (const day of ['1 March 2027', '1 April 2027'])
      expect(reads(await core.say('ada', day))).toContain('a date after 1 April 2027');
  });
});
