import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Side, type Stage, sides, staffroom, type Who } from './stage.ts';
import type { Read } from './users.ts';

const businessCase = [
  'Year 4 Explorers',
  'Instagram',
  'Show families what we learn',
  'Families of Year 4',
  'Newsletter',
  'Ada Osei, Joy Bell',
  'skip',
  'private',
];

const buttonsOf = (seen: Read[]) => seen.flatMap(({ buttons }) => buttons);

/** One school's story from a question to a press call, on a stage that is opened anew for each platform. */
export function theWholeStory(openStage: () => Promise<Stage>): void {
  describe.each(sides)('the whole story on %s', (side) => {
    let stage: Stage;
    const user = (who: Who, on: Side = side) => stage.user(who, on);

    beforeAll(async () => {
      stage = await openStage();
    });
    afterAll(async () => {
      await stage.close();
      expect(stage.teams.refusals).toEqual([]);
    });

    async function applies(who: Who): Promise<void> {
      const person = user(who);
      await person.says("I'd like to ask for a new school account");
      for (const answer of businessCase) await person.says(answer);
      await person.presses('Send it');
    }

    it('asks the one fact that decides, and answers with the clause', async () => {
      const ada = user('ada');
      await ada.says('can I accept this friend request?');
      expect(ada.last()).toContain('Who is it?');
      await ada.presses('A pupil here');
      expect(ada.last()).toMatch(/No[\s\S]*B\.3/);
    });

    it('answers a mention in its thread', async () => {
      await user('ada').says('do I need a disclaimer on my own profile?', { channel: staffroom[side] });
      const [answer] = stage.staffroom(side).slice(-1);
      expect(answer?.text).toContain('Kenn');
    });

    it('takes an application, one question at a time, and shows it before it is sent', async () => {
      const ada = user('ada');
      await ada.says("I'd like to ask for a new school account");
      expect(ada.last()).toContain('Question 1 of 8');
      for (const answer of businessCase.slice(0, 5)) await ada.says(answer);
      await ada.picks({ runners: ['ada', 'joy'] }, 'OK');
      for (const answer of businessCase.slice(6)) await ada.says(answer);
      expect(ada.last()).toMatch(/Please check it before it goes[\s\S]*Ada Osei, Joy Bell/);
      const asked = ada
        .reads()
        .filter(({ text }) => /What will it be called|How will people hear/.test(text));
      expect(asked.map(({ text, buttons }) => [text.split('\n').at(-1), buttons])).toEqual([
        ['✓ Year 4 Explorers', []],
        ['✓ Newsletter', []],
      ]);
      await ada.presses('Send it');
      expect(ada.last()).toContain('Waiting for the senior leadership team');
    });

    it('shows the leaders the whole case on both platforms', () => {
      for (const on of sides)
        expect(stage.room(on).at(-1)?.text).toMatch(
          /Year 4 Explorers on Instagram[\s\S]*Show families what we learn/,
        );
    });

    it('shows the buttons to whoever may decide and to nobody else who reads in the room', async () => {
      const whole = ['Approve anyway', 'Record training', 'Ask them to sign', 'Ask for changes', 'Reject'];
      for (const who of ['lin', 'sam', 'bea'] as const)
        expect(buttonsOf(await user(who).looks())).toEqual(expect.arrayContaining(whole));
      for (const person of [user('kit'), stage.stranger(side)]) {
        const seen = await person.looks();
        expect(seen.map(({ text }) => text).join('\n')).toContain('Year 4 Explorers on Instagram');
        for (const label of whole) expect(buttonsOf(seen)).not.toContain(label);
      }
      for (const on of sides)
        expect(
          stage
            .room(on)
            .at(-1)
            ?.buttons.filter((label) => label !== 'More'),
        ).toEqual([]);
    });

    it('does not let the wrong person decide, not even by a forged press', async () => {
      const [kit, stranger] = [user('kit'), stage.stranger(side)];
      await kit.forges('Reject', user('lin'));
      expect(kit.last()).toContain('This one is for Lin Park, Sam Hale or Bea Ode to decide');
      await stranger.forges('Reject', user('lin'));
      expect((await stranger.looks()).map(({ text }) => text).join('\n')).toContain(
        'you’re not on their list',
      );
      for (const on of sides) expect(stage.room(on).at(-1)?.text).toContain('Waiting for');
    });

    it('wants a reason, and then changes every card and tells the applicant', async () => {
      const lin = user('lin');
      await lin.presses('Reject');
      expect(await lin.fills({ Reason: ' ' })).toHaveProperty('Reason');
      await lin.fills({ Reason: 'We have a class page already.' });
      for (const on of sides) {
        const card = stage.room(on).findLast(({ text }) => text.includes('Year 4 Explorers'));
        expect(card?.text).toContain('Rejected by Lin Park');
        expect(card?.buttons).toEqual([]);
      }
      expect(user('ada').last()).toContain('We have a class page already.');
    });

    it('is approved with something missing once a leader has said why', async () => {
      await applies('ada');
      const lin = user('lin');
      await lin.presses('Approve anyway');
      await lin.fills({ 'Why approve it anyway?': 'Training is booked.' });
      expect(user('ada').last()).toContain('Lin Park has approved');
    });

    it('is approved on one platform and seen on the other', async () => {
      const other: Side = side === 'slack' ? 'teams' : 'slack';
      await applies('joy');
      const sam = user('sam', other);
      await sam.presses('Approve anyway');
      await sam.fills({ 'Why approve it anyway?': 'Both were trained last week.' });
      for (const on of sides)
        expect(stage.room(on).findLast(({ text }) => text.includes('Joy Bell'))?.text).toContain(
          'Approved by Sam Hale',
        );
      expect(user('joy').last()).toContain('Sam Hale has approved');
    });

    it('fills in the whole form at once, by the same rules', async () => {
      const bea = user('bea');
      await bea.says('Please start an application for a choir YouTube channel');
      await bea.presses('Fill in everything at once');
      const answers = {
        Name: 'Choir',
        Platform: 'YouTube',
        Aim: 'Concerts',
        'Intended audience': 'Families',
        Promotion: 'Newsletter',
        'Open or private': 'open',
      };
      expect(await bea.fills({ ...answers, 'Who will run it': ['ada'] })).toHaveProperty('Who will run it');
      await bea.fills({ ...answers, 'Who will run it': ['ada', 'joy'] });
      expect(bea.last()).toMatch(/Please check it before it goes[\s\S]*Choir/);
      await bea.says('cancel');
      expect(bea.last()).toContain('Nothing was sent');
    });

    it('logs a journalist in five answers, and leaders claim and close it', async () => {
      const ada = user('ada');
      await ada.says('A reporter just rang me');
      expect(ada.last(2)).toContain('Say this');
      for (const answer of ['Kim Webb', 'The Gazette', '01234 567890', 'The playground', 'today at 5'])
        await ada.says(answer);
      await ada.presses('Tell the leaders');
      for (const on of sides) expect(stage.room(on).at(-1)?.text).toContain('Kim Webb');
      const sam = user('sam');
      await sam.presses('I’ll take it', 'room');
      await sam.presses('Close with an outcome', 'room');
      await sam.fills({ Outcome: 'Statement sent.' });
      for (const on of sides) expect(stage.room(on).at(-1)?.text).toContain('Closed by Sam Hale');
      expect(ada.last()).toContain('Sam Hale has dealt with');
    });

    it('goes on after a restart where it was, and old cards still work', async () => {
      const ada = user('ada');
      await ada.says("I'd like to ask for a new school account");
      await ada.says('Year 4 News');
      await applies('joy');
      await stage.restart();
      await ada.says('Instagram');
      expect(ada.last()).toContain('What is it for?');
      const lin = user('lin');
      await lin.presses('Reject');
      await lin.fills({ Reason: 'Not now.' });
      expect(user('joy').last()).toContain('Not now.');
    });
  });
}
