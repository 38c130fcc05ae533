/** Who is who for a duty: whoever is named, the leaders, and whoever looks after the accounts. */

import { type Card, notice } from '../core/card.ts';
import type { Answers } from '../core/event.ts';
import type { Field } from '../core/field.ts';
import type { Refusal } from '../core/matter/table.ts';
import { isLeader } from '../core/roles.ts';
import { holders, type Person, type Role, type School } from '../core/school.ts';
import { asSomeone, isAmong, type Someone, without } from '../core/someone.ts';
import { staffChoices } from '../core/staff.ts';
import type { Turn } from '../core/turn.ts';
import { orList } from './words.ts';

export function actor(turn: Turn): Someone {
  return asSomeone(turn.person);
}

/** People are kept by id where the school lists them, or did, else by the name that was given. */
export function someoneCalled(school: School, id: string, known: Someone[] = []): Someone {
  const person = [...school.people, ...known].find((person) => person.id === id);
  return { id, name: person?.name ?? id };
}

export function isListed(school: School, id: string): boolean {
  return school.people.some((person) => person.id === id);
}

/** Somebody themselves, or their manager. */
export function isCloseTo({ person, school }: Turn, id: string): boolean {
  return person.id === id || person.id === managerOf(school, id);
}

/** They themselves, their manager, the leaders and the administrator see to it where somebody leaves or is away. */
export function seesTo(turn: Turn, id: string): boolean {
  return isCloseTo(turn, id) || isLeader(turn.person) || isAdministrator(turn);
}

/** Told, and on record, where somebody else says that a person leaves or is away. */
export function refusesUnlessSeenTo(turn: Turn, { id, name }: Someone, audit: string): boolean {
  if (seesTo(turn, id)) return false;
  turn.audit(`was refused: ${audit}`, id);
  turn.whisper(
    notice(
      'info',
      `Only ${name}, their manager, the leaders or the administrator can tell me this. Nothing was changed.`,
    ),
  );
  return true;
}

export function managerOf({ people }: School, id: string): string | undefined {
  return people.find((person) => person.id === id)?.manager;
}

/** For what only the leaders may do. */
export function leadersOnly(says: string, audit: string): (turn: Turn) => Refusal | undefined {
  return (turn) => (isLeader(turn.person) ? undefined : { says, audit });
}

/** Those who would read what is written to them: people without a handle on any open platform would not. */
export function reachable<T extends Someone>(turn: Turn, people: T[]): T[] {
  return people.filter(({ id }) => turn.canReach({ person: id }));
}

export function cannotBeReached(people: Someone[]): string {
  return `I can’t reach ${orList(people.map((person) => person.name))} here`;
}

/** Whoever creates and keeps the accounts. Where the role is nobody's, or nobody's who can be written to, it falls to the next. */
export function administrators(turn: Turn): Person[] {
  const chain: Role[] = ['administrator', 'head', 'slt', 'owner', 'dsl', 'governor'];
  const held = chain.map((role) => holders(turn.school, role)).filter((people) => people.length > 0);
  return held.find((people) => reachable(turn, people).length > 0) ?? held[0] ?? [];
}

export function isAdministrator(turn: Turn): boolean {
  return isAmong(administrators(turn), turn.person.id);
}

export function tellAdministrators(turn: Turn, card: Card, about?: string): void {
  const theirs = holders(turn.school, 'administrator');
  if (reachable(turn, theirs).length > 0) turn.tell({ room: 'administrator' }, card, about);
  else tellInstead(turn, theirs, card, about);
}

export function tellLeaders(turn: Turn, card: Card, about?: string): void {
  const inRoom = holders(turn.school, 'slt');
  const heads = without(holders(turn.school, 'head'), inRoom);
  const isRoomRead = inRoom.length > 0 && turn.canReach({ room: 'slt' });
  if (!isRoomRead && reachable(turn, heads).length === 0)
    return tellInstead(turn, [...inRoom, ...heads], card, about);
  if (isRoomRead) turn.tell({ room: 'slt' }, card, about);
  for (const head of heads) turn.tell({ person: head.id }, card, about);
}

/** It goes to whoever looks after the accounts now, with a word about why; and where that is nobody, it does not go in silence. */
function tellInstead(turn: Turn, missed: Someone[], card: Card, about?: string): void {
  const people = reachable(turn, administrators(turn));
  for (const { id } of people) {
    if (missed.length > 0)
      turn.tell({ person: id }, notice('info', `${cannotBeReached(missed)}, so this comes to you.`));
    turn.tell({ person: id }, card, about);
  }
  if (people.length > 0) return;
  turn.audit('found nobody who could be told', about ?? 'accounts');
  if (turn.event.type !== 'timePassed')
    turn.whisper(
      notice(
        'warning',
        'It’s kept, but I can’t reach anyone here who looks after the accounts. Please tell them, and ask whoever looks after Chalkline to add them.',
      ),
    );
}

/** The name, with what tells somebody from another of that name. */
export function toldApart(school: School, { id, name }: Someone): string {
  return staffChoices(school).find((choice) => choice.value === id)?.label ?? name;
}

/** Asks for one of these people. Where there is only one, whoever fills it in still reads who it is. */
export function askingFor(
  school: School,
  people: Someone[],
  question: Pick<Field, 'name' | 'label' | 'ask'>,
): { fields: Field[]; answers: Answers } {
  const choices = staffChoices(school).filter(({ value }) => isAmong(people, value));
  const [first, ...others] = choices;
  return {
    fields: [{ ...question, kind: 'choice', choices }],
    answers: first && others.length === 0 ? { [question.name]: first.value } : {},
  };
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
