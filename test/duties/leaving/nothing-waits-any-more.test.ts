import { expect, it } from 'vitest';
import { reads } from '../../support/test-core.ts';
import { active, open, passDays, press, pressAndFill } from '../support/scenarios.ts';

it('a reminder about a leaver says so where nothing waits for its reader any more', async () => {
  const core = open();
  await active(core);
  const seen = await core.say('ada', 'I’m leaving on 10 March');
  await pressAndFill(core, 'ada', seen, 'Choose a new owner', { heir: 'gil' });
  const reminder = await passDays(core, 2);
  await pressAndFill(core, 'ada', seen, 'Choose a new owner', { heir: 'lin' });
  expect(reads(await press(core, 'gil', reminder, 'Show', 'gil'))).toContain(
    'Nothing here is waiting for you',
  );
});
