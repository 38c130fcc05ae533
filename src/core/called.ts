/** Whom somebody means by a name: as it is written in full, or by a part of it, "Joy" or "Mrs Bell". */

export function peopleCalled<P>(people: P[], said: string, nameOf: (person: P) => string): P[] {
  const wanted = plainName(said).replace(title, '');
  const whole = people.filter((person) => plainName(nameOf(person)) === wanted);
  if (whole.length > 0) return whole;
  return people.filter((person) => plainName(nameOf(person)).split(' ').includes(wanted));
}

/** Without what nobody types or says: capitals, commas, and the marks that keep a name's direction in place. */
export function plainName(name: string): string {
  return name
    .replace(unseen, '')
    .replace(/[,;\s]+/g, ' ')
    .trim()
    .toLowerCase()
    .replace(/[.!]$/, '');
}

const title = /^(?:mr|mrs|ms|miss|dr)\.? (?=\S)/;
const unseen = /[\u200e\u200f\u2066-\u2069]/g;
