/** Two schools, and every way in which somebody of the one may try to reach what belongs to the other, through real doors. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTwoSchools, rooms, sides, type TwoSchools } from './two-schools.ts';
import type { Read, User } from './users.ts';

const cases = sides.flatMap((side) => [
  ['in one workspace', side, true] as const,
  ['each in its own workspace', side, false] as const,
]);

describe.each(cases)('two schools %s on %s', { timeout: 20_000 }, (_where, side, shared) => {
  let trust: TwoSchools;
  let [ada, sam, pat]: User[] = [];
  let before: string[];
  beforeEach(async () => {
    trust = await openTwoSchools(side, { shared });
    [ada, sam, pat] = (['ada', 'sam', 'pat'] as const).map(trust.user);
    await ada?.says('I’d like to set up a Year 4 Instagram');
    await ada?.presses('Fill in everything at once');
    await ada?.fills({
      name: 'Year 4 Explorers',
      platform: 'Instagram',
      aim: 'Show families what we learn',
      audience: 'Families of Year 4',
      promotion: 'Newsletter',
      runners: ['ada', 'eve'],
      open: 'private',
    });
    await ada?.presses('Send it');
    await sam?.looks();
    before = await onRecord();
  });
  afterEach(() => trust.close());

  const textOf = (messages: Read[] = []) => messages.map(({ text }) => text).join('\n');
  const onRecord = async () => [await trust.kept('hill'), await trust.kept('oak')];

  it('the other school’s head decides nothing by pressing its card', async () => {
    if (sam) await pat?.forges('Reject', sam);
    expect(await onRecord()).toEqual(before);
    expect(textOf(pat?.reads())).toContain('This belongs to');
    expect(textOf(sam?.sees())).toContain('Year 4 Explorers');
  });

  it('the other school’s head reads nothing of it in the chat, by its reference neither', async () => {
    const [reference = ''] =
      /A-[0-9A-Z]{8}/.exec(textOf([...(ada?.reads() ?? []), ...(sam?.reads() ?? [])])) ?? [];
    for (const words of ['status', 'school accounts', `hold ${reference}`, reference, 'home']) {
      await pat?.says(words);
      expect(pat?.last(3)).not.toContain('Year 4 Explorers');
    }
    expect(await trust.kept('hill')).toBe(before[0]);
  });

  it('a form of the one that somebody of the other sends is refused', async () => {
    await sam?.presses('Reject');
    before = await onRecord();
    trust[side].copyForm(trust.idOf('sam'), trust.idOf('pat'));
    const problems = await pat?.fills({ reason: 'No' });
    if (side === 'slack') expect(Object.values(problems ?? {}).join()).toContain('This belongs to');
    expect(await onRecord()).toEqual(before);
  });

  it('what is decided changes copies at its own school only', async () => {
    await sam?.presses('Reject');
    await sam?.fills({ reason: 'Not this term' });
    expect(textOf(ada?.reads())).toContain('Not this term');
    expect(textOf([...(pat?.reads() ?? []), ...(trust.user('ben').reads() ?? [])])).not.toContain('Year 4');
    expect(await trust.kept('oak')).toBe(before[1]);
  });

  it('the other school’s room never hears of it', () => {
    const channel =
      side === 'slack' ? trust.slack.channel(rooms.oak.slack) : trust.teams.channel(rooms.oak.teams);
    expect(channel).toEqual([]);
  });
});
