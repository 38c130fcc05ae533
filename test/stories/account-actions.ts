/** What people do again and again in the life of an account. */
import { expect } from 'vitest';
import type { Step } from './account-ways.ts';
import type { Who } from './stage.ts';
import type { Read, User } from './users.ts';

export const account = 'Year 4 Explorers on Instagram';

/** Asks for an account, up to the summary that is read before it goes. */
export async function fillsIn(person: User, steps: Step[]): Promise<void> {
  await person.says("I'd like to ask for a new school account");
  await takes(person, steps);
}

export async function takes(person: User, steps: Step[]): Promise<void> {
  for (const step of steps) {
    if (typeof step === 'string') await person.says(step);
    else {
      await person.presses(step.press);
      expect(await person.fills(step.fill)).toEqual({});
    }
  }
}

/** A leader puts on record who has signed the policy or been trained. */
export async function records(leader: User, who: Who[], what: string[]): Promise<void> {
  await leader.says('record training');
  await leader.presses('Fill in everything at once');
  expect(await leader.fills({ who, what, on: '2027-03-01' })).toEqual({});
  await leader.presses('Record it');
}

export async function approvesDespite(person: User): Promise<void> {
  await person.presses('Approve anyway');
  expect(await person.fills({ why: 'Booked for Monday.' })).toEqual({});
}

export const found = { handle: '@HillYear4', address: 'https://instagram.com/hillyear4' };
export const safe = 'The safe in the office';

/** The newest card of that title among what somebody reads, or what stands in a room. */
export function cardIn(messages: Read[], title: string): Read {
  const card = messages.findLast(({ text }) => text.startsWith(title));
  if (card) return card;
  throw new Error(`Expected a card “${title}”, got:\n${messages.map(({ text }) => text).join('\n')}`);
}
