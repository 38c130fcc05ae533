/** What goes wrong in a turn stands in the log with the turn’s id, and without a word of what anybody wrote. */
import { expect, it } from 'vitest';
import type { Weather } from '../fakes/slack.ts';
import { dice } from '../support/dice.ts';
import { openStage, sides } from './stage.ts';

/** Words that stand nowhere in the program. */
const secret = 'Zwiebelkuchen';
const lines = [
  `can I post a photo of ${secret} Smith?`,
  'A reporter just rang me',
  `Kim ${secret}`,
  `The ${secret} Gazette`,
  '01234',
  `About ${secret}`,
  'today',
  'send it',
  'Can I have a new school account?',
  `Account of ${secret}`,
  `my password is ${secret}99!`,
  `a pupil told me that ${secret} wants to meet her`,
];

it.each(sides)('on %s, whatever the weather, it has ids and no words of theirs', async (side) => {
  const stage = await openStage({ on: [side], names: { kit: `Kit ${secret}` } });
  const { next, pick } = dice(9);
  const weathers: Weather[] = ['error', 'busy', 'reset', 'lost'];
  stage[side].weathers(() => (next() < 0.5 ? (pick(weathers) ?? 'fine') : 'fine'));
  for (const text of lines) await stage.user('kit', side).says(text);
  if (side === 'slack') await stage.slack.command(stage.user('kit', side).id, `apply for ${secret}`);
  for (let times = 0; times < 30; times++) await stage.later(30_000);
  stage[side].weathers(() => 'fine');
  stage.slack.shut(stage.user('kit', side).id, 'messages_tab_disabled');
  stage.teams.remove(stage.user('kit', side).id);
  await stage.user('kit', side).says(`can I add ${secret} on Facebook?`);
  await stage.settle();

  const logged = stage.logged().map((line): { what: string; [more: string]: unknown } => JSON.parse(line));
  expect(logged.length).toBeGreaterThan(10);
  expect(stage.logged().filter((line) => line.includes(secret) || line.includes('xoxb'))).toEqual([]);
  const aboutTurns = logged.filter(({ what }) => /card|turn|button/.test(what));
  expect(aboutTurns.length).toBeGreaterThan(5);
  for (const line of aboutTurns) expect(line).toEqual(expect.objectContaining(idOf(line)));
  await stage.close();
});

function idOf({ event, card }: Record<string, unknown>): object {
  const id = expect.stringMatching(/^(?:slack|teams|time):/);
  return card === undefined && event !== undefined ? { event: id } : { card: id };
}
