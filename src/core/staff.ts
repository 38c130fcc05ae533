/** Everybody on the school's list, as the questions about people offer them. */
import type { Choice, Field, FieldOf } from './field.ts';
import { roleWords } from './roles.ts';
import type { Listed, School } from './school.ts';

/** No two people read alike, and no label has a comma, because names are written with commas between them. */
export function staffChoices(school: School): Choice[] {
  const byName = new Map<string, Listed[]>();
  for (const person of school.people) {
    const name = nameOf(person).toLowerCase();
    byName.set(name, [...(byName.get(name) ?? []), person]);
  }
  return school.people.map((person) => {
    const namesakes = byName.get(nameOf(person).toLowerCase()) ?? [];
    const label = namesakes.length > 1 ? `${nameOf(person)} (${markOf(person, namesakes)})` : nameOf(person);
    return { value: person.id, label };
  });
}

function nameOf(person: Listed): string {
  return person.name.replace(/[,;\s]+/g, ' ').trim() || person.id;
}

/** What tells somebody from those of the same name: the role, or the id where they share that too. */
function markOf(person: Listed, namesakes: Listed[]): string {
  const marks = new Set(namesakes.map(roleOf));
  return marks.size === namesakes.length ? roleOf(person) : person.id;
}

function roleOf(person: Listed): string {
  return roleWords[person.roles.find((role) => role !== 'staff') ?? 'staff'].holder;
}

export function offeringStaff(school: School, fields: Field[]): Field[] {
  const choices = staffChoices(school);
  return fields.map((field) => (field.kind === 'people' ? offering(field, choices) : field));
}

/** A list of one is no choice; then anybody can be named. */
function offering(field: FieldOf<'people'>, choices: Choice[]): Field {
  if (choices.length > 1) return { ...field, choices };
  const { listed: _, ...anybody } = field;
  return anybody;
}

/** The fields as they are kept: the list of staff is long, and changes. */
export function withoutStaff(fields: Field[]): Field[] {
  return fields.map((field) => {
    if (field.kind !== 'people') return field;
    const { choices: _, ...rest } = field;
    return rest;
  });
}
