/** Whoever is on no list is nobody: they hear whom to ask, nothing of theirs is kept, and one card goes to whoever keeps the list. */
import { describe, expect, it } from 'vitest';
import { createBot } from '../../../src/bot/bot.ts';
import { decide } from '../../../src/core/decide.ts';
import { newcomers } from '../../../src/core/newcomers.ts';
import { loadEngine } from '../../../src/policy/engine.ts';
import { aSchool, reads, type Seen, startCore, type TestCore } from '../../support/test-core.ts';
import { apply, everything, press, reviewed } from '../support/scenarios.ts';

const bot = createBot(loadEngine('data'));
const open = (change: Parameters<typeof aSchool>[0] = {}): TestCore =>
  reviewed(startCore(bot, aSchool(change)));

function requestIn(seen: Seen[]): string {
  return /request:(A-\w+)/.exec(seen.map(({ about }) => about).join())?.[1] ?? '';
}

describe('somebody on no list', () => {
  it('is told whom to ask, and nothing of what they wrote is kept or answered', async () => {
    const core = open();
    const seen = await core.say('mia', 'Can I accept a friend request from my teacher?');
    expect(reads(seen, 'mia (privately)')).toBe(
      'I answer the staff of Hill School only, and you’re not on their list. Please ask Tom Ivy to add you.\nIf somebody isn’t safe, ring 999 or tell an adult at school now.',
    );
    expect(everything(core)).not.toContain('friend request');
  });

  it('may open, press and send nothing, whatever they have got hold of', async () => {
    const core = open();
    const given = await apply(core, 'ada');
    for (const seen of [
      await core.raw('mia', { type: 'pressed', action: 'request.approve', value: { id: requestIn(given) } }),
      await core.raw('mia', { type: 'pressed', action: 'accounts.list', value: {} }),
      await core.raw('mia', { type: 'submitted', form: 'press.log', answers: { caller: 'x' }, value: {} }),
    ])
      expect(reads(seen, 'mia')).not.toContain('Year 4');
    expect(core.form()).toBeUndefined();
  });

  it('brings one card to whoever keeps the list, however often they write', async () => {
    const core = open();
    const first = await core.say('mia', 'hello');
    expect(reads(first, 'tom')).toContain('They call themselves “no name” on this platform');
    expect(reads(await core.say('mia', 'hello?'), 'tom')).toBe('');
  });

  it('is one of many at most: a whole class brings five cards and one more line', async () => {
    const core = open();
    const told: string[] = [];
    for (let at = 0; at < 30; at++) told.push(reads(await core.say(`pupil${at}`, 'hi'), 'tom'));
    expect(told.filter((text) => text.includes('Somebody who isn’t on the list'))).toHaveLength(5);
    expect(told.filter((text) => text.includes('More people'))).toHaveLength(1);
    expect(reads(await core.say('tom', 'newcomers'))).toContain('30 in all');
  });

  it('who was added is staff from the next word on, and no more than that', async () => {
    const core = open();
    const asked = await core.say('mia', 'hello');
    await press(core, 'tom', asked, 'Add them as staff', 'tom');
    const added = await core.fill('tom', { who: 'new', name: 'Mia Moor' });
    expect(reads(added, 'mia')).toContain('Tom Ivy has added you.');
    expect(reads(await core.say('mia', 'can I accept a friend request from a pupil?'))).toContain('No');
    expect(reads(await core.say('mia', 'record training'))).toContain('Only the leaders');
    await apply(core, 'mia');
    expect(core.work.trail.some(({ what }) => what === 'added somebody to the staff')).toBe(true);
  });

  it('who was added is nobody again once they are taken off', async () => {
    const core = open();
    const asked = await core.say('mia', 'hello');
    await press(core, 'tom', asked, 'Add them as staff', 'tom');
    await core.fill('tom', { who: 'new', name: 'Mia Moor' });
    const [card] = await core.raw('tom', {
      type: 'pressed',
      action: 'newcomer.show',
      value: { id: 'playground:mia' },
    });
    if (!card) throw new Error('Expected the card.');
    await core.press('tom', card.card, 'Take them off again');
    expect(reads(await core.say('mia', 'hello'))).toContain('not on their list');
    expect(await core.work.find(newcomers)).toMatchObject([{ state: 'refused' }]);
  });

  it('is never made a leader: those of the list who can be chosen have no role', async () => {
    const people = aSchool().people.map((person) => ({ ...person, teams: `T-${person.id}` }));
    const core = open({
      people: [
        ...people,
        { id: 'una', name: 'Una Fry', roles: [] },
        { id: 'max', name: 'Max Fry', roles: ['head'] },
      ],
    });
    const event = {
      id: 'from-teams',
      at: '2027-03-02T20:00:00.000Z',
      by: { platform: 'teams', user: 'T-x', name: 'M. Fry' },
    };
    const place = { platform: 'teams', conversation: 'c', direct: true };
    await decide(bot, {
      event: { ...event, place, type: 'said', text: 'hi' },
      school: core.school,
      platforms: ['playground', 'teams'],
      work: core.work,
    });
    await core.raw('tom', { type: 'pressed', action: 'newcomer.add', value: { id: 'teams:T-x' } });
    expect(core.form()?.fields[0]).toMatchObject({ choices: [{ value: 'una' }, { value: 'new' }] });
    await core.fill('tom', { who: 'max', name: 'Max' });
    expect(core.problems()).toHaveProperty('who');
  });

  it('is added by nobody else', async () => {
    const core = open();
    const asked = await core.say('mia', 'hello');
    for (const who of ['ada', 'lin', 'mia'])
      await press(core, who, asked, 'Add them as staff', 'tom').catch(() => []);
    expect(core.form()).toBeUndefined();
    expect(await core.work.find(newcomers)).toMatchObject([{ state: 'open' }]);
  });

  it('waits for nobody any more once the file or a group lists them', async () => {
    const core = open();
    const asked = await core.say('mia', 'hello');
    core.school.people.push({ id: 'mia', name: 'Mia Moor', roles: [] });
    expect(reads(await core.say('tom', 'home'))).not.toContain('Somebody who isn’t on the list');
    const pressed = await press(core, 'tom', asked, 'Add them as staff', 'tom');
    expect(reads(pressed)).toContain('Mia Moor is on the list by now.');
  });

  it('is staff where the school says that everybody in its workspace is', async () => {
    const core = open({ unlisted: 'staff' });
    expect(reads(await core.say('mia', 'can I accept a friend request from a pupil?'))).toContain('No');
  });

  it('is told in a channel by a note that only they see', async () => {
    const core = open();
    const seen = await core.say('mia', 'hello', 'channel:staffroom');
    expect(seen.map(({ to }) => to)).toContain('mia (privately)');
  });
});
