import { describe, expect, it } from 'vitest';
import type { Button } from '../../../src/core/card.ts';
import { addDays } from '../../../src/core/time.ts';
import { type Account, accounts } from '../../../src/duties/accounts/account.ts';
import { leavers } from '../../../src/duties/accounts/leaver.ts';
import type { Desk } from '../../support/desk.ts';
import { apply, approveDespite, day, details, inGoodStanding, open, press } from './lives.ts';
import { answersFor, type Dice, dice, pressAny, sendAny } from './random-lives.ts';

const staff = ['ada', 'joy', 'lin', 'sam', 'bea', 'gil', 'tom'];

/** What the register says of an account, told from the account itself. */
function registered(one: Account): Record<string, string> {
  const ids = (people: Account['owners']) => people.map((person) => person.id).join(', ');
  return {
    state: one.state,
    name: one.name,
    platform: one.platform,
    handle: one.handle ?? '',
    address: one.address ?? '',
    owners: ids(one.owners),
    moderators: ids(one.moderators),
    open: one.open ?? '',
    closes: one.closes ?? '',
    review: one.review ?? '',
    leave: one.leave.map((each) => `${each.label}: ${each.words}`).join('; '),
    closure: one.closure ? `${one.closure.on}, ${one.closure.content}` : '',
  };
}

/** The register as the audit trail alone tells it: each entry says what is different and the state it led to. */
function toldByTrail(desk: Desk): Map<string, Record<string, string>> {
  const told = new Map<string, Record<string, string>>();
  for (const { about, detail } of desk.work.trail)
    if (about.startsWith('S-') && detail?.state) told.set(about, { ...told.get(about), ...detail });
  return told;
}

type Scene = { desk: Desk; chance: Dice; today: string };

/** Something that may happen to an account, by people who mostly may do it. */
async function anythingTo(scene: Scene, one: Account): Promise<void> {
  const { desk, chance, today } = scene;
  const who = chance.one([one.owners[0]?.id ?? 'ada', 'sam', 'lin', 'tom', 'gil']) ?? 'sam';
  const fill = (form: { fields: Parameters<typeof answersFor>[0] }) =>
    answersFor(form.fields, { dice: chance, people: staff, today });
  const on = (action: string, value = {}): Button => ({
    label: '',
    action: `accounts.${action}`,
    value: { id: one.id, ...value },
  });
  switch (chance.below(11)) {
    case 0:
      await pressAny(desk, 'tom', on('record', {}), fill);
      return;
    case 1: {
      const change = chance.one(['new-owner', 'new-moderator', 'open-up', 'logo', 'advertise']) ?? 'logo';
      const sent = await sendAny(desk, who, on('change', { change }), fill);
      if (sent.some((seen) => seen.to === 'room:slt'))
        await approveDespite(desk, sent, chance.one(['lin', 'bea'])).catch(() => {});
      return;
    }
    case 2:
      await pressAny(desk, who, on('plan'), fill);
      return;
    case 3:
      await pressAny(desk, who, on('keep'), fill);
      return;
    case 4:
      await pressAny(desk, who, on('close'), fill);
      return;
    case 5:
    case 6:
      await pressAny(desk, 'tom', on('closed'), fill);
      return;
    case 7: {
      const leaver = chance.one(one.owners)?.id ?? 'ada';
      await desk.raw('sam', {
        type: 'pressed',
        action: 'accounts.leaves',
        value: { person: leaver, on: addDays(today, 20) },
      });
      return;
    }
    case 8:
    case 9:
      for (const leaver of await desk.work.find(leavers, 'state:open')) await handOver(scene, leaver.id, one);
      return;
    default:
      scene.today = addDays(today, 2);
      await desk.pass(2 * day);
  }
}

async function handOver({ desk, chance }: Scene, id: string, one: Account): Promise<void> {
  const value = { id, account: one.id };
  const button = (action: string): Button => ({ label: '', action: `accounts.${action}`, value });
  const heir = chance.one(staff) ?? 'lin';
  await pressAny(desk, 'sam', button('propose'), () => ({ heir: [heir] }));
  const sent = await pressAny(desk, heir, button('accept'), () => ({}));
  if (sent.some((seen) => seen.to === 'room:slt')) await approveDespite(desk, sent, 'bea').catch(() => {});
  await pressAny(desk, 'sam', button('remove'), () => ({}));
  await pressAny(desk, 'tom', button('access'), () => ({}));
}

describe('the register after 1,000 random lives', () => {
  it('is what the audit trail says', async () => {
    let lives = 0;
    const tally: Record<string, number> = {};
    for (let seed = 1; seed <= 50; seed++) {
      const scene: Scene = { desk: open(), chance: dice(seed), today: '2027-03-02' };
      const { desk, chance } = scene;
      inGoodStanding(desk, ...staff);
      for (let life = 0; life < 20; life++) {
        const sent = await apply(desk, 'ada', {
          name: `Club ${life}`,
          runners: ['ada', chance.one(['joy', 'lin', 'gil']) ?? 'joy'],
        });
        if (chance.next() < 0.1) continue;
        const task = await approveDespite(desk, sent, chance.one(['lin', 'sam', 'bea']));
        const [born] = (await desk.work.find(accounts)).slice(-1);
        if (!born) throw new Error('Expected an account.');
        if (chance.next() < 0.9) {
          await press(desk, 'tom', task, 'Record it');
          await desk.fill('tom', {
            ...details,
            handle: `@club${life}`,
            address: `https://school.example/${life}`,
            owners: born.owners.map((owner) => owner.id),
          });
        }
        for (let step = chance.below(8); step > 0; step--) {
          const one = await desk.work.get(accounts, born.id);
          if (one) await anythingTo(scene, one);
        }
      }
      lives += 20;
      const told = toldByTrail(desk);
      const all = await desk.work.find(accounts);
      expect([...told.keys()].sort()).toEqual(all.map((one) => one.id).sort());
      for (const one of all) {
        expect(told.get(one.id), `seed ${seed}, ${one.id}`).toMatchObject(
          Object.fromEntries(
            Object.entries(registered(one)).filter(
              ([fact, value]) => value !== '' || told.get(one.id)?.[fact] !== undefined,
            ),
          ),
        );
        tally[one.state] = (tally[one.state] ?? 0) + 1;
      }
      for (const entry of desk.work.trail) tally[entry.what] = (tally[entry.what] ?? 0) + 1;
    }
    expect(lives).toBe(1000);
    // Lives of every kind were led, else this would prove little.
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
