import { describe, expect, it } from 'vitest';
import { createBot } from '../../src/bot/bot.ts';
import type { Card } from '../../src/core/card.ts';
import { copies } from '../../src/core/delivery.ts';
import { loadEngine } from '../../src/policy/engine.ts';
import { aSchool, reads, type Seen, startCore, type TestCore } from '../support/test-core.ts';

const bot = createBot(loadEngine('data'));

function only(seen: Seen[]): Card {
  const [first] = seen;
  if (!first || seen.length !== 1) throw new Error(`Expected one card, got:\n${reads(seen)}`);
  return first.card;
}

const silent = 'can I use chatgpt to write the school posts?';

async function seenByLeaders(core: TestCore): Promise<Seen> {
  const answer = only(await core.say('ada', silent));
  await core.press('ada', answer, 'Ask a person');
  const seen = await core.fill('ada', { question: 'May we use chatbots for posts?' });
  const toLeaders = seen.find(({ to }) => to === 'room:slt');
  if (!toLeaders) throw new Error(`Expected a card for the leaders, got:\n${reads(seen)}`);
  return toLeaders;
}

async function referred(core: TestCore): Promise<Card> {
  return (await seenByLeaders(core)).card;
}

describe('a question for a person', () => {
  it('is answered, and kept as the school’s own ruling until it is withdrawn', async () => {
    const core = startCore(bot);
    expect(reads(await core.say('joy', silent))).toContain('doesn’t mention this');
    const card = await referred(core);
    await core.press('sam', card, 'Answer');
    const answered = await core.fill('sam', {
      answer: 'Only for a first draft, read by two people.',
      keep: 'yes',
    });
    expect(reads(answered, 'ada')).toContain('Only for a first draft');
    const own = reads(await core.say('joy', silent));
    expect(own).toContain('Your school has decided');
    expect(own).toContain('Decided by Sam Hale on 2 March 2027');
    const shown = only(await core.say('sam', silent));
    await core.press('sam', shown, 'Withdraw this ruling');
    expect(reads(await core.say('joy', silent))).toContain('doesn’t mention this');
  });

  it('settles nothing about anybody whom it did not speak of', async () => {
    const core = startCore(bot);
    await core.press('sam', await referred(core), 'Answer');
    await core.fill('sam', { answer: 'Yes, of course.', keep: 'yes' });
    const same = reads(await core.say('joy', silent));
    expect(same).toContain('The question was: “May we use chatbots for posts?”');
    expect(reads(await core.say('joy', 'can I use chatgpt about a pupil?'))).toContain(
      'doesn’t mention this',
    );
  });

  it('is about what it says in the end, whatever was asked before', async () => {
    const core = startCore(bot);
    await core.press('ada', only(await core.say('ada', silent)), 'Ask a person');
    const seen = await core.fill('ada', { question: 'May I wear my own coat on duty?' });
    const card = seen.find(({ to }) => to === 'room:slt')?.card;
    if (!card) throw new Error('Expected a card for the leaders.');
    await core.press('sam', card, 'Answer');
    await core.fill('sam', { answer: 'Yes, of course.', keep: 'yes' });
    expect(reads(await core.say('joy', silent))).toContain('doesn’t mention this');
  });

  it('is not answered by the leader who asked it', async () => {
    const core = startCore(bot);
    await core.press('sam', only(await core.say('sam', silent)), 'Ask a person');
    const seen = await core.fill('sam', { question: 'May we use chatbots for posts?' });
    const card = seen.find(({ to }) => to === 'room:slt')?.card;
    if (!card) throw new Error('Expected a card for the leaders.');
    expect(reads(await core.press('sam', card, 'Answer'))).toContain('your own question');
    expect(core.form()).toBeUndefined();
    expect(core.work.trail.map(({ what }) => what)).toContain(
      'was refused: nobody answers their own question',
    );
  });

  it('about a child at risk is not kept, and hands over to the safeguarding lead', async () => {
    const core = startCore(bot);
    await core.press('ada', only(await core.say('ada', silent)), 'Ask a person');
    const seen = await core.fill('ada', {
      question: 'A boy in my class told me his dad hits him. What now?',
    });
    expect(reads(seen)).toContain('999');
    expect(reads(seen, 'room:slt')).toBe('');
    expect(JSON.stringify([...core.work.kept.values()])).not.toContain('hits him');
  });

  it('is not answered by just anybody, nor twice', async () => {
    const core = startCore(bot);
    const card = await referred(core);
    expect(reads(await core.press('joy', card, 'Answer'))).toContain('answers this one');
    await core.press('sam', card, 'Answer');
    await core.fill('sam', { answer: 'No.', keep: 'no' });
    expect(reads(await core.press('lin', card, 'Answer'))).toContain('Sam Hale has answered this already');
  });

  it('for the safeguarding lead is not for the other leaders', async () => {
    const core = startCore(bot);
    await core.raw('ada', { type: 'pressed', action: 'ask.person', value: { to: 'dsl' } });
    const [seen] = await core.fill('ada', { question: 'May we use chatbots for posts?' });
    if (seen?.to !== 'bea') throw new Error('Expected a card for the safeguarding lead.');
    expect(reads(await core.press('sam', seen.card, 'Answer'))).toContain('The safeguarding lead answers');
    expect(core.form()).toBeUndefined();
    expect(core.work.trail.at(-1)?.what).toBe('was refused: may not answer this question');
  });

  it('changes every card about it, with what has happened', async () => {
    const core = startCore(bot);
    const { card, about = '' } = await seenByLeaders(core);
    const message = { platform: 'playground', conversation: 'room:slt', id: 'm1' } as const;
    core.work.put(copies, { id: 'copy', about, message });
    await core.press('sam', card, 'Answer');
    const seen = await core.fill('sam', { answer: 'No.', keep: 'yes' });
    const changed = seen.find(({ to }) => to === 'update')?.card;
    expect(changed).toMatchObject({ status: 'Answered by Sam Hale', buttons: [] });
    expect(changed && reads([{ to: '', card: changed }])).toMatch(
      /Asked by Ada Osei \(.*\n.*Answered by Sam Hale, and kept for everyone \(/,
    );
  });

  it('that the policy has answered is answered for nobody else', async () => {
    const core = startCore(bot);
    const covered = 'Can I be friends with a pupil on Facebook?';
    await core.raw('ada', { type: 'pressed', action: 'ask.person', value: {} });
    const sent = await core.fill('ada', { question: covered });
    const card = sent.find(({ to }) => to === 'room:slt')?.card;
    if (!card) throw new Error('Expected a card for the leaders.');
    await core.press('sam', card, 'Answer');
    expect(core.form()?.fields.map(({ name }) => name)).toEqual(['answer']);
    expect(reads(await core.fill('sam', { answer: 'Yes!', keep: 'yes' }), 'ada')).toContain('Yes!');
    expect(reads(await core.say('joy', covered))).not.toContain('Your school has decided');
    expect(core.work.trail.at(-1)).toMatchObject({ what: 'answered a question', detail: { kept: 'no' } });
  });

  it('is counted for the policy’s owner, without names', async () => {
    const core = startCore(bot);
    const answer = only(await core.say('ada', silent));
    await core.press('ada', answer, '👎');
    const report = reads(await core.say('sam', 'report'));
    expect(report).toContain('Not covered: 1.');
    expect(report).not.toContain('Ada');
    expect(reads(await core.say('ada', 'report'))).toContain('for the school’s leaders');
  });

  it('is counted for the owner as for the leaders', async () => {
    const owner = { id: 'pat', name: 'Pat Lowe', roles: ['owner' as const] };
    const core = startCore(bot, aSchool({ people: [owner] }));
    expect(reads(await core.say('pat', 'report'))).toContain('Not covered: 0.');
  });
});

describe('a ruling of the school’s own', () => {
  async function kept(core: TestCore, until = ''): Promise<void> {
    await core.press('sam', await referred(core), 'Answer');
    await core.fill('sam', { answer: 'Only for a first draft.', keep: 'yes', until });
  }

  it('holds until its day is over', async () => {
    const core = startCore(bot);
    await kept(core, '3 March 2027');
    expect(reads(await core.say('joy', silent))).toContain('until 3 March 2027');
    core.later(2 * 24 * 60 * 60 * 1000);
    expect(reads(await core.say('joy', silent))).toContain('doesn’t mention this');
  });

  it('is withdrawn by leaders only, and once', async () => {
    const core = startCore(bot);
    await kept(core);
    expect(JSON.stringify(await core.say('joy', silent))).not.toContain('Withdraw');
    const shown = only(await core.say('lin', silent));
    expect(reads(await core.press('joy', shown, 'Withdraw this ruling'))).toContain(
      'Only the school’s leaders',
    );
    expect(core.work.trail.at(-1)?.what).toBe('was refused: only leaders withdraw a ruling');
    expect(reads(await core.say('joy', silent))).toContain('Your school has decided');
    expect(reads(await core.press('lin', shown, 'Withdraw this ruling'))).toContain('Withdrawn.');
    expect(reads(await core.press('sam', shown, 'Withdraw this ruling'))).toContain('already been withdrawn');
  });

  it('shows three ways of asking that it will answer, before it is kept', async () => {
    const core = startCore(bot);
    await core.press('sam', await referred(core), 'Answer');
    const keep = core.form()?.fields.find(({ name }) => name === 'keep');
    expect(keep?.help).toMatch(/For example: “.+\?” “.+\?” “.+\?”$/);
    expect(keep?.kind === 'choice' && keep.choices.map(({ label }) => label)).toEqual([
      'No, just for this person',
      'Yes: AI tools',
      'Yes, for the whole topic: AI tools',
    ]);
  });

  it('holds for the whole topic where the leader widens it', async () => {
    const core = startCore(bot);
    await core.press('sam', await referred(core), 'Answer');
    await core.fill('sam', { answer: 'Never for pupils’ names.', keep: 'wide' });
    expect(reads(await core.say('joy', 'can I use chatgpt about a pupil?'))).toContain(
      'Your school has decided',
    );
  });

  it('stands in a list for everybody, with who and when, and leaders withdraw it there', async () => {
    const core = startCore(bot);
    expect(reads(await core.say('joy', 'our rulings'))).toContain('Nothing yet.');
    await kept(core, '3 March 2027');
    const list = only(await core.say('lin', 'school rulings'));
    expect(reads([{ to: '', card: list }])).toMatch(
      /AI tools[\s\S]*Only for a first draft\.[\s\S]*Sam Hale on 2 March 2027, until 3 March 2027/,
    );
    expect(JSON.stringify(await core.say('joy', 'rulings'))).not.toContain('Withdraw');
    await core.press('lin', list, 'Withdraw this ruling');
    expect(reads(await core.say('joy', silent))).toContain('doesn’t mention this');
  });

  it('does not keep who was shown it', async () => {
    const core = startCore(bot);
    await kept(core);
    expect(await core.say('joy', silent)).toEqual([{ to: 'joy', card: expect.anything() }]);
  });
});
