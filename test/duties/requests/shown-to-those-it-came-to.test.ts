/** Whoever was asked to decide on a request can look at it afterwards, however it went on; nobody else can. */
import { expect, it } from 'vitest';
import { reads, type TestCore } from '../../support/test-core.ts';
import { apply, audited, day, open, press, pressAndFill } from '../support/scenarios.ts';

/** Lin has a reminder of Ada's request. */
async function reminded(core: TestCore) {
  const sent = await apply(core);
  await core.pass(day);
  return { sent, reminder: await core.pass(day) };
}

it('is shown from a reminder once somebody else has decided', async () => {
  const core = open();
  const { sent, reminder } = await reminded(core);
  await pressAndFill(core, 'sam', sent, 'Reject', { reason: 'We have one.' });
  const shown = await press(core, 'lin', reminder, 'Show it', 'lin');
  expect(reads(shown, 'lin')).toContain('Rejected by Sam Hale');
  expect(audited(core, 'was refused')).toEqual([]);
});

it('is shown from a reminder to whoever has handed it on', async () => {
  const core = open();
  const { sent, reminder } = await reminded(core);
  await pressAndFill(core, 'lin', sent, 'Pass it on', { to: 'sam' });
  const shown = await press(core, 'lin', reminder, 'Show it', 'lin');
  expect(reads(shown, 'lin')).toContain('Lin Park handed');
});

it('is not shown to somebody whom nobody has asked', async () => {
  const core = open({ policy: 'abbotswood' });
  const { reminder } = await reminded(core);
  expect(reads(await press(core, 'gil', reminder, 'Show it', 'sam'))).toContain('You can’t see this one');
});
