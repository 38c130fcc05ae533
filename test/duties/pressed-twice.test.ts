/** A second press of the same button changes nothing more, and whoever pressed reads why. */
import { expect, it } from 'vitest';
import { reads, type Seen, type TestCore } from '../support/test-core.ts';
import {
  active,
  apply,
  approveDespite,
  inGoodStanding,
  open,
  press,
  pressAndFill,
  see,
} from './support/scenarios.ts';

/** Presses it twice, and gives back what the second press has brought. */
async function twice(core: TestCore, who: string, seen: Seen[], label: string): Promise<string> {
  await press(core, who, seen, label);
  const before = core.work.trail.length;
  const again = await press(core, who, seen, label);
  expect(core.work.trail).toHaveLength(before);
  expect(again.filter(({ to }) => to !== 'update').map(({ to }) => to)).toEqual([`${who} (privately)`]);
  return reads(again, `${who} (privately)`);
}

async function linIsAsked(core: TestCore): Promise<Seen[]> {
  inGoodStanding(core, 'lin');
  await active(core);
  const seen = await core.say('ada', 'I’m leaving on 18 December');
  return pressAndFill(core, 'ada', seen, 'Choose a new owner', { heir: 'lin' });
}

it('of “Yes, I will”', async () => {
  const core = open();
  expect(await twice(core, 'lin', await linIsAsked(core), 'Yes, I will')).toContain('already answered this');
});

it('of “No, sorry”', async () => {
  const core = open();
  const asked = await linIsAsked(core);
  await press(core, 'lin', asked, 'No, sorry');
  const again = reads(await press(core, 'lin', asked, 'No, sorry'));
  expect(again).toContain('isn’t waiting for you any more');
  expect(again).not.toContain('Someone else');
});

it('of “They are staying”', async () => {
  const core = open();
  await active(core);
  const seen = await core.say('ada', 'I’m leaving on 18 December');
  expect(await twice(core, 'ada', seen, 'They are staying')).toContain('already settled or called off');
});

it('of “I’ve removed Ada Osei’s access”', async () => {
  const core = open();
  const approved = await approveDespite(
    core,
    await press(core, 'lin', await linIsAsked(core), 'Yes, I will'),
    'sam',
  );
  expect(await twice(core, 'tom', approved, 'I’ve removed Ada Osei’s access')).toContain('already settled');
});

it('of “It is closed”', async () => {
  const core = open();
  await active(core);
  const why = { content: 'deleted', why: 'It was misused.' };
  const closing = await pressAndFill(core, 'sam', await see(core, 'sam'), 'Close it now', why);
  expect(await twice(core, 'tom', closing, 'I’ve closed it')).toContain('already closed');
});

it('of “Withdraw”', async () => {
  const core = open();
  const sent = await apply(core);
  expect(await twice(core, 'ada', sent, 'Withdraw')).toContain('Withdrawn by Ada Osei');
});

it.each([
  ['Reject', { reason: 'We have one.' }, 'Rejected by Lin Park'],
  ['Ask for changes', { changes: 'Another name.' }, 'gone back to the applicant'],
  ['Approve anyway', { why: 'Booked.' }, 'Approved by Lin Park'],
])('of a form that is sent twice: %s', async (label, answers, told) => {
  const core = open();
  const sent = await apply(core);
  await press(core, 'lin', sent, label);
  const form = core.form();
  if (!form) throw new Error('Expected a form, got none.');
  const act = { type: 'submitted' as const, form: form.form, value: form.value, answers };
  await core.raw('lin', act);
  const before = core.work.trail.length;
  const again = await core.raw('lin', act);
  expect(reads(again, 'lin (privately)')).toContain(told);
  expect(core.work.trail).toHaveLength(before);
});
