/** Whom somebody means by a name: as it is written in full, or by a part of it, "Joy" or "Mrs Bell". */

export function peopleCalled<P>(people: P[], said: string, nameOf: (person: P) => string): P[] {
  return directoryOf(people, nameOf)(said);
}

/** The same where many names are looked for among the same people. */
export function directoryOf<P>(people: P[], nameOf: (person: P) => string): (said: string) => P[] {
  const byName = peopleBy(people, (person) => [plainName(nameOf(person))]);
  const byPart = peopleBy(people, (person) => plainName(nameOf(person)).split(' '));
  return (said) => {
    const wanted = plainName(said).replace(title, '');
    return byName.get(wanted) ?? byPart.get(wanted) ?? [];
  };
}

/** Everybody under each of their keys. */
export function peopleBy<P>(people: P[], keysOf: (person: P) => string[]): Map<string, P[]> {
  const found = new Map<string, P[]>();
  for (const person of people)
    for (const key of new Set(keysOf(person))) found.set(key, [...(found.get(key) ?? []), person]);
  return found;
}

/** "My class leaves on Friday" is about a trip, "Staff are away" about nobody in particular. */
export function namesOne(said: string): boolean {
  return !nobody.test(said.trim());
}

const nobody =
  /^(?:a|an|the|he|she|they|we|it|you|this|that|there|our|my|your|his|her|their|who|when|if|is|what|how|which|one|some|every(?:one|body)|some(?:one|body)|nobody|school|staff|pupils|parents|children|year)\b/i;

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
