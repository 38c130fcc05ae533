/** A long form is filled in part by part; each part still says what it needs from the others. */
import type { types } from '@slack/bolt';
import { expect, test } from 'vitest';
import { cardOfPart, partOf } from '../../src/core/dialog-cards.ts';
import type { Draft } from '../../src/core/draft.ts';
import { loadEngine } from '../../src/policy/engine.ts';
import { drawDialog as drawSlack } from '../../src/slack/draw-form.ts';
import { formData } from '../../src/teams/card-data.ts';
import { draw as drawTeams, drawDialog as drawTeamsDialog } from '../../src/teams/draw.ts';
import { readable as readSlack } from '../fakes/slack-views.ts';
import { cardButtons, readable as readTeams } from '../fakes/teams-cards.ts';

const { application } = loadEngine('data').policy('old-park');

const draft: Draft = {
  id: 'D-1',
  person: 'ada',
  form: 'accounts.apply',
  title: 'New school account',
  submit: 'Send it',
  fields: application.fields,
  answers: {},
  state: 'open',
  value: {},
  day: '2027-03-02',
  touched: '2027-03-02T10:00:00.000Z',
};

const place = { platform: 'slack' as const, conversation: 'D1', direct: true };

test.each([
  ['on Slack', readSlack(drawSlack(partWith('consent'), place).blocks as types.KnownBlock[])],
  ['in the chat on Teams', readTeams(drawTeams(partWith('consent')))],
  ['in a dialog on Teams', readTeams(drawTeamsDialog(partWith('consent')))],
])('a question that hangs on another part says so in words %s', (_, read) => {
  expect(read).toContain('Only if “Contributors” is “Our pupils” or “Pupils of other schools” or “Others”.');
});

test('it still does when Teams hands the part back to be put right', () => {
  const [button] = cardButtons(drawTeamsDialog(partWith('consent')));
  const part = partWith('consent');
  expect(formData.parse(button?.data)._form.others).toEqual(part.others);
  expect(part.others?.map((field) => field.name)).toEqual(['contributors']);
});

test('a part that hangs on no other carries none', () => {
  expect(partWith('audience')).not.toHaveProperty('others');
});

test('a part says once what it is about, in its title', () => {
  const part = partWith('consent');
  expect(part.title).toMatch(/^Dates and safety \(\d of \d\)$/);
  expect(readTeams(drawTeamsDialog(part)).match(/Dates and safety/g)).toHaveLength(1);
});

function partWith(field: string) {
  return cardOfPart(draft, partOf(draft, field));
}
