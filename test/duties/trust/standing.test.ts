/** How a school stands, counted from what is on record there. */
import { expect, test } from 'vitest';
import { createBot } from '../../../src/bot/bot.ts';
import type { Event } from '../../../src/core/event.ts';
import { accounts } from '../../../src/duties/register/account.ts';
import { requests } from '../../../src/duties/requests/request.ts';
import { trainings } from '../../../src/duties/training/standing.ts';
import { loadEngine } from '../../../src/policy/engine.ts';
import { standingAt } from '../../../src/schools/side-by-side.ts';
import { aSchool, startCore } from '../../support/test-core.ts';
import { samples } from '../support/samples.ts';

const bot = createBot(loadEngine('data'));
const at = '2027-03-02T10:00:00.000Z';
const event: Event = {
  id: 'e1',
  at,
  by: { platform: 'playground', user: 'tom' },
  place: { platform: 'playground', conversation: 'tom', direct: true },
  type: 'said',
  text: 'our schools',
};
const ada = { id: 'ada', name: 'Ada Osei' };
const joy = { id: 'joy', name: 'Joy Bell' };
const gone = { id: 'zoe', name: 'Zoe Left' };

function anAccount(id: string, change: object) {
  return accounts.schema.parse({ ...samples.account?.record, id, ...change });
}

test('accounts, second keepers, decisions, reviews, training and signatures are counted', async () => {
  const { work, school } = startCore(bot, aSchool());
  work.put(accounts, anAccount('S-1', { owners: [ada, joy], review: '2027-03-01' }));
  work.put(accounts, anAccount('S-2', { owners: [ada, gone], review: '2027-03-02' }));
  work.put(accounts, anAccount('S-3', { owners: [ada], state: 'closed' }));
  work.put(requests, requests.schema.parse({ ...samples.request?.record, state: 'waiting' }));
  work.put(trainings, { id: 'joy', trained: { at: '2026-09-01', by: 'Sam Hale' } });
  work.put(trainings, { id: 'zoe', trained: { at: '2026-09-01', by: 'Sam Hale' } });
  expect(await standingAt({ bot, school, work, event }, () => true)).toEqual({
    school: 'Hill School',
    accounts: 2,
    alone: 1,
    waiting: 1,
    overdue: 1,
    people: 7,
    trained: 1,
    signing: 6,
    signed: 0,
  });
});

test('it is nothing to whoever may not know', async () => {
  const { work, school } = startCore(bot, aSchool());
  expect(
    await standingAt({ bot, school, work, event }, ({ roles }) => roles.includes('owner')),
  ).toBeUndefined();
});
