import { describe, expect, it } from 'vitest';
import { buttonsOf } from '../../../src/core/card.ts';
import { drafts } from '../../../src/core/draft.ts';
import { reads, type Seen, type TestCore } from '../../support/test-core.ts';
import {
  applyAtOldPark,
  audited,
  cardWith,
  inGoodStanding,
  onlyRequest,
  open,
  policies,
  press,
} from '../support/scenarios.ts';

/** A school in which one person signs at two stages: Gil is Ada’s manager and the governor. */
async function sentToGil(core: TestCore): Promise<Seen[]> {
  core.school.people = core.school.people.map((person) =>
    person.id === 'ada' ? { ...person, manager: 'gil' } : person,
  );
  return applyAtOldPark(core, 'Gil Roe');
}

describe('the card of an earlier stage', () => {
  it('signs nothing once the request has gone on, even pressed by somebody who may sign the later stage', async () => {
    const core = open({ policy: 'old-park' });
    inGoodStanding(core, 'ada', 'joy', 'gil');
    const sent = await sentToGil(core);
    await press(core, 'gil', sent, 'Approve', 'gil');
    const before = await onlyRequest(core);
    const again = await press(core, 'gil', sent, 'Approve', 'gil');
    expect(reads(again)).toContain('Gil Roe has approved this stage already. Nothing was changed.');
    expect(await onlyRequest(core)).toEqual(before);
    expect(before.signatures).toHaveLength(1);
    expect(audited(core, 'approved a request')).toHaveLength(1);
  });

  it.each(['reject', 'changes', 'hand'])('opens no form to %s it either', async (act) => {
    const core = open({ policy: 'old-park' });
    inGoodStanding(core, 'ada', 'joy', 'gil');
    const sent = await sentToGil(core);
    const { value = {} } =
      buttonsOf(cardWith(sent, 'Reject', 'gil')).find(({ label }) => label === 'Reject') ?? {};
    await press(core, 'gil', sent, 'Approve', 'gil');
    await core.raw('gil', { type: 'pressed', action: `request.${act}`, value });
    expect(core.form()).toBeUndefined();
  });

  it('sends no form that was opened at its stage and filled in at the next', async () => {
    const core = open({ policy: 'old-park' });
    inGoodStanding(core, 'ada', 'joy', 'gil');
    const sent = await sentToGil(core);
    await press(core, 'gil', sent, 'Reject', 'gil');
    const form = core.form();
    if (!form) throw new Error('Expected an open form.');
    await press(core, 'gil', sent, 'Approve', 'gil');
    await core.raw('gil', {
      type: 'submitted',
      form: form.form,
      value: form.value,
      answers: { reason: 'Too late.' },
    });
    expect((await onlyRequest(core)).state).toBe('waiting');
  });
});

describe('what the decision card points out at Old Park', () => {
  async function pointedOut(change: Record<string, string | string[]>): Promise<string> {
    const core = open({ policy: 'old-park' });
    await core.raw('ada', { type: 'pressed', action: 'requests.start', value: {} });
    const { fields } = policies.get('old-park')?.application ?? { fields: [] };
    const draft = (await core.work.find(drafts))[0];
    if (!draft) throw new Error('Expected a draft.');
    const plain = Object.fromEntries(fields.map(({ name }) => [name, 'As discussed']));
    const answers = {
      ...plain,
      author: ['ada'],
      audience: ['families'],
      contributors: ['staff'],
      administrators: ['ada', 'joy'],
      moderators: ['ada', 'joy'],
      host: 'third-party',
      minimumAge: 'none',
      goLive: '2027-04-01',
      closes: '2027-07-01',
      logo: 'yes',
      discussed: 'yes',
      ...change,
    };
    const { asking: _, ...rest } = draft;
    core.work.put(drafts, { ...rest, answers });
    return reads(await core.say('ada', 'send it'), 'lin');
  }

  it.each<[string, Record<string, string | string[]>, string]>([
    [
      'pupils too young for the platform',
      { audience: ['pupils'], minimumAge: '13' },
      'younger than the platform allows',
    ],
    ['an age that nobody has checked', { minimumAge: 'unknown' }, 'Nobody has checked'],
    ['a site of the school’s own without the logo', { host: 'own', logo: 'no' }, 'This one would have none'],
    [
      'a talk with the head that was not had',
      { discussed: 'no' },
      'haven’t talked it over with the headteacher',
    ],
  ])('is %s', async (_, change, words) => {
    expect(await pointedOut(change)).toContain(words);
    expect(await pointedOut({})).not.toContain(words);
  });
});

describe('one person who signs at two stages', () => {
  it('is pointed out on the second card', async () => {
    const core = open({ policy: 'old-park' });
    inGoodStanding(core, 'ada', 'joy', 'gil');
    const second = await press(core, 'gil', await sentToGil(core), 'Approve', 'gil');
    expect(reads(second, 'gil')).toContain('Gil Roe has signed this already (Line manager)');
  });
});
