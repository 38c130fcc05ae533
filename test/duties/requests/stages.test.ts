import { describe, expect, it } from 'vitest';
import { buttonsOf } from '../../../src/core/card.ts';
import { reads, type Seen, type TestCore } from '../../support/test-core.ts';
import {
  applyAtOldPark,
  audited,
  cardWith,
  inGoodStanding,
  onlyRequest,
  open,
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
