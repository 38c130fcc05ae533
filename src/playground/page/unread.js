/** Counts what each person has not read yet. What has been read is remembered in this browser. */
/** @import { Envelope, ShownPerson, ShownSchool } from '../exchange.ts' */
import { keyOf } from './place.js';

const key = 'chalkline.read';

/**
 * By the place's key, the number of the last message that was read there.
 * @returns {Record<string, number>}
 */
function readSoFar() {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '{}') ?? {};
  } catch {
    return {};
  }
}

/**
 * @param {string} place its key
 * @param {number} number of the last message that was read there
 */
export function markRead(place, number) {
  const lastRead = readSoFar();
  if ((lastRead[place] ?? 0) >= number) return;
  localStorage.setItem(key, JSON.stringify({ ...lastRead, [place]: number }));
}

/**
 * How many are unread, by conversation, for one person.
 * @param {ShownSchool} school
 * @param {ShownPerson} person
 * @param {Envelope[]} envelopes of every message
 */
export function unreadOf(school, person, envelopes) {
  const lastRead = readSoFar();
  /** @type {Record<string, number>} */
  const counts = {};
  for (const conversation of person.conversations) {
    const { id } = conversation;
    const read = lastRead[keyOf({ school, person, conversation })] ?? 0;
    counts[id] = envelopes.filter(
      (envelope) =>
        envelope.conversation === id &&
        envelope.number > read &&
        envelope.by !== person.id &&
        (envelope.onlyFor ?? person.id) === person.id,
    ).length;
  }
  return counts;
}

/** @param {() => void} tell */
export function onReadElsewhere(tell) {
  addEventListener('storage', (event) => event.key === key && tell());
}
