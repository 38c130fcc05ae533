import { describe, expect, it } from 'vitest';
import { reads } from '../../support/test-core.ts';
import { active, inGoodStanding, open, passDays } from '../support/scenarios.ts';

describe('alarms', () => {
  it('sound when fewer than two owners are left, once a week', async () => {
    const core = open();
    await active(core);
    inGoodStanding(core, 'ada', 'joy');
    core.school.people = core.school.people.filter((person) => person.id !== 'joy');
    const words = 'Only Ada Osei is left to run it: Joy Bell is no longer on the school’s list';
    const first = await passDays(core, 1);
    for (const to of ['room:administrator', 'room:slt', 'ada']) expect(reads(first, to)).toContain(words);
    expect(reads(await core.pass(60_000))).not.toContain(words);
    expect(reads(await passDays(core, 6))).not.toContain(words);
    expect(reads(await passDays(core, 1))).toContain(words);
  });

  it('sound two weeks before a closing or review date, and when it has passed', async () => {
    const core = open();
    await active(core, {}, { closes: '2027-03-20', review: '2027-03-17' });
    inGoodStanding(core, 'ada', 'joy');
    expect(reads(await passDays(core, 1))).toContain('Next check: 17 March 2027');
    expect(reads(await passDays(core, 3))).toContain('Closing: 20 March 2027');
    expect(reads(await passDays(core, 16))).toContain('Closing: It was due on 20 March 2027');
  });

  it('sound when the training of an owner has run out, where the school says how long it lasts', async () => {
    const words = 'Ada Osei: Needs new training (your school sets it every 12 months)';
    for (const trainingMonths of [12, undefined]) {
      const core = open(trainingMonths ? { trainingMonths } : {});
      await active(core);
      inGoodStanding(core, 'ada', 'joy');
      expect(reads(await passDays(core, 1))).not.toContain('needs attention');
      const heard = reads(await passDays(core, 365 + 10), 'room:administrator');
      expect(heard.includes(words)).toBe(trainingMonths !== undefined);
    }
  });

  it('are not heard at night', async () => {
    const core = open({}, '2027-03-02T22:00:00.000Z');
    await active(core, {}, { closes: '2027-03-05' });
    expect(reads(await core.pass(4 * 60 * 60 * 1000))).toBe('');
    expect(reads(await core.pass(7 * 60 * 60 * 1000))).toContain('Closing: 5 March 2027');
  });

  it('are not heard on days off either, so what comes near in the holidays sounds before them', async () => {
    const terms: [string, string][] = [
      ['2027-02-22', '2027-03-03'],
      ['2027-04-12', '2027-05-28'],
    ];
    const core = open({ calendar: { terms, holidays: [] } });
    await active(core, {}, { closes: '2027-04-20', review: '2027-05-20' });
    inGoodStanding(core, 'ada', 'joy');
    const lastDay = reads(await passDays(core, 1));
    expect(lastDay).toContain('Closing: 20 April 2027');
    expect(lastDay).not.toContain('Next check');
    expect(reads(await passDays(core, 39))).not.toContain('Closing');
    expect(reads(await passDays(core, 1))).toContain('Closing: 20 April 2027');
  });
});
