/** A report goes to the right person, past everybody it is about, and nobody else reads it. */
import { describe, expect, it } from 'vitest';
import { createBot } from '../../../src/bot/bot.ts';
import { buttonsOf, type Card } from '../../../src/core/card.ts';
import { reports } from '../../../src/duties/reports/report.ts';
import { loadEngine } from '../../../src/policy/engine.ts';
import { aSchool, reads, type Seen, startCore, type TestCore } from '../../support/test-core.ts';
import { cardWith, day, everything, press } from '../support/scenarios.ts';

const engine = loadEngine('data');
const bot = createBot(engine);
const kinds = ['conduct', 'page-abuse', 'allegation', 'contractor'];

function open(change: Parameters<typeof aSchool>[0] = {}): TestCore {
  return startCore(bot, aSchool({ policy: 'old-park', reports: kinds, ...change }));
}

const withChair = [...aSchool().people, { id: 'una', name: 'Una Fry', roles: ['chair' as const] }];

async function written(core: TestCore, who: string, kind: string, answers: string[]): Promise<Seen[]> {
  let seen = await core.raw(who, { type: 'pressed', action: 'reports.start', value: { kind } });
  for (const answer of answers) seen = await core.say(who, answer);
  return seen;
}

const story = ['She posted a picture of the staff room', 'Facebook', 'yesterday', 'nothing'];

async function sent(core: TestCore, about = 'Joy Bell', who = 'ada'): Promise<Seen[]> {
  await written(core, who, 'conduct', [about, ...story]);
  return core.say(who, 'send it');
}

function holdersOf(seen: Seen[], label: string): string[] {
  return seen
    .filter(({ card }) => buttonsOf(card).some((button) => button.label === label))
    .map(({ to }) => to);
}

describe('a report', () => {
  it('is begun in words, asks what it is about, and says first where a child may not be safe', async () => {
    const seen = await open().say('ada', 'I’d like to report something');
    expect(reads(seen)).toContain('If a child may not be safe, don’t fill anything in. Speak to Bea Ode');
    expect(seen.at(-1)?.card).toMatchObject({ input: { field: { choices: expect.arrayContaining([]) } } });
  });

  it.each(
    engine.policies().flatMap((policy) =>
      ['I want to report something', 'report something', 'I’d like to report a worry'].map((text) => ({
        policy,
        text,
      })),
    ),
  )('“$text” asks what it is about at $policy, and rings no alarm', async ({ policy, text }) => {
    const seen = reads(await startCore(bot, aSchool({ policy })).say('ada', text));
    expect(seen).toContain('What is it about?');
    expect(seen).not.toContain('999');
  });

  it('is one press away from whatever somebody who wants to report was answered, and from a bare “report”', async () => {
    const core = startCore(bot, aSchool({ policy: 'kenn-kenton' }));
    const labels = async (text: string) =>
      (await core.say('ada', text)).flatMap(({ card }) => buttonsOf(card).map(({ label }) => label));
    expect(await labels('I want to report a colleague for posting pictures of the staff party')).toContain(
      'Report something',
    );
    expect(await labels('report')).toContain('Report something');
    expect(await labels('I posted something on the school page by mistake')).toContain('Report it');
    expect(await labels('may I post pictures of the staff party?')).not.toContain('Report something');
  });

  it('says what to do now before it asks for anything', async () => {
    const seen = await open().raw('ada', {
      type: 'pressed',
      action: 'reports.kind',
      value: {},
      answers: { kind: 'contractor' },
    });
    expect(reads([seen[0] as Seen])).toContain('Do\n•');
    expect(reads(seen)).toContain('Question 1 of 4');
  });

  it('goes to whoever it is for, without its words, and to nobody else', async () => {
    const core = open();
    const given = await sent(core);
    expect(holdersOf(given, 'Read it')).toEqual(['sam']);
    expect(reads(given, 'sam')).not.toContain('staff room');
    expect(reads(given, 'ada')).toContain('Nobody has read it yet. It is with Sam Hale');
  });

  it('is read by name, and each reader is on record', async () => {
    const core = open();
    const given = await sent(core);
    const read = await press(core, 'sam', given, 'Read it', 'sam');
    expect(reads(read, 'sam')).toContain('What happened: She posted a picture of the staff room');
    const [report] = await core.work.find(reports);
    expect(report?.readers.map(({ by }) => by.id)).toEqual(['sam']);
    expect(core.work.trail.find(({ what }) => what === 'read a report')).toMatchObject({ by: 'sam' });
  });

  it.each(['joy', 'lin', 'tom', 'gil', 'ada'])(
    'cannot be read or closed by %s, who got hold of its button',
    async (who) => {
      const core = open();
      const card = cardWith(await sent(core), 'Read it', 'sam');
      for (const label of ['Read it', 'I’ll deal with it', 'Close it']) {
        expect(reads(await core.press(who, card, label))).toContain('for other people');
        expect(core.form()).toBeUndefined();
      }
      expect(
        reads(await core.raw(who, { type: 'pressed', action: 'report.show', value: idOn(card) })),
      ).not.toMatch(who === 'ada' ? /Read by/ : /staff room/);
    },
  );

  it('goes past the headteacher to the chair of governors where it is about the head', async () => {
    const core = open({ people: withChair });
    expect(holdersOf(await sent(core, 'Sam Hale'), 'Read it')).toEqual(['una']);
  });

  it('never comes to somebody it is about, also once they have the role', async () => {
    const core = open();
    const given = await sent(core);
    const later = {
      ...core.school,
      people: core.school.people.map((person) =>
        person.id === 'joy' ? { ...person, roles: ['head' as const] } : person,
      ),
    };
    Object.assign(core.school, later);
    expect(reads(await core.press('joy', cardWith(given, 'Read it', 'sam'), 'Read it'))).toContain(
      'for other people',
    );
  });

  it('is kept, and says whom to go to, where nobody may hear of it', async () => {
    const core = open();
    const seen = reads(await sent(core, 'Sam Hale'));
    expect(seen).toContain('Your report is kept, but nobody who may read it can be reached');
    expect(await core.work.find(reports)).toHaveLength(1);
  });

  it('tells whoever sent it that it was taken on and closed, and nothing of how it ended', async () => {
    const core = open();
    const read = await press(core, 'sam', await sent(core), 'Read it', 'sam');
    expect(reads(await press(core, 'sam', read, 'I’ll deal with it', 'sam'), 'ada')).toContain(
      'Sam Hale is dealing with your report',
    );
    await press(core, 'sam', read, 'Close it', 'sam');
    const closed = await core.fill('sam', { outcome: 'Had a word with her.' });
    expect(reads(closed, 'ada')).toContain('Sam Hale has dealt with your report');
    expect(reads(closed, 'ada')).not.toContain('Had a word');
    const shown = await press(core, 'ada', closed, 'Show your report', 'ada');
    expect(reads(shown)).not.toContain('Had a word');
  });

  it('stays as it was sent; what is added stands beside it, and those who deal with it are told', async () => {
    const core = open();
    const mine = cardWith(await sent(core), 'Add something', 'ada');
    await core.press('ada', mine, 'Add something');
    const added = await core.fill('ada', { words: 'It was on Monday, not yesterday.' });
    expect(reads(added, 'sam')).toContain('Ada Osei has added something');
    const read = await core.press('sam', cardWith(added, 'Open it', 'sam'), 'Open it');
    const whole = reads(await press(core, 'sam', read, 'Read it', 'sam'));
    expect(whole).toMatch(/What happened: She posted[\s\S]*Added 2 March 2027, 8\.00 pm: It was on Monday/);
  });

  it('keeps nothing either that is added and may be about a child’s safety', async () => {
    const core = open();
    const mine = cardWith(await sent(core), 'Add something', 'ada');
    await core.press('ada', mine, 'Add something');
    await core.fill('ada', { words: 'a boy told me his dad hits him every night' });
    expect(core.problems()?.words).toContain('If a child may not be safe, don’t wait');
    expect(everything(core)).not.toContain('hits him');
  });

  it('can be joined with another one on the same thing by whoever deals with both', async () => {
    const core = open();
    await sent(core);
    const second = await sent(core, 'Joy Bell', 'lin');
    const read = await press(core, 'sam', second, 'Read it', 'sam');
    await press(core, 'sam', read, 'Same as another one', 'sam');
    const [first] = await core.work.find(reports);
    const joined = await core.fill('sam', { with: first?.id ?? '' });
    expect(reads(joined, 'lin')).toContain('together with another one');
    expect((await core.work.find(reports)).map(({ closed }) => closed !== undefined)).toEqual([false, true]);
  });

  it('is asked about again after a working day, and goes up after two', async () => {
    const core = open({ people: withChair });
    await sent(core);
    const first = await core.pass(day - 10 * 60 * 60 * 1000 + 60_000);
    expect(reads(first, 'sam')).toContain('A report is still waiting');
    const second = await core.pass(day);
    expect(holdersOf(second, 'Read it')).toEqual(['una']);
    expect(reads(second, 'ada')).toContain('Una Fry has it as well');
  });

  it('asks for initials where a child may be named, and takes the names of staff as they are', async () => {
    const named = await written(open(), 'ada', 'conduct', [
      'Joy Bell',
      'Joy wrote about Jamie Smith',
      'Facebook',
      'skip',
      'skip',
    ]);
    expect(reads(named)).toContain('“Jamie” may be a child’s name');
    const plain = await written(open(), 'ada', 'conduct', [
      'Joy Bell',
      'Joy wrote about J.S.',
      'Facebook',
      'skip',
      'skip',
    ]);
    expect(reads(plain)).not.toContain('child’s name');
  });

  it('keeps nothing of what may be about a child’s safety, also where it was filled in at once', async () => {
    const core = open();
    const first = await core.raw('ada', {
      type: 'pressed',
      action: 'reports.start',
      value: { kind: 'page-abuse' },
    });
    await press(core, 'ada', first, 'Fill in everything at once');
    const what = 'a boy told me his dad hits him every night';
    const seen = await core.fill('ada', { what, where: '', on: '', done: '' });
    expect(reads(seen)).toContain('999');
    await core.say('ada', 'They called her names.');
    expect(reads(await core.say('ada', `change what happened to ${what}`))).toContain('999');
    expect(everything(core)).not.toContain('hits him');
    expect(await core.work.find(reports)).toEqual([]);
  });

  it('on an adult’s way with a child asks for no words, only whom to get past', async () => {
    const core = open({ people: withChair });
    await written(core, 'ada', 'allegation', ['Sam Hale']);
    const given = await core.say('ada', 'send it');
    expect(holdersOf(given, 'Read it')).toEqual(['una']);
    expect(reads(given, 'una')).toContain('would like to speak to you about this today');
    const [report] = await core.work.find(reports);
    expect(report).toMatchObject({ what: '', about: [{ id: 'sam' }] });
  });

  it('on somebody’s own doing goes to others all the same', async () => {
    const core = open();
    expect(holdersOf(await sent(core, 'me'), 'Read it')).toEqual(['sam']);
  });
});

function idOn(card: Card): Record<string, string> {
  return { id: buttonsOf(card)[0]?.value.id ?? '' };
}
