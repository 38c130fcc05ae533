/** Whoever may decide and cannot be written to in their own chat still decides, in the room where they read. */
import { afterEach, expect, it } from 'vitest';
import { account, approvesDespite, cardIn, fillsIn } from './account-actions.ts';
import { ownWays } from './account-ways.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

it('a leader whose own chat Slack does not open is shown the card in the room, where nobody else reads it', async () => {
  stage = await openStage({ on: ['slack'] });
  const ada = stage.user('ada', 'slack');
  await fillsIn(ada, ownWays.find(({ policy }) => policy === 'kenn-kenton')?.steps ?? []);
  stage.slack.trouble('conversations.open', { error: 'messages_tab_disabled' });
  await ada.presses('Send it');
  const [own, ...others] = stage.room('slack').filter(({ buttons }) => buttons.includes('Reject'));
  expect(own).toMatchObject({ ephemeralFor: 'U0LIN' });
  expect(others).toEqual([]);
  await approvesDespite(stage.user('lin', 'slack'));
  expect(ada.last()).toContain('Lin Park has approved');
  expect(cardIn(stage.user('bea', 'slack').reads(), account).buttons).toEqual([]);
});
