/** Whoever looks at a card in a room gets it with their own buttons, and only one that is there and has some for them. */
import { expect, it } from 'vitest';
import { buttonsOf } from '../../src/core/card.ts';
import { requests } from '../../src/duties/requests/request.ts';
import { samples } from './support/samples.ts';
import { open } from './support/scenarios.ts';

async function looked(who: string, id: string, view: string) {
  const core = open();
  core.work.put(requests, requests.schema.parse(samples.request?.record));
  await core.raw(who, { type: 'looked', action: 'request.mine', value: { id, view } });
  return core.replaced();
}

it('whoever may decide gets the buttons', async () => {
  const card = await looked('lin', 'A-1', 'slt');
  expect(card && buttonsOf(card).map(({ label }) => label)).toContain('Reject');
});

it.each([
  ['whoever may not', 'ada', 'A-1', 'slt'],
  ['a record that is not there', 'lin', 'A-NONE', 'slt'],
  ['a card that it does not have', 'lin', 'A-1', 'made-up'],
  ['a card whose buttons are for everybody who has it', 'ada', 'A-1', 'applicant'],
])('nothing comes of it for %s', async (_, who, id, view) => {
  expect(await looked(who, id, view)).toBeUndefined();
});
