import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { account, approvesDespite, cardIn, fillsIn, found, records, safe } from './account-actions.ts';
import { type OwnWay, ownWays } from './account-ways.ts';
import { engine, openStage, type Side, type Stage, sides, type Who } from './stage.ts';
import type { User } from './users.ts';

const stories = ownWays.flatMap((way) => sides.map((side) => ({ ...way, side })));

describe.each(stories)(
  'an account of $policy on $side',
  { timeout: 20_000 },
  (way: OwnWay & { side: Side }) => {
    let stage: Stage;
    const user = (who: Who): User => stage.user(who, way.side);

    beforeAll(async () => {
      stage = await openStage({ policy: way.policy });
    });
    afterAll(async () => {
      await stage.close();
      expect(stage.refusals()).toEqual([]);
    });

    it('is asked for on the school’s own form', async () => {
      const ada = user('ada');
      await fillsIn(ada, way.steps);
      expect(ada.reads().some(({ text }) => way.form.test(text))).toBe(true);
      expect(ada.last()).toMatch(/Please check it before it goes[\s\S]*Year 4 Explorers/);
      await ada.presses('Send it');
      expect(ada.last()).toContain(`Waiting for ${way.signers[0]?.waits}`);
    });

    it('is signed by the right people, one stage after another, who see what is on record', async () => {
      const ada = user('ada');
      if (way.recorded.length > 0) await records(user('sam'), ['ada', 'joy'], way.recorded);
      for (const [at, { who, waits, signs }] of way.signers.entries()) {
        expect(cardIn(ada.reads(), account).text).toContain(`Waiting for ${waits}`);
        for (const later of way.signers.slice(at + 1)) expect(canDecide(later.who)).toBe(false);
        const card = cardIn(user(who).sees(), account);
        expect(card.text).toContain(signs);
        expect(card.text).toContain(way.cardSays);
        await (way.despite ? approvesDespite(user(who)) : user(who).presses('Approve'));
      }
      expect(ada.last()).toContain(`${way.signers.at(-1)?.name} has approved`);
      const reasons =
        cardIn(ada.reads(), account).text.match(/with something missing: Booked for Monday/g) ?? [];
      expect(reasons).toHaveLength(way.despite ? way.signers.length : 0);
    });

    it('is created by the administrator, who may not leave a password here', async () => {
      const tom = user('tom');
      expect(cardIn(tom.reads(), `Create ${account}`).text).toContain(way.point);
      await tom.presses('Record it');
      const password = 'Sunshine-4711!';
      const problems = await tom.fills({ ...found, credentials: password });
      expect(Object.values(problems).join()).toContain('looks like a password');
      expect(stage.kept()).toContain('Year 4 Explorers');
      expect(stage.kept()).not.toContain(password);
      await tom.fills({ ...found, credentials: safe, done: way.checklist.slice(1) });
      expect(cardIn(tom.reads(), `Create ${account}`).text).toContain(
        `${way.checklist.length - 1} of ${way.checklist.length} steps done`,
      );
      await tom.presses('Record it');
      await tom.fills({ done: way.checklist });
      expect(user('ada').last(2)).toContain('is now active and in the register');
    });

    it('stands in the register, with its history', async () => {
      const joy = user('joy');
      await joy.says('accounts');
      expect(joy.last()).toMatch(
        new RegExp(`1 of 1 on record[\\s\\S]*${account}[\\s\\S]*(?:Active|Ready; goes live on)`),
      );
      await joy.presses('Show');
      expect(joy.last()).toMatch(/@HillYear4[\s\S]*Ada Osei and Joy Bell[\s\S]*Recorded by Tom Ivy/);
      expect(joy.last()).not.toContain(safe);
    });

    it.runIf(engine.policy(way.policy).watch.rota.clauses)(
      'is looked at by whoever’s day it is',
      async () => {
        const [ada, joy] = [user('ada'), user('joy')];
        await ada.says('rota');
        await ada.presses('Set it up', 'chat');
        await ada.presses('Change the rota', 'chat');
        const week = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
        expect(
          await ada.fills(Object.fromEntries(week.map((day, at) => [day, at < 5 ? 'joy' : 'ada']))),
        ).toEqual({});
        await joy.says('rota');
        await joy.presses('Checked: nothing to report', 'chat');
        expect(joy.last()).toContain('Thank you.');
        await joy.says('rota');
        expect(joy.last()).toContain('Joy Bell');
      },
    );

    it.runIf(engine.policy(way.policy).watch.friends.clauses)('lets nobody in unchecked', async () => {
      const [ada, joy] = [user('ada'), user('joy')];
      await ada.says('check a friend');
      for (const answer of [account, 'Kim W', 'Their profile; a parent here', 'yes']) await ada.says(answer);
      await ada.presses('Put it down', 'chat');
      expect(ada.last()).toContain('Let in');
      await joy.says('friends');
      expect(joy.last()).toContain('Kim W');
    });

    it('goes to somebody else when one of its owners leaves', async () => {
      const [ada, kit, lin] = [user('ada'), user('kit'), user('lin')];
      await lin.says('Ada Osei is leaving on 18 December');
      expect(cardIn(lin.reads(), 'Ada Osei leaves').text).toContain('1 account needs a new owner');
      await ada.presses('Choose a new owner');
      expect(await ada.fills({ heir: 'kit' })).toEqual({});
      await kit.presses('Yes, I will');
      if (way.heirNeeds.length > 0) {
        expect(kit.last()).toContain(`before you can take over ${account}`);
        await records(user('sam'), ['kit'], way.heirNeeds);
      }
      for (const { who } of way.signers) await user(who).presses('Approve');
      await user('tom').presses('I’ve removed Ada Osei’s access');
      expect(kit.last()).toContain(`${account} is yours now. Ada Osei can no longer sign in.`);
      expect(cardIn(lin.reads(), 'Ada Osei leaves').text).toContain('All accounts are settled');
      await user('joy').says('accounts of Kit');
      expect(user('joy').last()).toMatch(new RegExp(`${account}[\\s\\S]*Joy Bell and Kit Moss`));
    });

    it('is closed, and its record stays', async () => {
      const [lin, tom, joy] = [user('lin'), user('tom'), user('joy')];
      await lin.says('accounts');
      await lin.presses('Show');
      await closes(lin);
      expect(cardIn(tom.reads(), `Close ${account}`).text).toContain('archived by the school');
      await tom.presses('I’ve closed it');
      expect(joy.last()).toContain('is closed. Its record stays in the register.');
      await joy.says('accounts');
      expect(joy.last()).toContain('No account matches');
      await joy.says('closed accounts');
      await joy.presses('Show');
      expect(joy.last()).toMatch(/Closed[\s\S]*The year is over\.[\s\S]*Closed \(Tom Ivy confirmed\)/);
    });

    async function closes(leader: User): Promise<void> {
      const why = { content: 'archived', why: 'The year is over.' };
      if (way.closing === 'at once') {
        await leader.presses('Close it now');
        expect(await leader.fills(why)).toEqual({});
      } else {
        await leader.presses('Plan to close it');
        expect(await leader.fills({ on: '2027-03-17', ...why })).toEqual({});
        expect(cardIn(leader.reads(), account).text).toMatch(
          /(?:Active|Ready; goes live on 8 March 2027); closes on 17 March 2027/,
        );
        await stage.passDays(15);
      }
    }

    function canDecide(who: Who): boolean {
      return user(who)
        .sees()
        .some(({ buttons }) => buttons.includes('Reject'));
    }
  },
);
