import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { account, approvesDespite, cardIn, fillsIn, found, safe, takes } from './account-actions.ts';
import { type OwnWay, ownWays, type Step } from './account-ways.ts';
import { type Anywhere, openStage, type Stage, sides, type Who } from './stage.ts';
import type { Given, User } from './users.ts';

const everywhere: Anywhere[] = ['slack', 'teams', 'playground'];

/** Three doors draw every card. */
const patient = { timeout: 20_000 };

let stage: Stage;
async function opens(policy: string): Promise<OwnWay> {
  stage = await openStage({ policy, on: everywhere });
  const way = ownWays.find((ownWay) => ownWay.policy === policy);
  if (!way) throw new Error(`Expected the ways of ${policy}.`);
  return way;
}

const textsOf = (person: User) =>
  person
    .sees()
    .map(({ text }) => text)
    .join('\n');

afterEach(async () => {
  await stage.close();
  expect(stage.refusals()).toEqual([]);
});

describe('one account through three doors', patient, () => {
  let way: OwnWay;
  beforeEach(async () => {
    way = await opens('kenn-kenton');
  });

  async function asks(who: Who, at: Anywhere): Promise<void> {
    await fillsIn(stage.user(who, at), way.steps);
    await stage.user(who, at).presses('Send it');
  }

  /** Those of the leaders who have a button of that label before them. */
  async function whoHas(label: string, at: Anywhere): Promise<Who[]> {
    const having: Who[] = [];
    for (const who of ['lin', 'sam', 'bea'] as const) {
      const seen = await stage.user(who, at).looks();
      if (seen.some(({ buttons }) => buttons.includes(label))) having.push(who);
    }
    return having;
  }

  it.each<[Anywhere, Anywhere, Anywhere]>([
    ['slack', 'teams', 'playground'],
    ['teams', 'playground', 'slack'],
    ['playground', 'slack', 'teams'],
  ])('is asked for on %s, approved on %s and created on %s', async (asking, approving, creating) => {
    await asks('ada', asking);
    await approvesDespite(stage.user('bea', approving));
    for (const at of everywhere) {
      const card = cardIn(stage.room(at), account);
      expect(card.text).toContain('Approved by Bea Ode');
      expect(card.buttons).toEqual([]);
      expect(stage.user('ada', at).last()).toContain('Bea Ode has approved');
    }
    const tom = stage.user('tom', creating);
    await tom.presses('Record it');
    await tom.fills({ ...found, credentials: safe, done: way.checklist });
    for (const at of everywhere) {
      expect(cardIn(stage.user('joy', at).reads(), account).text).toContain('Active');
      expect(cardIn(stage.room(at), account).text).toContain(safe);
    }
    const sam = stage.user('sam', approving);
    await sam.presses('Close it now', 'room');
    await sam.fills({ content: 'deleted', why: 'It was misused.' });
    await stage.user('tom', asking).presses('I’ve closed it');
    for (const at of everywhere)
      expect(cardIn(stage.user('joy', at).reads(), account).text).toContain('Closed (Tom Ivy confirmed)');
  });

  it.each<[Anywhere, Anywhere]>([
    ['slack', 'teams'],
    ['teams', 'slack'],
    ['playground', 'teams'],
  ])('is asked for on %s and withdrawn on %s', async (asking, withdrawing) => {
    await asks('ada', asking);
    await stage.user('ada', withdrawing).says('Where does my application stand?');
    await stage.user('ada', withdrawing).presses('Withdraw');
    for (const at of everywhere) {
      const card = cardIn(stage.room(at), account);
      expect(card.text).toContain('Withdrawn by Ada Osei');
      expect(card.buttons).toEqual([]);
    }
  });

  it.each<[Anywhere, Anywhere]>([
    ['slack', 'teams'],
    ['teams', 'slack'],
    ['teams', 'playground'],
  ])('is changed on %s as was asked on %s, and everybody sees what has changed', async (asking, deciding) => {
    await asks('ada', asking);
    const lin = stage.user('lin', deciding);
    await lin.presses('Ask for changes');
    await lin.fills({ changes: 'Please say whose families it is for.' });
    const ada = stage.user('ada', asking);
    await ada.presses('Make the changes');
    expect(ada.last(2)).toContain('Please say whose families it is for.');
    await ada.presses('Change it as a form');
    await ada.fills({ aim: 'Show families of Year 4 what we learn' });
    await ada.presses('Send it again');
    for (const at of everywhere)
      expect(cardIn(stage.room(at), account).text).toMatch(
        /Aim \(changed\)[\s\S]*families of Year 4 what we learn \(before: Show families what we learn\)/,
      );
    await approvesDespite(lin);
    expect(ada.last()).toContain('Lin Park has approved');
  });

  it.each<[Anywhere, Anywhere]>([
    ['slack', 'teams'],
    ['teams', 'slack'],
  ])('is handed on %s to a leader who approves it on %s', async (handing, approving) => {
    await asks('ada', handing);
    const lin = stage.user('lin', handing);
    await lin.presses('Pass it on');
    await lin.fills({ to: 'bea' });
    expect(await whoHas('Reject', approving)).toEqual(['bea']);
    await approvesDespite(stage.user('bea', approving));
    expect(stage.user('ada', handing).last()).toContain('Bea Ode has approved');
  });

  it.each(everywhere)('is never approved on %s by the leader who asked for it', async (at) => {
    await asks('lin', at);
    expect(await whoHas('Approve anyway', at)).toEqual(['sam', 'bea']);
    await expect(stage.user('lin', at).presses('Approve anyway')).rejects.toThrow('Expected a button');
    for (const on of everywhere) expect(cardIn(stage.room(on), account).text).toContain('Waiting for');
  });
});

describe('a long form', patient, () => {
  it.each<[Anywhere, Anywhere]>([
    ['slack', 'teams'],
    ['teams', 'playground'],
    ['playground', 'slack'],
  ])('that was begun on %s goes on where it was on %s', async (here, there) => {
    const way = await opens('old-park');
    await fillsIn(stage.user('ada', here), way.steps.slice(0, 2));
    const ada = stage.user('ada', there);
    await ada.says('go on');
    expect(ada.last()).toMatch(/Question 8 of 2\d[\s\S]*Who is it for\?/);
    await takes(ada, way.steps.slice(2));
    expect(ada.last()).toMatch(/Please check it before it goes[\s\S]*Show families what we learn/);
    await ada.presses('Send it');
    expect(stage.user('lin', here).last()).toContain('Waiting for the line manager (Lin Park)');
    await stage.user('ada', here).says('status');
    expect(stage.user('ada', here).last()).toContain('Waiting for the line manager (Lin Park)');
  });

  it.each(sides)(
    'filled in on %s to the last character can be read, changed and signed everywhere',
    async (at) => {
      const way = await opens('old-park');
      const [ada, lin] = [stage.user('ada', at), stage.user('lin', at)];
      await fillsIn(ada, toTheLastCharacter(way));
      await ada.presses('Send it');
      await lin.presses('Ask for changes');
      expect(await lin.fills({ changes: words(1000) })).toEqual({});
      await ada.presses('Make the changes');
      await ada.presses('Change it as a form');
      await ada.fills({ department: 'Year 5' });
      await ada.says('change aims');
      await ada.says(words(3000).toUpperCase());
      await ada.presses('Send it again');
      for (const on of everywhere)
        expect(textsOf(stage.user('lin', on))).toMatch(
          /Year 5 \(before: Year 4\)[\s\S]*Aims \(changed\)[\s\S]*Tom Ivy need training[\s\S]*School logo and brand/,
        );
      for (const { who } of way.signers) await approvesDespite(stage.user(who, at));
      for (const on of everywhere) expect(stage.user('ada', on).last()).toContain('Sam Hale has approved');
    },
  );
});

/** So many characters, with those in them that platforms write in their own way. */
function words(length: number): string {
  return 'Families & friends <learn>. '
    .repeat(200)
    .slice(0, length - 1)
    .padEnd(length, '!');
}

/** The form of appendix B with as much in it as it takes. */
function toTheLastCharacter(way: OwnWay): Step[] {
  const everybody = ['pupils', 'staff', 'families', 'other-pupils', 'organisations', 'public', 'others'];
  const line = words(150);
  const fuller: Record<string, Given> = {
    'Fill in “Purpose and content” as a form': { name: line, aim: words(3000), content: words(3000) },
    'Fill in “Audience and contributors” as a form': {
      audience: everybody,
      audienceAges: line,
      audienceSchools: line,
      audienceOthers: line,
      contributors: everybody,
      contributorsAges: line,
      contributorsSchools: line,
      contributorsOthers: line,
    },
    'Fill in “Running it” as a form': { vetting: line, hostName: line },
    'Fill in “Dates and safety” as a form': {
      advertising: words(1000),
      consent: words(1000),
      security: words(1000),
    },
  };
  return way.steps.map((step) =>
    typeof step === 'string' ? step : { ...step, fill: { ...step.fill, ...fuller[step.press] } },
  );
}
