/** Who is close to whom, who looks after the accounts and who leads, and who hears of it where they cannot be written to. */
import { describe, expect, it } from 'vitest';
import {
  administrators,
  askingFor,
  cannotBeReached,
  isAdministrator,
  isCloseTo,
  isListed,
  leadersOnly,
  managerOf,
  peopleIn,
  refusesUnlessSeenTo,
  seesTo,
  someoneCalled,
  tellAdministrators,
  tellLeaders,
  toldApart,
} from '../../src/conversation/people.ts';
import { notice } from '../../src/core/card.ts';
import type { Act } from '../../src/core/event.ts';
import { textOf } from '../../src/core/text.ts';
import type { Turn } from '../../src/core/turn.ts';
import { type AtSchool, aTurn } from '../support/a-turn.ts';
import { aSchool } from '../support/test-core.ts';

const everybody = aSchool().people;
const ada = { id: 'ada', name: 'Ada Osei' };
const joy = { id: 'joy', name: 'Joy Bell' };

const without = (...ids: string[]) => everybody.filter(({ id }) => !ids.includes(id));
const managed = everybody.map((person) => (person.id === 'ada' ? { ...person, manager: 'joy' } : person));
const those = (is: (turn: Turn) => boolean, at?: AtSchool) =>
  (at?.people ?? everybody).map(({ id }) => id).filter((id) => is(aTurn(id, at).turn));

describe('where somebody leaves or is away', () => {
  it('they themselves and their manager are close to it', () => {
    expect(those((turn) => isCloseTo(turn, 'ada'), { people: managed })).toEqual(['ada', 'joy']);
    expect(managerOf(aSchool(), 'ada')).toBe('lin');
    expect(managerOf(aSchool(), 'max')).toBeUndefined();
  });

  it('the leaders and the administrator see to it as well', () => {
    expect(those((turn) => seesTo(turn, 'ada'), { people: managed })).toEqual([
      'ada',
      'joy',
      'lin',
      'sam',
      'bea',
      'tom',
    ]);
  });

  it('nobody else does, and is told so and on record', () => {
    const { turn, work, effects } = aTurn('gil');
    expect(refusesUnlessSeenTo(turn, ada, 'may not say so')).toBe(true);
    expect(work.trail).toMatchObject([{ by: 'gil', what: 'was refused: may not say so', about: 'ada' }]);
    expect(effects).toMatchObject([
      { type: 'whisper', card: { text: expect.stringContaining('Only Ada Osei, their manager') } },
    ]);
    const own = aTurn('ada');
    expect(refusesUnlessSeenTo(own.turn, ada, 'may not say so')).toBe(false);
    expect([...own.work.trail, ...own.effects]).toEqual([]);
  });
});

it('only leaders may do what is for leaders only', () => {
  const may = leadersOnly('Only leaders.', 'only leaders');
  expect(those((turn) => may(turn) === undefined)).toEqual(['lin', 'sam', 'bea']);
  expect(may(aTurn('tom').turn)).toEqual({ says: 'Only leaders.', audit: 'only leaders' });
});

describe('the accounts', () => {
  const lookAfter = (at?: AtSchool) => administrators(aTurn('ada', at).turn).map(({ id }) => id);
  const withRoles = (...roles: ('administrator' | 'head' | 'slt' | 'owner' | 'dsl' | 'governor')[]) =>
    roles.map((role) => ({ id: `the-${role}`, name: role, roles: [role] }));

  it('are the administrators’, and nobody else’s', () => {
    expect(lookAfter()).toEqual(['tom']);
    expect(those(isAdministrator)).toEqual(['tom']);
    const two = everybody.map((person) =>
      person.id === 'joy' ? { ...person, roles: ['administrator' as const] } : person,
    );
    expect(lookAfter({ people: two })).toEqual(['joy', 'tom']);
  });

  it('fall to the next role that somebody holds', () => {
    const chain = withRoles('governor', 'dsl', 'owner', 'slt', 'head', 'administrator');
    for (let left = chain.length; left > 0; left--)
      expect(lookAfter({ people: chain.slice(0, left) })).toEqual([chain[left - 1]?.id]);
    expect(lookAfter({ people: [] })).toEqual([]);
  });

  it('fall to the next who can be written to, and stay where nobody can', () => {
    expect(lookAfter({ unreached: ['tom'] })).toEqual(['sam']);
    expect(lookAfter({ unreached: everybody.map(({ id }) => id) })).toEqual(['tom']);
    expect(lookAfter({ people: without('tom'), unreached: ['sam', 'lin', 'bea', 'gil'] })).toEqual(['sam']);
  });
});

describe('what they have to hear', () => {
  const card = notice('info', 'It has come.');
  const heard = (tell: typeof tellLeaders, at?: AtSchool, act?: Act) => {
    const { turn, effects, work } = aTurn('ada', at, act);
    tell(turn, card, 'account:S-1');
    const told = effects.map((effect) => {
      if (effect.type === 'whisper') return `to whoever acts: ${textOf(effect.card)}`;
      if (effect.type !== 'post') return effect.type;
      const to = 'person' in effect.to ? effect.to.person : 'room' in effect.to ? effect.to.room : 'a place';
      return `${to}: ${textOf(effect.card)}${effect.about ? ` (${effect.about})` : ''}`;
    });
    return [...told, ...work.trail.map(({ what, about }) => `${what} (${about})`)];
  };
  const itself = 'It has come. (account:S-1)';

  it('goes to the room of the administrators', () => {
    expect(heard(tellAdministrators)).toEqual([`administrator: ${itself}`]);
  });

  it('goes to the room of the leaders, and to a head who does not read there', () => {
    expect(heard(tellLeaders)).toEqual([`slt: ${itself}`]);
    const aside = everybody.map((person) =>
      person.id === 'sam' ? { ...person, roles: ['head' as const] } : person,
    );
    expect(heard(tellLeaders, { people: aside })).toEqual([`slt: ${itself}`, `sam: ${itself}`]);
    expect(heard(tellLeaders, { people: aside, unreached: ['lin', 'bea'] })).toEqual([`sam: ${itself}`]);
    const alone = aside.filter(({ id }) => id === 'sam');
    expect(heard(tellLeaders, { people: alone })).toEqual([`sam: ${itself}`]);
    expect(heard(tellLeaders, { people: alone, rooms: { slt: { slack: 'C0SLT' } } })).toEqual([
      `sam: ${itself}`,
    ]);
  });

  it('goes to whoever is next, who is told why', () => {
    expect(heard(tellAdministrators, { unreached: ['tom'] })).toEqual([
      'sam: I can’t reach Tom Ivy here, so this comes to you.',
      `sam: ${itself}`,
    ]);
    expect(heard(tellLeaders, { unreached: ['lin', 'sam', 'bea'] })).toEqual([
      'tom: I can’t reach Lin Park, Sam Hale or Bea Ode here, so this comes to you.',
      `tom: ${itself}`,
    ]);
    expect(heard(tellAdministrators, { people: without('tom') })).toEqual([`sam: ${itself}`]);
  });

  it('is kept where nobody can be told, and whoever acts knows', () => {
    const nobody = { people: [] };
    const kept = 'found nobody who could be told (account:S-1)';
    for (const tell of [tellLeaders, tellAdministrators]) {
      expect(heard(tell, nobody)).toEqual([expect.stringMatching(/^to whoever acts: It’s kept, but/), kept]);
      expect(heard(tell, nobody, { type: 'timePassed' })).toEqual([kept]);
    }
  });

  it('is about the accounts where nothing else is said', () => {
    const { turn, work } = aTurn('ada', { people: [] });
    tellLeaders(turn, card);
    expect(work.trail).toMatchObject([{ about: 'accounts' }]);
  });
});

describe('somebody', () => {
  const school = aSchool({ people: [...everybody, { id: 'ada2', name: 'Ada Osei', roles: ['governor'] }] });

  it('has the name of the list, else the one under which they were known, else the one that was given', () => {
    const known = [{ id: 'max', name: 'Max Moor' }];
    expect(someoneCalled(school, 'joy', known)).toEqual(joy);
    expect(someoneCalled(school, 'max', known)).toEqual(known[0]);
    expect(someoneCalled(school, 'Kim Webb')).toEqual({ id: 'Kim Webb', name: 'Kim Webb' });
  });

  it('is told from others of that name', () => {
    expect(toldApart(school, ada)).toBe('Ada Osei (staff)');
    expect(toldApart(school, joy)).toBe('Joy Bell');
    expect(toldApart(school, { id: 'max', name: 'Max Moor' })).toBe('Max Moor');
  });

  it('is on the list or not', () => {
    expect(['joy', 'max'].map((id) => isListed(school, id))).toEqual([true, false]);
  });

  it('is asked for among those who can be meant, and is filled in where only one can', () => {
    const question = { name: 'heir', label: 'Who', ask: 'Who is it?' };
    const both = askingFor(school, [joy, ada, { id: 'max', name: 'Max Moor' }], question);
    expect(both).toMatchObject({
      fields: [{ ...question, choices: [{ value: 'ada' }, { value: 'joy' }] }],
      answers: {},
    });
    expect(askingFor(school, [joy], question).answers).toEqual({ heir: 'joy' });
    expect(askingFor(school, [], question).answers).toEqual({});
  });

  it('is kept for each answer that names one', () => {
    const ids = (answer?: string | string[]) => peopleIn(school, answer).map(({ id }) => id);
    expect([ids(), ids(''), ids('joy'), ids(['joy', '', 'ada'])]).toEqual([[], [], ['joy'], ['joy', 'ada']]);
    expect(peopleIn(school, 'max', [{ id: 'max', name: 'Max Moor' }])).toEqual([
      { id: 'max', name: 'Max Moor' },
    ]);
  });

  it('who cannot be reached is named', () => {
    expect(cannotBeReached([ada, joy])).toBe('I can’t reach Ada Osei or Joy Bell here');
  });
});
