/** Schools that nobody draws on a whiteboard: names that break lines, one person who is everything, no network for a while. */
import { afterEach, describe, expect, it } from 'vitest';
import { account, cardIn, fillsIn } from './account-actions.ts';
import { ownWays } from './account-ways.ts';
import { openStage, type Stage, sides, type Who } from './stage.ts';

const way = ownWays.find(({ policy }) => policy === 'kenn-kenton');
const steps = (way?.steps ?? []).map((step) => (step === 'Ada Osei, Joy Bell' ? 'me and Joy Bell' : step));
const patient = { timeout: 20_000 };

const awkward: [string, string][] = [
  ['eighty letters', `Wilhelmina ${'Featherstonehaugh-'.repeat(3)}Cholmondeley-Warner`],
  ['written from right to left', 'محمد العلي'],
  ['with a picture in it', 'Zoë 🌟 O’Neill'],
  ['like markup', '*Bo* <@U0SAM> [x](http://bad.example) & Co'],
];

let stage: Stage;
afterEach(async () => {
  await stage.close();
  expect(stage.refusals()).toEqual([]);
});

describe.each(awkward)('names %s', patient, (_, name) => {
  it.each(sides)('ask, decide and are read on %s', async (side) => {
    stage = await openStage({ names: { ada: name, sam: `${name} II` } });
    const ada = stage.user('ada', side);
    await fillsIn(ada, steps);
    await ada.presses('Send it');
    expect(cardIn(stage.room(side), account).text).toContain(`${asShown(name)} asks for`);
    const sam = stage.user('sam', side);
    await sam.presses('Approve anyway');
    await sam.fills({ why: 'Booked for Monday.' });
    expect(ada.last()).toContain('has approved');
    expect(ada.last()).toContain(asShown(`${name} II`));
  });
});

/** Marks that nobody sees keep a name that is read from the right from turning the words and figures around it. */
function asShown(name: string): string {
  return /\p{Script=Arabic}/u.test(name) ? `\u200e${name}\u200e` : name;
}

describe('a name that is read from the right', patient, () => {
  it('is found when somebody writes it', async () => {
    stage = await openStage({ names: { joy: 'محمد العلي' }, on: ['slack'] });
    const sam = stage.user('sam', 'slack');
    await sam.says('record training for محمد العلي');
    await sam.says('yesterday');
    await sam.says('skip');
    await sam.presses('Record it');
    expect(sam.last(2)).toContain('محمد العلي');
  });
});

describe('one person in every role', patient, () => {
  const everything = [
    'head',
    'slt',
    'dsl',
    'governor',
    'hs-governor',
    'chair',
    'administrator',
    'owner',
  ] as const;
  const nobody = Object.fromEntries(
    (['lin', 'bea', 'gil', 'tom'] as Who[]).map((who) => [who, []]),
  ) as Partial<Record<Who, []>>;

  it.each(sides)('decides for others on %s, creates the account, and gets one card of each', async (side) => {
    stage = await openStage({ roles: { ...nobody, sam: [...everything] } });
    const ada = stage.user('ada', side);
    await fillsIn(ada, steps);
    await ada.presses('Send it');
    const sam = stage.user('sam', side);
    const waiting = (await sam.looks()).filter(({ buttons }) => buttons.includes('Approve anyway'));
    expect(waiting).toHaveLength(1);
    await sam.presses('Approve anyway');
    await sam.fills({ why: 'Booked.' });
    expect(ada.last()).toContain('has approved');
    expect((await sam.looks()).filter(({ buttons }) => buttons.includes('Record it'))).toHaveLength(1);
  });

  it.each(sides)(
    'is told on %s that nobody else can decide on what they ask for themselves',
    async (side) => {
      stage = await openStage({ roles: { ...nobody, sam: [...everything] } });
      const sam = stage.user('sam', side);
      await fillsIn(sam, steps);
      await sam.presses('Send it');
      expect(sam.last(3)).toMatch(/nobody at Hill School is set up to decide|Nobody has been asked/i);
      await expect(sam.presses('Approve anyway')).rejects.toThrow('Expected a button');
    },
  );
});
