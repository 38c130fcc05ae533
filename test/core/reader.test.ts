/** Who sees the buttons that are for some only: by the room's card, on a copy of their own, or not at all. */
import { describe, expect, it } from 'vitest';
import { button, buttonsOf, caseCard } from '../../src/core/card.ts';
import { asFetched, asSent, inNeedOfOwn } from '../../src/core/reader.ts';
import type { School } from '../../src/core/school.ts';
import { aSchool } from '../support/test-core.ts';

/** So many leaders, each known on both platforms. */
function schoolOf(leaders: number): School {
  const people = Array.from({ length: leaders }, (_, number) => ({
    id: `l${number}`,
    name: `Leader ${number}`,
    roles: ['slt' as const],
    slack: `U${number}`,
    teams: `T${number}`,
  }));
  return { ...aSchool(), people };
}

const waitingFor = (people: string[]) =>
  caseCard({
    title: 'Year 4',
    status: 'Waiting',
    tone: 'warning',
    buttons: [button('Approve', 'request.approve')],
    buttonsFor: { people, action: 'request.mine', value: { id: 'A-1' } },
  });

const inRoom = { room: 'slt' } as const;
const all = (school: School) => school.people.map(({ id }) => id);

describe.each(['slack', 'teams', 'playground'])('on %s', (platform) => {
  const school = schoolOf(2);
  const at = { school, platform };
  const card = waitingFor(['l0', 'l1']);

  it('there are none in a room, though all whom the school lists there may press them', () => {
    const seen = asSent(card, inRoom, at);
    expect(buttonsOf(seen)).toEqual([]);
    expect(seen).not.toHaveProperty('buttonsFor');
  });

  it('there are none where nobody knows who reads', () => {
    expect(buttonsOf(asSent(card, {}, at))).toEqual([]);
  });

  it('they are on the copy of one who may press them, and on nobody else’s', () => {
    expect(buttonsOf(asSent(card, { person: 'l1' }, at))).toHaveLength(1);
    expect(buttonsOf(asSent(card, { person: `${platform}:U999` }, at))).toEqual([]);
  });
});

describe('a card whose buttons are for everybody', () => {
  const card = caseCard({
    title: 'Year 4',
    status: 'Open',
    tone: 'info',
    buttons: [button('Show', 'request.show')],
  });
  const at = { school: schoolOf(1), platform: 'teams' };

  it('is the same to each of them', () => {
    expect(asSent(card, inRoom, at)).toBe(card);
    expect(asFetched(card, 'l0', at)).toBe(card);
    expect(inNeedOfOwn(card, inRoom, at)).toEqual([]);
  });
});

it('a card that does not say whom it goes to, as in earlier releases, goes as it is', () => {
  const at = { school: schoolOf(1), platform: 'teams' };
  const card = waitingFor(['l0']);
  expect(asSent(card, undefined, at)).toBe(card);
  expect(inNeedOfOwn(card, undefined, at)).toEqual([]);
  expect(inNeedOfOwn(card, { person: 'l0' }, at)).toEqual([]);
});

it('a card that nobody in the room can fetch their buttons on says where they are, and only there', () => {
  const at = { school: schoolOf(2), platform: 'slack' };
  const card = waitingFor(['l0']);
  expect(asSent(card, inRoom, at)).toMatchObject({ aside: expect.stringContaining('own chat') });
  expect(asSent(card, {}, at)).not.toHaveProperty('aside');
  expect(asSent(card, { person: 'l1' }, at)).not.toHaveProperty('aside');
});

it('only those of the room need a copy of their own who may press something', () => {
  const school = schoolOf(2);
  school.people.push({ id: 'gil', name: 'Gil Roe', roles: ['governor'], slack: 'U-gil' });
  expect(inNeedOfOwn(waitingFor(['l0', 'gil']), inRoom, { school, platform: 'slack' })).toEqual(['l0']);
});

describe('in a room on Teams', () => {
  it('60 people fetch their buttons, and whoever is left has a copy of their own', () => {
    const school = schoolOf(62);
    const card = waitingFor(all(school));
    const at = { school, platform: 'teams' };
    const seen = asSent(card, inRoom, at);
    expect(seen).toHaveProperty('fetchedBy.users.length', 60);
    expect(seen).not.toHaveProperty('aside');
    expect(inNeedOfOwn(card, inRoom, at)).toEqual(['l60', 'l61']);
  });

  it('whoever has pressed fetches the card again, with what they may still press', () => {
    const school = schoolOf(2);
    const card = waitingFor(['l1']);
    const at = { school, platform: 'teams' };
    expect(asFetched(card, 'l0', at)).toMatchObject({ buttons: [], fetchedBy: { users: ['T1'] } });
    expect(buttonsOf(asFetched(card, 'l1', at))).toHaveLength(1);
  });

  it('nobody fetches them whom Teams does not know, and the card says where they are', () => {
    const school = schoolOf(2);
    for (const person of school.people) delete person.teams;
    const seen = asSent(waitingFor(all(school)), inRoom, { school, platform: 'teams' });
    expect(seen).toMatchObject({ buttons: [], aside: expect.stringContaining('own chat') });
  });
});

it.each(['slack', 'playground'])('in a room on %s all have them on copies of their own', (platform) => {
  const school = schoolOf(3);
  const card = waitingFor(['l0', 'l2']);
  expect(inNeedOfOwn(card, inRoom, { school, platform })).toEqual(['l0', 'l2']);
  expect(asSent(card, inRoom, { school, platform })).not.toHaveProperty('fetchedBy');
});
