/** Who looks after what came through an account, and who hears of it. */
import { expect, it } from 'vitest';
import { looksAfter, teamOf } from '../../../src/duties/comments/team.ts';
import { accounts } from '../../../src/duties/register/account.ts';
import { type AtSchool, aTurn } from '../../support/a-turn.ts';
import { samples } from '../support/samples.ts';

const joy = { id: 'joy', name: 'Joy Bell' };
const ada = { id: 'ada', name: 'Ada Osei' };

function turnOf(who: string, at?: AtSchool) {
  const { turn, work } = aTurn(who, at);
  work.put(accounts, accounts.schema.parse({ ...samples.account?.record, moderators: [joy, ada] }));
  return turn;
}

const hear = async (account?: string, at?: AtSchool) =>
  (await teamOf(turnOf('gil', at), { account })).map(({ id }) => id);

it('those who run the account hear of it, each once', async () => {
  expect(await hear('S-1')).toEqual(['ada', 'joy']);
  expect(await hear('S-1', { unreached: ['ada'] })).toEqual(['joy']);
});

it('whoever looks after all accounts hears of it where nobody else can', async () => {
  expect(await hear('S-1', { unreached: ['ada', 'joy'] })).toEqual(['tom']);
  expect(await hear('S-9')).toEqual(['tom']);
  expect(await hear()).toEqual(['tom']);
  expect(await hear('S-1', { unreached: ['ada', 'joy', 'tom'] })).toEqual(['sam']);
});

it('those who run the account, the leaders and the administrator look after it', async () => {
  const those = async (account?: string) => {
    const found: string[] = [];
    for (const who of ['ada', 'joy', 'lin', 'sam', 'gil', 'tom'])
      if (await looksAfter(turnOf(who), { account })) found.push(who);
    return found;
  };
  expect(await those('S-1')).toEqual(['ada', 'joy', 'lin', 'sam', 'tom']);
  expect(await those('S-9')).toEqual(['lin', 'sam', 'tom']);
  expect(await those()).toEqual(['lin', 'sam', 'tom']);
});
