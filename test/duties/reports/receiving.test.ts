/** Who hears of a report first, and who next: never whoever sent it or whom it is about. */
import { describe, expect, it } from 'vitest';
import { firstReceiver, receiverAbove, receiving } from '../../../src/duties/reports/receiving.ts';
import { type Receiver, type Report, reports } from '../../../src/duties/reports/report.ts';
import { type AtSchool, aTurn } from '../../support/a-turn.ts';
import { everybody } from '../support/cases.ts';
import { samples } from '../support/samples.ts';

const someone = (id: string) => ({ id, name: id });
const from = someone('ada');
const all = everybody.map(({ id }) => id);

function first(to: Receiver, about: string[] = [], at: AtSchool = {}, by = from) {
  return firstReceiver(
    aTurn('ada', { people: everybody, ...at }).turn,
    { from: by, about: about.map(someone) },
    to,
  );
}

function above(change: Partial<Report>, at: AtSchool = {}) {
  const report = reports.schema.parse({ ...samples.report?.record, ...change });
  return receiverAbove(aTurn('ada', { people: everybody, ...at }).turn, report);
}

describe('a report goes first', () => {
  it('to whom the policy names', () => {
    const named: Receiver[] = ['line-manager', 'dsl', 'slt', 'head', 'chair'];
    expect(named.map((to) => first(to))).toEqual(named);
  });

  it('to the head where nobody is left below, and to the chair of governors where the head is not', () => {
    expect(first('line-manager', ['lin'])).toBe('head');
    expect(first('dsl', ['bea'])).toBe('head');
    expect(first('slt', ['lin', 'bea'], { people: everybody.filter(({ id }) => id !== 'sam') })).toBe(
      'chair',
    );
    expect(first('dsl', [], { unreached: ['bea', 'sam'] })).toBe('chair');
  });

  it('past everybody below where it is about the head', () => {
    expect(first('dsl', ['joy', 'sam'])).toBe('chair');
    expect(first('dsl', ['lin', 'max'])).toBe('dsl');
  });

  it('to nobody where nobody is left', () => {
    expect(first('slt', [], { unreached: all })).toBeUndefined();
    expect(first('chair', ['una'])).toBeUndefined();
    expect(first('chair', [], {}, someone('una'))).toBeUndefined();
  });

  it('up from a line manager who is on no list', () => {
    const people = everybody.map((person) => (person.id === 'ada' ? { ...person, manager: 'max' } : person));
    expect(first('line-manager', [], { people })).toBe('head');
    expect(first('line-manager', [], {}, someone('max'))).toBe('head');
  });
});

describe('a report that nobody takes goes on', () => {
  it('to the next role up', () => {
    expect(above({ to: ['dsl'] })).toBe('head');
    expect(above({ to: ['dsl', 'head'] })).toBe('chair');
    expect(above({ to: ['slt'] }, { unreached: ['sam'] })).toBe('chair');
  });

  it('to nobody from the chair of governors', () => {
    expect(above({ to: ['chair'] })).toBeUndefined();
    expect(above({ to: ['head'] }, { unreached: ['una'] })).toBeUndefined();
  });
});

it('those who hold the role hear of it, but for whoever sent it and whom it is about', () => {
  const { turn } = aTurn('ada', { people: everybody });
  const hear = (about: string[], by: string, role: Receiver) =>
    receiving(turn.school, { from: someone(by), about: about.map(someone) }, role).map(({ id }) => id);
  expect(hear([], 'ada', 'slt')).toEqual(['lin', 'sam', 'bea']);
  expect(hear(['bea'], 'lin', 'slt')).toEqual(['sam']);
  expect(hear([], 'ada', 'line-manager')).toEqual(['lin']);
  expect(hear(['lin'], 'ada', 'line-manager')).toEqual([]);
  expect(hear([], 'sam', 'line-manager')).toEqual([]);
});
