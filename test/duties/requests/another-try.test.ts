/** What was rejected is asked for again with its own answers, whatever else somebody has begun. */
import { expect, it, onTestFinished } from 'vitest';
import type { Field } from '../../../src/core/field.ts';
import { requests } from '../../../src/duties/requests/request.ts';
import { reads, type Seen, type TestCore } from '../../support/test-core.ts';
import { active, apply, open, policies, press, pressAndFill, see } from '../support/scenarios.ts';

async function rejected(core: TestCore): Promise<Seen[]> {
  return pressAndFill(core, 'lin', await apply(core), 'Reject', { reason: 'Name it after the class.' });
}

async function beginAnother(core: TestCore): Promise<void> {
  await core.raw('ada', { type: 'pressed', action: 'requests.start', value: {} });
  await core.say('ada', 'School choir');
  core.later(60_000);
}

it('begins with the answers that were rejected, beside a form that is open already', async () => {
  const core = open();
  const told = await rejected(core);
  await beginAnother(core);
  const summary = reads(await press(core, 'ada', told, 'Change and apply again', 'ada'));
  expect(summary).toContain('It was rejected: “Name it after the class.”');
  expect(summary).toContain('Name: Year 4 Explorers');
  expect(summary).not.toContain('School choir');
});

it('leaves a form that is open already as it is', async () => {
  const core = open();
  const told = await rejected(core);
  await beginAnother(core);
  const summary = await press(core, 'ada', told, 'Change and apply again', 'ada');
  const sent = await press(core, 'ada', summary, 'Send it', 'ada');
  expect((await core.work.find(requests)).map(({ title }) => title)).toEqual([
    'Year 4 Explorers on Instagram',
    'Year 4 Explorers on Instagram',
  ]);
  expect(reads(sent, 'ada')).toContain('“New school account” is still waiting for you');
});

it('goes on where it was when it is pressed twice', async () => {
  const core = open();
  const told = await rejected(core);
  await press(core, 'ada', told, 'Change and apply again', 'ada');
  await core.say('ada', 'change name');
  await core.say('ada', 'Class 4B');
  const again = reads(await press(core, 'ada', told, 'Change and apply again', 'ada'));
  expect(again).toContain('Name: Class 4B');
});

it('keeps its answers where the policy asks more by the time it is sent', async () => {
  const core = open();
  const told = await rejected(core);
  await beginAnother(core);
  const summary = await press(core, 'ada', told, 'Change and apply again', 'ada');
  alsoAsking({ name: 'budget', kind: 'line', label: 'Budget', ask: 'What will it cost?' });
  const asked = reads(await press(core, 'ada', summary, 'Send it', 'ada'));
  expect(asked).toContain('What will it cost?');
  expect(reads(await core.say('ada', 'Nothing'))).toContain('Name: Year 4 Explorers');
});

/** From now on the policy has one question more. */
function alsoAsking(field: Field): void {
  const before = policies.get('kenn-kenton');
  if (!before) throw new Error('Expected a pack called kenn-kenton, got none.');
  onTestFinished(() => void policies.set('kenn-kenton', before));
  const { application } = before;
  policies.set('kenn-kenton', {
    ...before,
    application: { ...application, fields: [...application.fields, field] },
  });
}

it('is not begun for a change to an account that is closed meanwhile', async () => {
  const core = open();
  await active(core);
  const which = await press(core, 'ada', await see(core, 'ada'), 'Ask for a change');
  const first = await press(core, 'ada', which, 'From private to open');
  await press(core, 'ada', first, 'Fill in everything at once');
  const sent = await press(core, 'ada', await core.fill('ada', { why: 'More families.' }), 'Send it');
  const told = await pressAndFill(core, 'sam', sent, 'Reject', { reason: 'Not yet.' });
  const why = { content: 'deleted', why: 'It was misused.' };
  await pressAndFill(core, 'sam', await see(core, 'sam'), 'Close it now', why);
  const again = await press(core, 'ada', told, 'Change and apply again', 'ada');
  expect(reads(again)).toContain('so nothing was begun');
});
