/** Words that more than one duty says: lists of names, roles, dates. */
import { holders, type Role, type School } from '../core/school.ts';
import { shownInstant } from '../core/time.ts';

/** "Sam Hale", "Sam Hale or Bea Ode", "Sam Hale, Bea Ode or Gil Roe". */
export function orList(names: string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

export function andList(names: string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

const roleWords: Record<Role, string> = {
  staff: 'a member of staff',
  head: 'the headteacher',
  slt: 'the senior leadership team',
  dsl: 'the safeguarding lead',
  governor: 'the health and safety governor',
  administrator: 'the account administrator',
  owner: 'the owner of these settings',
};

export function roleInWords(role: Role): string {
  return roleWords[role];
}

/** A role with the people who hold it here: "the safeguarding lead (Bea Ode)". */
export function roleWithNames(school: School, role: Role): string {
  const names = holders(school, role).map((one) => one.name);
  return names.length > 0 ? `${roleWords[role]} (${orList(names)})` : roleWords[role];
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** One line of somebody's words, short enough for a heading. */
export function brief(text: string, longest = 80): string {
  const line = text.replace(/\s+/g, ' ').trim();
  // By characters, so that none is cut in two.
  const letters = [...line];
  return letters.length > longest ? `${letters.slice(0, longest - 1).join('')}…` : line;
}

/** What happened, and when: one line of a history. */
export function dated(school: School, event: { at: string; words: string }): string {
  return `${event.words} (${shownInstant(event.at, school.timezone)})`;
}
