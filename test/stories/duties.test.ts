/** Each duty that a school's policy has, on both platforms: begun in words, filled in, seen by the right people, ended. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Field } from '../../src/core/field.ts';
import { engine, openStage, type Stage, sides, type Who } from './stage.ts';
import type { Given, Read, User } from './users.ts';

const everybody: Who[] = ['ada', 'joy', 'lin', 'sam', 'bea', 'gil', 'tom', 'kit'];
/** Lin manages Ada; Lin, Sam and Bea lead, Sam is the head and Bea the safeguarding lead. */
const holding = {
  'line-manager': ['lin'],
  manager: ['lin'],
  slt: ['lin', 'sam', 'bea'],
  head: ['sam'],
  dsl: ['bea'],
  governor: ['gil'],
  'hs-governor': ['gil'],
} satisfies Record<string, Who[]>;

function answerTo(field: Field): string {
  if (field.kind === 'choice') return field.right?.value ?? field.choices[0]?.value ?? '';
  return field.kind === 'date' ? '2027-04-01' : 'As discussed';
}

const all = engine.policies().flatMap((policy) => sides.map((side) => ({ policy, side })));

describe.each(all)('the duties of $policy on $side', { timeout: 30_000 }, ({ policy, side }) => {
  const pack = engine.policy(policy);
  const { watch, signing, checks, permissions } = pack;
  let stage: Stage;
  const user = (who: Who): User => stage.user(who, side);

  beforeAll(async () => {
    stage = await openStage({ policy, on: [side] });
  });
  afterAll(async () => {
    await stage.close();
    expect(stage.refusals()).toEqual([]);
  });

  const textOf = (messages: Read[]) => messages.map(({ text }) => text).join('\n');
  /** Who has such a button before them, once they look; and how many each of them has. */
  async function cards(label: string): Promise<number[]> {
    const counts: number[] = [];
    for (const who of everybody)
      counts.push((await user(who).looks()).filter(({ buttons }) => buttons.includes(label)).length);
    return counts;
  }
  async function withButton(label: string): Promise<Who[]> {
    const counts = await cards(label);
    return everybody.filter((_, at) => counts[at] !== 0);
  }

  /** The form behind the question in hand, and then its first button. */
  async function fillsIn(who: User, answers: Given): Promise<void> {
    await who.presses('Fill in everything at once', 'chat');
    expect(await who.fills(answers)).toEqual({});
    const send = who.reads().findLast(({ buttons }) => buttons.includes('Change an answer'))?.buttons[0];
    await who.presses(send ?? 'Send it', 'chat');
  }

  describe.each(pack.reports.filter(({ clauses }) => clauses))('report: $title', (kind) => {
    it('reaches whoever has to hear of it and nobody else, and ends with a word to whoever sent it', async () => {
      const ada = user('ada');
      await ada.says('I want to report something');
      await ada.picks({ kind: kind.id }, 'Go on');
      expect(textOf(ada.reads())).toContain(kind.do[0]);
      const words = `About ${kind.id}, put down for the record.`;
      const before = await cards('Read it');
      await fillsIn(ada, {
        ...(kind.asksWho ? { about: ['joy'] } : {}),
        ...(kind.private ? {} : { what: words }),
      });
      const after = await cards('Read it');
      expect(everybody.filter((_, at) => after[at] !== before[at])).toEqual(holding[kind.to]);
      expect(
        stage
          .room(side)
          .map(({ text }) => text)
          .join('\n'),
      ).not.toContain(words);
      const reader = user(holding[kind.to][0] ?? 'sam');
      await reader.presses('Read it', 'chat');
      expect(textOf(reader.reads())).toContain(kind.private ? 'Joy Bell' : words);
      await reader.presses('Close it', 'chat');
      expect(await reader.fills({ 'How it ended': 'Dealt with in person.' })).toEqual({});
      expect(ada.last()).toContain('has dealt with');
      expect(textOf(ada.reads())).not.toContain('Dealt with in person.');
    });
  });

  describe.each(permissions)('leave: $label', (permission) => {
    it('is asked for in words, signed stage by stage, and told', async () => {
      const ada = user('ada');
      await ada.says('I’d like to ask for permission');
      if (permissions.length > 1) await ada.presses(permission.label);
      await fillsIn(ada, Object.fromEntries(permission.fields.map((field) => [field.name, answerTo(field)])));
      for (const { by, signs } of permission.stages) {
        const [signer = 'sam'] = holding[by];
        expect(await withButton('Reject')).toEqual(holding[by]);
        expect(textOf(user(signer).sees())).toContain(signs);
        await user(signer).presses('Approve');
      }
      expect(ada.last()).toContain('has approved');
    });
  });

  describe.runIf(watch.comments.clauses)('a comment on a school account', () => {
    it('comes to those who look after it, and whoever passed it on hears how it was answered', async () => {
      const [ada, tom] = [user('ada'), user('tom')];
      await ada.says('A parent complained on our page');
      await fillsIn(ada, {
        where: 'Our Facebook page',
        kind: 'complaint',
        what: 'The newsletter is always late',
        came: 'now',
      });
      expect(await withButton('It’s answered')).toEqual(['tom']);
      await tom.presses('I’ll deal with it', 'chat');
      expect(textOf(ada.reads())).toContain('Tom Ivy is dealing with it');
      await tom.presses('It’s answered', 'chat');
      expect(await tom.fills({ 'The answer': 'It comes on Mondays from now on.' })).toEqual({});
      expect(ada.last()).toContain('answered');
      expect(await withButton('It’s answered')).toEqual([]);
    });
  });

  describe.runIf(watch.posts.clauses)('a post about the school', () => {
    it('comes to the leaders alone, and whoever found it hears that it was dealt with', async () => {
      const [ada, sam] = [user('ada'), user('sam')];
      await ada.says('log a post about us');
      const what = 'They say that we close in July';
      await fillsIn(ada, { where: 'A town group', what, who: 'other' });
      expect(await withButton('I’ll deal with it')).toEqual(['lin', 'sam', 'bea']);
      await sam.presses('I’ll deal with it', 'chat');
      await sam.presses('Close it', 'chat');
      expect(await sam.fills({ 'How it ended': 'We wrote to parents.' })).toEqual({});
      expect(textOf(ada.reads())).toContain('Sam Hale has dealt with it');
      expect(textOf(ada.reads())).not.toContain('We wrote to parents.');
    });
  });

  describe.runIf(watch.parents.clauses)('a parent’s post', () => {
    it('is put down, dealt with step by step and closed by a leader', async () => {
      const [ada, lin] = [user('ada'), user('lin')];
      await ada.says('log a parent’s post');
      await fillsIn(ada, { where: 'A parents’ group', what: 'They call the school names' });
      await lin.presses('I’ll deal with it', 'chat');
      for (const step of ['I’ve asked them to take it down', 'I’ve invited them to talk']) {
        await lin.presses(step, 'chat');
        expect(await lin.fills({ 'How it went': 'They said they would.' })).toEqual({});
      }
      await lin.presses('Close it', 'chat');
      expect(await lin.fills({ 'How it ended': 'It is gone.' })).toEqual({});
      expect(textOf(ada.reads())).toContain('Lin Park has dealt with it');
      expect(textOf(ada.reads())).not.toContain('It is gone.');
    });
  });

  describe.runIf(signing.clauses.length > 0)('the signature', () => {
    it('is given after the clauses and three questions, and leaders see it', async () => {
      const kit = user('kit');
      await kit.says('sign the policy');
      for (let asked = 0; asked < 20 && kit.reads().at(-1)?.buttons.includes('Cancel'); asked++) {
        const shown = kit.reads().at(-1);
        if (shown?.buttons.includes('Sign it')) break;
        const question = signing.questions.find(({ ask }) => shown?.text.includes(ask));
        if (question) await kit.presses(question.choices[question.right - 1] ?? '', 'chat');
        else if (shown?.text.includes('What’s your position here?')) await kit.says('Teacher');
        else await kit.presses(shown?.buttons[0] ?? '', 'chat');
      }
      await kit.presses('Sign it', 'chat');
      expect(kit.last()).toContain('Signed');
      await user('sam').says('who has signed?');
      expect(user('sam').last()).toMatch(/\b1\b/);
    });
  });

  describe('a post before it goes out', () => {
    it('is held against the policy', async () => {
      const ada = user('ada');
      await ada.says('check a post');
      await fillsIn(ada, { text: 'Ring me on 07700 900123 about the fair.', where: 'school' });
      expect(ada.last(3)).toContain('Here’s what I found.');
    });

    it.runIf(checks.leader.clauses && !checks.leader.only)('is seen by a leader first', async () => {
      const ada = user('ada');
      await ada.presses('Send it to Sam Hale', 'chat');
      expect(await withButton('Fine as it is')).toEqual(['sam']);
      await user('sam').presses('Fine as it is', 'chat');
      expect(ada.last()).toContain('fine');
    });
  });

  describe.runIf(checks.withdrawn.clauses)('a picture whose consent is withdrawn', () => {
    it('is looked for in each place until it is gone', async () => {
      const [ada, tom] = [user('ada'), user('tom')];
      await ada.says('take pictures down');
      await fillsIn(ada, { child: 'J.S., Year 4', places: 'The website' });
      await tom.presses('Tick what’s clear', 'chat');
      expect(await tom.fills({ Clear: ['place-0'] })).toEqual({});
      expect(ada.last()).toContain('No picture is left online in the places we knew of.');
      expect(await withButton('Tick what’s clear')).toEqual([]);
    });
  });

  it.each(['disclaimer wording', 'privacy checklist', 'after I leave'])(
    '“%s” brings a card',
    async (text) => {
      const ada = user('ada');
      await ada.says(text);
      expect(ada.last().length).toBeGreaterThan(80);
    },
  );

  it('the review of the policy is there for its owner and the leaders', async () => {
    const sam = user('sam');
    await sam.says('show the policy review');
    expect(sam.last()).toContain('review');
  });

  it('somebody who is away has somebody who stands in', async () => {
    const [kit, joy] = [user('kit'), user('joy')];
    await kit.says('I’m away until Friday');
    await kit.picks({ deputies: ['joy'] }, 'OK');
    await kit.presses('Save it', 'chat');
    expect(kit.last()).toContain('Standing in: Joy Bell');
    expect(joy.last()).toContain('You stand in for Kit Moss');
    await kit.says('I’m back');
    expect(kit.last()).toContain('Welcome back');
  });
});
