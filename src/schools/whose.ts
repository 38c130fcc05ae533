/**
 * Whose event is it? Several schools may share a workspace: then a card says whose it is, a room belongs to the school
 * that names it, and else it is the school of whoever acts. Who works at two is asked.
 */
import { type Card, notice } from '../core/card.ts';
import type { Event } from '../core/event.ts';
import { withEverybody } from '../core/everybody.ts';
import { isListed } from '../core/newcomers.ts';
import type { School } from '../core/school.ts';
import { isAmong } from '../core/someone.ts';
import type { Store } from '../store/store.ts';
import { roomsOf } from './schools.ts';
import { amongSeveral, type Chosen, isHeard } from './which-school.ts';
import { readMark } from './whose-card.ts';

type Parts = {
  store: Store;
  /** Looks whether somebody whom the school does not know has joined it a moment ago. */
  meet: (school: School, event: Event) => Promise<void>;
};

export async function whoseEvent(parts: Parts, schools: School[], incoming: Event): Promise<Chosen> {
  const { event, school: marked } = readMark(incoming);
  const [only, ...others] = schools;
  const isMarkedElsewhere = marked !== undefined && !schools.some(({ id }) => id === marked);
  if (!only || isMarkedElsewhere) return saying(event, elsewhere);
  if (others.length === 0) {
    await parts.meet(only, event);
    return { at: { school: only, event } };
  }
  const theirs = await schoolsOf(parts, schools, event);
  const card = schools.find(({ id }) => id === marked);
  const owner = card ?? hostOf(schools, event);
  if (!owner) return byPerson(parts, schools, theirs, event);
  // Whoever is on no list at all and writes in a school's own room is that school's to know.
  const isTheirs = isAmong(theirs, owner.id) || (!card && theirs.length === 0) || event.type === 'joined';
  return isTheirs ? { at: { school: owner, event } } : saying(event, notYours(owner));
}

async function byPerson(parts: Parts, schools: School[], theirs: School[], event: Event): Promise<Chosen> {
  const [one, ...more] = theirs;
  if (!one) return saying(event, nobodyAt(schools));
  return more.length === 0 ? { at: { school: one, event } } : amongSeveral(parts, theirs, event);
}

function saying(event: Event, card: Card): Chosen {
  return isHeard(event) ? { says: card } : {};
}

/** The school whose room it is. */
function hostOf(schools: School[], { place }: Event): School | undefined {
  return schools.find((school) => roomsOf(school, place.platform).includes(place.conversation));
}

/** Those that list whoever acts, in their file or by a group. */
async function schoolsOf(parts: Parts, schools: School[], event: Event): Promise<School[]> {
  const known = await listing(parts, schools, event);
  if (known.length > 0) return known;
  await Promise.all(schools.map((school) => parts.meet(school, event)));
  return listing(parts, schools, event);
}

async function listing(parts: Parts, schools: School[], event: Event): Promise<School[]> {
  const lists = await Promise.all(schools.map((school) => listsThem(parts, school, event)));
  return schools.filter((_school, at) => lists[at]);
}

async function listsThem({ store }: Parts, school: School, event: Event): Promise<boolean> {
  if (isListed(school, event)) return true;
  const whole = await store.read(school.id, (records) => withEverybody(school, records, event.at));
  return isListed(whole, event);
}

function nobodyAt(schools: School[]): Card {
  const which =
    schools.length > mostNamed ? 'the schools here' : schools.map(({ name }) => name).join(' and ');
  return notice(
    'info',
    `I answer the staff of ${which} only, and you’re on none of their lists. Please ask whoever looks after Chalkline at your school to add you.`,
    { aside: ifNotSafe },
  );
}

/** Whoever is answered nothing may have written about a child in danger. */
export const ifNotSafe = 'If somebody isn’t safe, ring 999 or tell an adult at school now.';

const mostNamed = 3;

function notYours({ name }: School): Card {
  return notice('info', `This belongs to ${name}, and you’re not on its list. Nothing was changed.`, {
    aside: ifNotSafe,
  });
}

const elsewhere = notice('info', 'This belongs to a school that isn’t here, so nothing was changed.');
