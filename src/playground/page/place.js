/** Where one is: at which school, as whom, and in which conversation. The address bar says the same. */
/** @import { Conversation } from '../chat.ts' */
/** @import { ShownPerson, ShownSchool } from '../exchange.ts' */

/**
 * `table` is the one of the school's records that is looked at, where it is not a conversation.
 * @typedef {{ school: ShownSchool, person: ShownPerson, conversation: Conversation, table?: string | undefined }} Place
 */

/**
 * @typedef {{ school?: string | undefined, as?: string | undefined, in?: string | undefined,
 *   records?: string | undefined }} Asked
 */

/**
 * @param {string} school
 * @param {string} person
 * @param {string} [conversation]
 * @param {string} [table]
 */
export function addressOf(school, person, conversation, table) {
  const query = new URLSearchParams({ school, as: person });
  if (table) query.set('records', table);
  if (conversation && conversation !== person) query.set('in', conversation);
  return `/?${query}`;
}

/** @returns {Asked} */
export function readAddress() {
  const asked = Object.fromEntries(new URLSearchParams(location.search));
  return { school: asked.school, as: asked.as, in: asked.in, records: asked.records };
}

/**
 * @param {ShownSchool[]} schools
 * @param {Asked} asked
 * @returns {Place}
 */
export function placeFor(schools, asked) {
  const school = oneOf(schools, asked.school);
  const person = oneOf(school.people, asked.as);
  return { school, person, conversation: oneOf(person.conversations, asked.in), table: asked.records };
}

/**
 * What is asked for, or the first there is.
 * @template {{ id: string }} Kind
 * @param {Kind[]} all
 * @param {string | undefined} id
 */
function oneOf(all, id) {
  const found = all.find((candidate) => candidate.id === id) ?? all[0];
  if (!found) throw new Error('Expected a school with people in it; there is none.');
  return found;
}

/**
 * Names a place among those of all schools and people. A school that has started afresh has new places.
 * @param {Place} place
 */
export function keyOf({ school, person, conversation }) {
  return `${school.id}${school.standing.begun}/${person.id}/${conversation.id}`;
}

/**
 * Who is asking, as the server wants to know it.
 * @param {Pick<Place, 'school' | 'person'>} place
 */
export function whoIn({ school, person }) {
  return { school: school.id, as: person.id };
}
