/** Who stands where in the life of an account: whoever is named, the leaders, and whoever looks after the accounts. */
import { z } from 'zod';
import type { Card } from '../../core/card.ts';
import { holders, type Person, type Role, type School } from '../../core/school.ts';
import { staffChoices } from '../../core/staff.ts';
import type { Turn } from '../../core/turn.ts';

/** People keep the name under which they were known, for the day on which nobody lists them any more. */
export const someone = z.object({ id: z.string(), name: z.string() });
export type Someone = z.infer<typeof someone>;

export function actor(turn: Turn): Someone {
  return { id: turn.person.id, name: turn.person.name };
}

/** People are kept by id where the school lists them, or did, else by the name that was given. */
export function someoneCalled(school: School, id: string, known: Someone[] = []): Someone {
  const found = [...school.people, ...known].find((person) => person.id === id);
  return { id, name: found?.name ?? id };
}

export function isListed(school: School, id: string): boolean {
  return school.people.some((person) => person.id === id);
}

export function isAmong(people: Someone[], id: string): boolean {
  return people.some((one) => one.id === id);
}

export function isLeader(person: Person): boolean {
  return person.roles.includes('slt') || person.roles.includes('head');
}

/** Whoever creates and keeps the accounts. Where the role is nobody's, it falls to the head, and never to nobody. */
export function administrators(school: School): Person[] {
  const chain: Role[] = ['administrator', 'head', 'slt', 'owner', 'dsl', 'governor'];
  return chain.map((role) => holders(school, role)).find((people) => people.length > 0) ?? [];
}

export function isAdministrator(turn: Turn): boolean {
  return isAmong(administrators(turn.school), turn.person.id);
}

export function tellAdministrators(turn: Turn, card: Card, about?: string): void {
  if (holders(turn.school, 'administrator').length > 0) turn.tell({ room: 'administrator' }, card, about);
  else for (const person of administrators(turn.school)) turn.tell({ person: person.id }, card, about);
}

export function tellLeaders(turn: Turn, card: Card, about?: string): void {
  const inRoom = holders(turn.school, 'slt');
  if (inRoom.length > 0) turn.tell({ room: 'slt' }, card, about);
  for (const head of holders(turn.school, 'head'))
    if (!isAmong(inRoom, head.id)) turn.tell({ person: head.id }, card, about);
}

/** The name, with what tells somebody from another of that name. */
export function toldApart(school: School, { id, name }: Someone): string {
  return staffChoices(school).find((choice) => choice.value === id)?.label ?? name;
}

/** People's answers in a form, as they are kept. */
export function peopleIn(
  school: School,
  answer: string | string[] | undefined,
  known: Someone[] = [],
): Someone[] {
  const ids = [answer ?? []].flat().filter((id) => id !== '');
  return ids.map((id) => someoneCalled(school, id, known));
}
