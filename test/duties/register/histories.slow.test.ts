import { describe, expect, it } from 'vitest';
import type { Button } from '../../../src/core/card.ts';
import { addDays } from '../../../src/core/time.ts';
import { leavers } from '../../../src/duties/leaving/leaver.ts';
import { type Account, accounts } from '../../../src/duties/register/account.ts';
import { type Dice, dice } from '../../support/dice.ts';
import type { TestCore } from '../../support/test-core.ts';
import { answersFor, pressAny, sendAny } from '../support/random-scenarios.ts';
import { apply, approveDespite, day, details, inGoodStanding, open, press } from '../support/scenarios.ts';

const staff = ['ada', 'joy', 'lin', 'sam', 'bea', 'gil', 'tom'];

/** What the register says of an account, told from the account itself. */
function registered(account: Account): Record<string, string> {
  const ids = (people: Account['owners']) => people.map((person) => person.id).join(', ');
  return {
    state: account.state,
    name: account.name,
    platform: account.platform,
    handle: account.handle ?? '',
    address: account.address ?? '',
    owners: ids(account.owners),
    moderators: ids(account.moderators),
    open: account.open ?? '',
    closes: account.closes ?? '',
    review: account.review ?? '',
    leave: account.leave.map(({ label, words }) => `${label}: ${words}`).join('; '),
    closure: account.closure ? `${account.closure.on}, ${account.closure.content}` : '',
  };
}

/** The register as the audit trail alone tells it: each entry says what is different and the state it led to. */
function toldByTrail(core: TestCore): Map<string, Record<string, string>> {
  const told = new Map<string, Record<string, string>>();
  for (const { about, detail } of core.work.trail)
    if (about.startsWith('S-') && detail?.state) told.set(about, { ...told.get(about), ...detail });
  return told;
}

type Scene = { core: TestCore; chance: Dice; today: string };

/** Something that may happen to an account, by people who mostly may do it. */
async function anythingTo(scene: Scene, account: Account): Promise<void> {
  const { core, chance, today } = scene;
  const who = chance.pick([account.owners[0]?.id ?? 'ada', 'sam', 'lin', 'tom', 'gil']) ?? 'sam';
  const fill = (form: { fields: Parameters<typeof answersFor>[0] }) =>
    answersFor(form.fields, { dice: chance, people: staff, today });
  const on = (action: string, value = {}): Button => ({
    label: '',
    action,
    value: { id: account.id, ...value },
  });
  switch (chance.below(11)) {
    case 0:
      await pressAny(core, 'tom', on('account.record'), fill);
      return;
    case 1: {
      const change = chance.pick(['new-owner', 'new-moderator', 'open-up', 'logo', 'advertise']) ?? 'logo';
      const sent = await sendAny(core, who, on('requests.change', { change }), fill);
      if (sent.some((seen) => seen.to === 'room:slt'))
        await approveDespite(core, sent, chance.pick(['lin', 'bea'])).catch(() => {});
      return;
    }
    case 2:
      await pressAny(core, who, on('account.plan'), fill);
      return;
    case 3:
      await pressAny(core, who, on('account.keepOpen'), fill);
      return;
    case 4:
      await pressAny(core, who, on('account.close'), fill);
      return;
    case 5:
    case 6:
      await pressAny(core, 'tom', on('account.closed'), fill);
      return;
    case 7: {
      const leaver = chance.pick(account.owners)?.id ?? 'ada';
      await core.raw('sam', {
        type: 'pressed',
        action: 'leaving.chosen',
        value: { person: leaver, on: addDays(today, 20) },
      });
      return;
    }
    case 8:
    case 9:
      for (const leaver of await core.work.find(leavers, 'state:open'))
        await handOver(scene, leaver.id, account);
      return;
    default:
      scene.today = addDays(today, 2);
      await core.pass(2 * day);
  }
}

async function handOver({ core, chance }: Scene, id: string, account: Account): Promise<void> {
  const value = { id: `${id}-${account.id}` };
  const button = (action: string): Button => ({ label: '', action: `handover.${action}`, value });
  const heir = chance.pick(staff) ?? 'lin';
  await pressAny(core, 'sam', button('propose'), () => ({ heir }));
  const sent = await pressAny(core, heir, button('accept'), () => ({}));
  if (sent.some((seen) => seen.to === 'room:slt')) await approveDespite(core, sent, 'bea').catch(() => {});
  await pressAny(core, 'sam', button('remove'), () => ({}));
  await pressAny(core, 'tom', button('access'), () => ({}));
}

describe('the register after 1,000 random histories', () => {
  it('is what the audit trail says', async () => {
    let histories = 0;
    const tally: Record<string, number> = {};
    for (let seed = 1; seed <= 50; seed++) {
      const scene: Scene = { core: open(), chance: dice(seed), today: '2027-03-02' };
      const { core, chance } = scene;
      inGoodStanding(core, ...staff);
      for (let life = 0; life < 20; life++) {
        const sent = await apply(core, 'ada', {
          name: `Club ${life}`,
          runners: ['ada', chance.pick(['joy', 'lin', 'gil']) ?? 'joy'],
        });
        if (chance.next() < 0.1) continue;
        const task = await approveDespite(core, sent, chance.pick(['sam', 'bea']));
        const [born] = (await core.work.find(accounts)).slice(-1);
        if (!born) throw new Error('Expected an account.');
        if (chance.next() < 0.9) {
          await press(core, 'tom', task, 'Record it');
          await core.fill('tom', {
            ...details,
            handle: `@club${life}`,
            address: `https://school.example/${life}`,
            owners: born.owners.map((owner) => owner.id),
          });
        }
        for (let step = chance.below(8); step > 0; step--) {
          const account = await core.work.get(accounts, born.id);
          if (account) await anythingTo(scene, account);
        }
      }
      histories += 20;
      const told = toldByTrail(core);
      const all = await core.work.find(accounts);
      expect([...told.keys()].sort()).toEqual(all.map(({ id }) => id).sort());
      for (const account of all) {
        expect(told.get(account.id), `seed ${seed}, ${account.id}`).toMatchObject(
          Object.fromEntries(
            Object.entries(registered(account)).filter(
              ([fact, value]) => value !== '' || told.get(account.id)?.[fact] !== undefined,
            ),
          ),
        );
        tally[account.state] = (tally[account.state] ?? 0) + 1;
      }
      for (const entry of core.work.trail) tally[entry.what] = (tally[entry.what] ?? 0) + 1;
    }
    expect(histories).toBe(1000);
    // Histories of every kind came about, else this would prove little.
    for (const what of [
      'active',
      'creating',
      'closed',
      'changed an account',
      'took somebody off an account',
      'called off the closing of an account',
    ])
      expect(tally[what] ?? 0, what).toBeGreaterThan(10);
  }, 60_000);
});
