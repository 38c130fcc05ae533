/** Whom somebody means by a name: as it is written in full, or by a part of it, "Joy" or "Mrs Bell". */

export function peopleCalled<P>(people: P[], said: string, nameOf: (person: P) => string): P[] {
  const wanted = plainName(said).replace(title, '');
  const whole = people.filter((person) => plainName(nameOf(person)) === wanted);
  if (whole.length > 0) return whole;
  return people.filter((person) => plainName(nameOf(person)).split(' ').includes(wanted));
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
