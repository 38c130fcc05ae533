/** The made-up schools of the playground. */
import { expect, test } from 'vitest';
import { holders, personById } from '../../src/core/school.ts';
import { conversationsOf } from '../../src/playground/chat.ts';
import { schools } from './playground.ts';

test('there is one for each policy, under its own name', () => {
  expect(schools.map(({ id, name, policy }) => [id, name, policy])).toEqual([
    ['old-park', 'Old Park', 'old-park'],
    ['westgate', 'Westgate', 'westgate'],
  ]);
});

test.each(schools)('$name has somebody for every role', (school) => {
  for (const role of ['head', 'slt', 'dsl', 'governor', 'administrator'] as const)
    expect(holders(school, role).length, role).toBeGreaterThan(0);
});

test.each(schools)('at $name the teachers have a line manager who leads', (school) => {
  for (const id of ['ada', 'joy'])
    expect(personById(school, personById(school, id)?.manager ?? '')?.roles).toContain('slt');
});

test.each(schools)('at $name everybody sees the rooms of their roles', (school) => {
  const rooms = (id: string) => conversationsOf(school, id).map((conversation) => conversation.id);
  expect(rooms('ada')).toEqual(['ada', 'channel:staffroom']);
  expect(rooms('sam')).toEqual(['sam', 'room:slt', 'channel:staffroom']);
  expect(rooms('bea')).toEqual(['bea', 'room:slt', 'room:dsl', 'channel:staffroom']);
  expect(rooms('tom')).toEqual(['tom', 'room:administrator', 'channel:staffroom']);
});
