/** Words that more than one duty says: lists of names, roles, dates. */
import { clip } from '../core/clip.ts';
import { roleWords } from '../core/roles.ts';
import { holders, type Role, type School } from '../core/school.ts';
import { shownInstant } from '../core/time.ts';

/** "Sam Hale", "Sam Hale or Bea Ode", "Sam Hale, Bea Ode or Gil Roe". */
export function orList(names: string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

export function andList(names: string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

export function roleInWords(role: Role): string {
  return roleWords[role].all;
}

/** A role with the people who hold it here: "the safeguarding lead (Bea Ode)". */
export function roleWithNames(school: School, role: Role): string {
  const names = holders(school, role).map(({ name }) => name);
  return names.length > 0 ? `${roleWords[role].all} (${orList(names)})` : roleWords[role].all;
}

/** People before what they are: "Bea Ode (safeguarding lead)"; and the role alone where nobody holds it. */
export function namesFirst(school: School, role: Role, title: string = roleWords[role].holder): string {
  const names = orList(holders(school, role).map(({ name }) => name));
  if (names === '') return `Your ${title}`;
  return title.includes('(') ? `${names}, ${title}` : `${names} (${title})`;
}

/** "1 person", "5 people". */
export function peopleInWords(count: number): string {
  return count === 1 ? '1 person' : `${count} people`;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** One line of somebody's words, short enough for a heading. */
export function brief(text: string, longest = 80): string {
  return clip(text.replace(/\s+/g, ' ').trim(), longest);
}

/** What happened, and when: one line of a history. */
export function dated(school: School, past: { at: string; words: string }): string {
  return `${past.words} (${shownInstant(past.at, school.timezone)})`;
}

/** Said to whoever comes too late for what somebody else has ended. */
export function closedAlready(name: string): string {
  return `${name} has closed this already.`;
}
