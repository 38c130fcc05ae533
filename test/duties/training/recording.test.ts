import { describe, expect, it } from 'vitest';
import { buttonsOf } from '../../../src/core/card.ts';
import { drafts } from '../../../src/core/draft.ts';
import { requests } from '../../../src/duties/requests/request.ts';
import { recordIn } from '../../../src/duties/training/recording.ts';
import { trainings } from '../../../src/duties/training/standing.ts';
import { reads } from '../../support/test-core.ts';
import { apply, audited, cardWith, onlyAccount, open, press } from '../support/scenarios.ts';

describe('what is on record about people', () => {
  it('is told from the words what it is, and about whom', () => {
    expect(recordIn('record signature for Joy Bell')).toEqual({ what: 'signed', name: 'Joy Bell' });
  });

  it('is recorded by leaders, so that the checks on a request are met', async () => {
    const core = open();
    const seen = await apply(core);
    expect(buttonsOf(cardWith(seen, 'Reject')).map(({ label }) => label)).toContain('Approve anyway');
    const asked = await core.say('lin', 'record training for Ada Osei');
    await press(core, 'lin', asked, 'Fill in everything at once');
    const summary = await core.fill('lin', {
      who: ['ada', 'joy'],
      what: ['trained', 'signed'],
      on: '2027-03-01',
    });
    const done = await press(core, 'lin', summary, 'Record it');
    expect(reads(done, 'lin')).toContain('Recorded for Ada Osei and Joy Bell');
    expect(reads(done, 'ada')).toContain(
      'Lin Park has recorded that you have signed the policy and been trained',
    );
    const [request] = await core.work.find(requests);
    const again = await core.raw('sam', {
      type: 'pressed',
      action: 'request.show',
      value: { id: request?.id ?? '' },
    });
    expect(reads(again)).toContain('Everything your policy asks for is on record');
    await press(core, 'sam', again, 'Approve');
    expect((await onlyAccount(core)).state).toBe('creating');
    expect(audited(core, 'signed the policy')[0]).toMatchObject({ by: 'lin', about: 'ada' });
  });

  it('is one press away on the card that shows who lacks it', async () => {
    const core = open();
    const card = cardWith(await apply(core), 'Reject');
    const asked = reads(await core.press('lin', card, 'Record training'), 'lin');
    expect(asked).toContain('What would you like to record?');
    const [draft] = await core.work.find(drafts, 'person:lin');
    expect(draft?.answers.who).toEqual(['ada', 'joy']);
  });

  it('asks only for the day where the rest was said', async () => {
    const core = open();
    const asked = reads(await core.say('tom', 'record training for Ada Osei'));
    expect(asked).toContain('When was that?');
    expect(reads(await core.say('tom', '9 March 2027'))).toContain('in the future');
  });

  it('is recorded by somebody else where it is one’s own, and the attempt is on record', async () => {
    const core = open();
    const refused = reads(await core.say('lin', 'record training for Lin Park'));
    expect(refused).toContain('Someone else has to record your own training and signature');
    expect(refused).toContain('Sam Hale, Bea Ode or Tom Ivy');
    expect(audited(core, 'was refused: nobody records their own')).toHaveLength(1);
    expect(await core.work.find(trainings)).toEqual([]);
  });

  it('keeps what was answered about others', async () => {
    const core = open();
    const asked = await core.say('lin', 'record training');
    await press(core, 'lin', asked, 'Fill in everything at once');
    const summary = await core.fill('lin', { who: ['lin', 'ada'], what: ['trained'], on: '2027-03-01' });
    const refused = await press(core, 'lin', summary, 'Record it');
    expect(reads(refused)).toContain('Someone else has to record your own training and signature');
    expect(await core.work.find(trainings)).toEqual([]);
    expect(reads(await press(core, 'lin', refused, 'Record it'))).toContain('Recorded for Ada Osei');
    expect((await core.work.find(trainings)).map(({ id }) => id)).toEqual(['ada']);
  });

  it('is not recorded for oneself by the only one who may, but what to do is said', async () => {
    const core = open();
    core.school.people = core.school.people
      .filter(({ id }) => ['ada', 'sam'].includes(id))
      .map((person) => ({ ...person, manager: undefined }));
    expect(reads(await core.say('sam', 'record training for Sam Hale'))).toContain(
      'Nobody else here can do it yet. Please ask whoever looks after Chalkline to add another leader or an administrator.',
    );
  });

  it('is not recorded by others, and the attempt is on record', async () => {
    const core = open();
    expect(reads(await core.say('ada', 'record training for Ada Osei'))).toContain(
      'leaders and the administrator',
    );
    expect(audited(core, 'was refused')).toHaveLength(1);
  });
});
