import { describe, expect, it } from 'vitest';
import { type Request, requests } from '../../../src/duties/accounts/request.ts';
import { type Desk, reads, type Seen } from '../../support/desk.ts';
import { audited, inGoodStanding, open, press } from './lives.ts';

/** A school in which one person signs at two stages: Gil is Ada’s manager and the governor. */
async function sentToGil(desk: Desk): Promise<Seen[]> {
  desk.school.people = desk.school.people.map((one) => (one.id === 'ada' ? { ...one, manager: 'gil' } : one));
  await desk.raw('ada', { type: 'pressed', action: 'accounts.start', value: {} });
  const answers = [
    'Year 4',
    'Year 4 blog',
    'Blogger',
    'Show learning',
    'Stories and pictures of work',
    'families',
    'staff',
    'Ada Osei, Joy Bell',
    'Ada Osei, Joy Bell',
    'Gil Roe',
    'own',
    '1 April 2027',
    '1 July 2027',
    'skip',
    'A closed list',
    'no',
  ];
  let seen: Seen[] = [];
  for (const answer of answers) seen = await desk.say('ada', answer);
  return press(desk, 'ada', seen, 'Send it');
}

async function onlyRequest(desk: Desk): Promise<Request> {
  const [one] = await desk.work.find(requests);
  if (!one) throw new Error('Expected a request.');
  return one;
}

describe('the card of an earlier stage', () => {
  it('signs nothing once the request has gone on, even pressed by somebody who may sign the later stage', async () => {
    const desk = open({ policy: 'old-park' });
    inGoodStanding(desk, 'ada', 'joy', 'gil');
    const sent = await sentToGil(desk);
    await press(desk, 'gil', sent, 'Approve', 'gil');
    const before = await onlyRequest(desk);
    const again = await press(desk, 'gil', sent, 'Approve', 'gil');
    expect(reads(again)).toContain('Gil Roe has approved this stage already. Nothing was changed.');
    expect(await onlyRequest(desk)).toEqual(before);
    expect(before.signatures).toHaveLength(1);
    expect(audited(desk, 'approved a request')).toHaveLength(1);
  });

  it.each(['Reject', 'Ask for changes', 'Hand to somebody else'])(
    'opens no form for “%s” either',
    async (label) => {
      const desk = open({ policy: 'old-park' });
      inGoodStanding(desk, 'ada', 'joy', 'gil');
      const sent = await sentToGil(desk);
      await press(desk, 'gil', sent, 'Approve', 'gil');
      await press(desk, 'gil', sent, label, 'gil');
      expect(desk.form()).toBeUndefined();
    },
  );

  it('sends no form that was opened at its stage and filled in at the next', async () => {
    const desk = open({ policy: 'old-park' });
    inGoodStanding(desk, 'ada', 'joy', 'gil');
    const sent = await sentToGil(desk);
    await press(desk, 'gil', sent, 'Reject', 'gil');
    const form = desk.form();
    if (!form) throw new Error('Expected an open form.');
    await press(desk, 'gil', sent, 'Approve', 'gil');
    await desk.raw('gil', {
      type: 'submitted',
      form: form.form,
      value: form.value,
      answers: { reason: 'Too late.' },
    });
    expect((await onlyRequest(desk)).state).toBe('waiting');
  });
});
