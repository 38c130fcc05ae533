import { describe, expect, it } from 'vitest';
import { buttonsOf } from '../../../src/core/card.ts';
import { reads } from '../../support/test-core.ts';
import {
  apply,
  approveDespite,
  audited,
  cardWith,
  everybodyMustSign,
  onlyRequest,
  open,
  passDays,
  press,
  pressAndFill,
} from '../support/scenarios.ts';

/** The message lin gets when a request is waiting. */
const reminder = 'has waited for a decision for';

describe('a request that waits', () => {
  it('is reminded of after two working days, then every two, never twice on one day', async () => {
    const core = open();
    await apply(core);
    expect(reads(await passDays(core, 1))).not.toContain(reminder);
    const second = await passDays(core, 1);
    for (const who of ['lin', 'sam', 'bea'])
      expect(reads(second, who)).toContain(`${reminder} 2 working days`);
    expect(reads(await core.pass(60_000))).not.toContain(reminder);
    expect(reads(await passDays(core, 1))).not.toContain(reminder);
    expect(reads(await passDays(core, 3), 'sam')).toContain(`${reminder} 4 working days`);
  });

  it('brings back the case from the reminder', async () => {
    const core = open();
    await apply(core);
    const seen = await passDays(core, 2);
    const shown = await press(core, 'sam', seen, 'Show it', 'sam');
    expect(reads(shown, 'sam')).toContain('Ada Osei asks for a new account.');
  });

  it('shows the leaders who is no longer on the list', async () => {
    const core = open();
    await apply(core);
    core.school.people = core.school.people.filter((person) => person.id !== 'joy');
    const { id } = await onlyRequest(core);
    const seen = await core.raw('lin', { type: 'pressed', action: 'request.show', value: { id } });
    expect(reads(seen)).toContain('Joy Bell is no longer on the school’s list');
    expect(buttonsOf(cardWith(seen, 'Reject')).map(({ label }) => label)).toContain('Approve anyway');
  });

  it('is left alone at weekends and in the holidays', async () => {
    const core = open({
      calendar: { holidays: ['2027-03-03'], terms: [['2027-03-01', '2027-03-31']] },
    });
    await apply(core);
    expect(reads(await passDays(core, 2))).not.toContain(reminder);
    expect(reads(await passDays(core, 3))).toContain(`${reminder} 2 working days`);
    await passDays(core, 24);
    expect(reads(await passDays(core, 30))).not.toContain(reminder);
  });

  it('goes to the next role up after six working days, and the applicant is told', async () => {
    const core = open({ policy: 'abbotswood' });
    core.school.people = core.school.people.filter((person) => person.id !== 'bea');
    await apply(core);
    const seen = await passDays(core, 8);
    expect(reads(seen, 'ada')).toContain(
      'nobody had decided for 6 working days, so it has also gone to Lin Park',
    );
    expect(audited(core, 'took a request to the next role up')).toHaveLength(1);
    await approveDespite(core, seen, 'lin');
    expect((await onlyRequest(core)).state).toBe('approved');
  });

  it('can still be decided by the role below after it has gone up', async () => {
    const core = open({ policy: 'abbotswood' });
    const sent = await apply(core);
    await passDays(core, 8);
    await approveDespite(core, sent, 'sam');
    expect((await onlyRequest(core)).ended?.by.id).toBe('sam');
  });

  it('is not for the next role up before that', async () => {
    const core = open({ policy: 'abbotswood' });
    const sent = await apply(core);
    expect(reads(await press(core, 'lin', sent, 'Reject', 'sam'))).toContain('for Sam Hale to decide');
  });

  it('finds others when an approver is removed, and says so', async () => {
    const core = open({ policy: 'abbotswood' });
    const sent = await apply(core);
    core.school.people = core.school.people.filter((person) => person.id !== 'sam');
    const seen = await core.pass(60_000);
    expect(reads(seen, 'ada')).toContain('Sam Hale can no longer decide as “Headteacher”');
    for (const who of ['lin', 'bea']) expect(reads(seen, who)).toContain('Year 4 Explorers on Instagram');
    expect(reads(await press(core, 'sam', sent, 'Reject', 'sam'))).toContain('not on their list');
    await approveDespite(core, seen, 'bea');
    expect((await onlyRequest(core)).state).toBe('approved');
  });

  it('goes back to the role when the one it was handed to is removed', async () => {
    const core = open();
    const sent = await apply(core);
    await press(core, 'lin', sent, 'Pass it on');
    await core.fill('lin', { to: 'sam' });
    core.school.people = core.school.people.filter((person) => person.id !== 'sam');
    const seen = await core.pass(60_000);
    expect(reads(seen, 'lin')).toContain('Sam Hale can no longer decide');
  });

  it('says so where nobody is left, and keeps saying it', async () => {
    const core = open({ policy: 'abbotswood' });
    await apply(core);
    core.school.people = core.school.people.filter((person) => ['ada', 'joy', 'tom'].includes(person.id));
    expect(reads(await core.pass(60_000), 'ada')).toContain('nobody at Hill School is set up');
    expect(reads(await passDays(core, 3), 'ada')).toContain(
      'is still waiting, because nobody at Hill School is set up',
    );
  });

  it('reminds the applicant of changes that were asked for', async () => {
    const core = open();
    await pressAndFill(core, 'lin', await apply(core), 'Ask for changes', { changes: 'A clearer name.' });
    expect(reads(await passDays(core, 8), 'ada')).toContain('is still waiting for your changes');
  });
});

describe('where everybody must sign', () => {
  it('waits for the last one, and goes on when that one is removed', async () => {
    everybodyMustSign('westgate');
    const core = open({ policy: 'westgate' });
    const sent = await apply(core);
    for (const who of ['lin', 'sam']) await approveDespite(core, sent, who);
    expect((await onlyRequest(core)).state).toBe('waiting');
    expect(reads(await press(core, 'lin', sent, 'Approve anyway'))).toContain('approved this already');
    core.school.people = core.school.people.filter((person) => person.id !== 'bea');
    await core.pass(60_000);
    expect((await onlyRequest(core)).state).toBe('approved');
  });
});
