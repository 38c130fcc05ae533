/** A card outlives what it is about: its buttons then say so, and do nothing else. */
import { expect, it } from 'vitest';
import { reads } from '../support/test-core.ts';
import { bot, day, open } from './support/scenarios.ts';

it('does not upset anything when matters are long gone', async () => {
  const core = open();
  const actions = [...bot.pressed.keys()].filter((action) =>
    /^(account|handover|leaver|request)\./.test(action),
  );
  expect(actions.length).toBeGreaterThan(20);
  for (const action of [...actions, 'requests.changing', 'leaving.show']) {
    const seen = await core.raw('tom', { type: 'pressed', action, value: { id: 'X' } });
    expect(reads(seen), action).toMatch(/no longer on record|settled or called off/);
  }
  await core.pass(day);
});
