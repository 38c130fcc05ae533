/** Whoever may decide still does where their own chat or their room cannot be written to, and nobody else sees the buttons. */
import { afterEach, expect, it } from 'vitest';
import { account, approvesDespite, cardIn, fillsIn } from './account-actions.ts';
import { ownWays } from './account-ways.ts';
import { openStage, type Stage } from './stage.ts';

const steps = ownWays.find(({ policy }) => policy === 'kenn-kenton')?.steps ?? [];

let stage: Stage;
afterEach(() => stage.close());

it('a leader whose own chat Slack does not open is shown the card in the room, where nobody else reads it', async () => {
  stage = await openStage({ on: ['slack'] });
  const ada = stage.user('ada', 'slack');
  await fillsIn(ada, steps);
  stage.slack.trouble('conversations.open', { error: 'messages_tab_disabled' });
  await ada.presses('Send it');
  const [own, ...others] = stage.room('slack').filter(({ buttons }) => buttons.includes('Reject'));
  expect(own).toMatchObject({ ephemeralFor: 'U0LIN' });
  expect(others).toEqual([]);
  await approvesDespite(stage.user('lin', 'slack'));
  expect(ada.last()).toContain('Lin Park has approved');
  expect(cardIn(stage.user('bea', 'slack').reads(), account).buttons).toEqual([]);
});

it('leaders whose room has lost the bot on Teams have the card in their own chats', async () => {
  stage = await openStage({ on: ['teams'] });
  const ada = stage.user('ada', 'teams');
  await fillsIn(ada, steps);
  stage.teams.leave('19:slt@thread.tacv2');
  await ada.presses('Send it');
  expect(stage.room('teams')).toEqual([]);
  await approvesDespite(stage.user('sam', 'teams'));
  expect(ada.last()).toContain('Sam Hale has approved');
  expect(cardIn(stage.user('bea', 'teams').reads(), account).text).toContain('Approved by Sam Hale');
});
