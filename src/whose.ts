/**
 * Whose event is it? Several schools may share a workspace: then a card says whose it is, a room belongs to the school
 * that names it, and else it is the school of whoever acts. Who works at two says which, and need not say it again that day.
 */
import { z } from 'zod';
import { button, type Card, notice, questionCard } from './core/card.ts';
import type { Event, MessageRef } from './core/event.ts';
import { withEverybody } from './core/everybody.ts';
import { isListed } from './core/newcomers.ts';
import type { Collection } from './core/record.ts';
import type { School } from './core/school.ts';
import { isAmong } from './core/someone.ts';
import { dayAt } from './core/time.ts';
import { ourSchools } from './duties/trust/trust.ts';
import { roomsOf } from './schools.ts';
import type { Store } from './store/store.ts';
import { readMark } from './whose-card.ts';

const choice = z.object({ id: z.string(), at: z.string() });
/** Kept at the school that was chosen, for the day: nobody at another one reads of it. */
const choices: Collection<z.infer<typeof choice>> = { kind: 'chosen-school', schema: choice, keys: () => [] };

type Parts = {
  store: Store;
  /** Looks whether somebody whom the school does not know has joined it a moment ago. */
  meet: (school: School, event: Event) => Promise<void>;
};

/** Where it is played, if it is, and what is said about that itself, in the place of the question that was answered. */
type Verdict = { at?: { school: School; event: Event }; says?: Card; over?: MessageRef | undefined };

export async function whoseEvent(parts: Parts, schools: School[], incoming: Event): Promise<Verdict> {
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

async function byPerson(parts: Parts, schools: School[], theirs: School[], event: Event): Promise<Verdict> {
  const [one, ...more] = theirs;
  if (!one) return saying(event, nobodyAt(schools));
  return more.length === 0 ? { at: { school: one, event } } : amongSeveral(parts, theirs, event);
}

/** Whoever only opens the chat is told nothing, however often they do; a page is there to show something. */
function saying({ type, place }: Event, card: Card): Verdict {
  const isHeard = type === 'said' || type === 'pressed' || type === 'submitted' || place.home;
  return isHeard ? { says: card } : {};
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

async function listing({ store }: Parts, schools: School[], event: Event): Promise<School[]> {
  const found: School[] = [];
  for (const school of schools) {
    const whole = await store.read(school.id, (records) => withEverybody(school, records, event.at));
    if (isListed(whole, event)) found.push(school);
  }
  return found;
}

async function amongSeveral(parts: Parts, theirs: School[], event: Event): Promise<Verdict> {
  if (event.type === 'pressed' && event.action === choosing) return pick(parts, theirs, event);
  const named = event.type === 'said' && meant(theirs, event.text);
  if (named) {
    await choose(parts, named, event);
    return { says: chosen(named) };
  }
  if (event.type === 'said' && switching.test(event.text)) return { says: whichOf(theirs) };
  const current = await currentOf(parts, theirs, event);
  if (current) return { at: { school: current, event } };
  const [first] = theirs;
  if (first && event.type === 'said' && ourSchools.test(event.text.trim().toLowerCase()))
    return { at: { school: first, event } };
  return saying(event, whichOf(theirs, event));
}

type Press = Extract<Event, { type: 'pressed' }>;

async function pick(parts: Parts, theirs: School[], event: Press): Promise<Verdict> {
  const over = event.message;
  const picked = theirs.find(({ id }) => id === event.value.school);
  if (!picked) return { says: whichOf(theirs), over };
  await choose(parts, picked, event);
  const asked = askedIn(event);
  return { says: chosen(picked), over, ...(asked ? { at: { school: picked, event: asked } } : {}) };
}

const choosing = 'whose.choose';
const switching = /^\W*(?:switch|change|which)(?: my| the)? school\W*$/i;

/** "I mean Kenn", or the name as it stands. */
function meant(theirs: School[], text: string): School | undefined {
  if (text.length > longestName) return undefined;
  const [, part] = /^(?:i (?:mean|meant|work at|am at)|i[’']m at)\s+(.+?)[.!]*$/i.exec(text.trim()) ?? [];
  const fits = theirs.filter(({ name, id }) =>
    part ? plain(name).includes(plain(part)) : plain(text) === plain(name) || plain(text) === plain(id),
  );
  return fits.length === 1 ? fits[0] : undefined;
}

const longestName = 120;

function plain(name: string): string {
  return ` ${name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;
}

/** All of somebody's own places on a platform are one conversation. */
function keyOf({ by, place }: Event): string {
  return `${by.platform}:${by.user}:${place.direct ? 'direct' : place.conversation}`;
}

async function choose({ store }: Parts, school: School, event: Event): Promise<void> {
  await store.turn(school.id, async (work) => {
    for (const { id, at } of await work.find(choices))
      if (!isToday(school, at, event)) work.remove(choices, id);
    work.put(choices, { id: keyOf(event), at: event.at });
  });
}

/** The one they chose last, if that was today. */
async function currentOf({ store }: Parts, theirs: School[], event: Event): Promise<School | undefined> {
  let current: { school: School; at: string } | undefined;
  for (const school of theirs) {
    const last = await store.read(school.id, (records) => records.get(choices, keyOf(event)));
    if (last && isToday(school, last.at, event) && last.at > (current?.at ?? ''))
      current = { school, at: last.at };
  }
  return current?.school;
}

function isToday({ timezone }: School, at: string, event: Event): boolean {
  return dayAt(at, timezone) === dayAt(event.at, timezone);
}

/** What they wrote travels in the buttons, so that they need not write it again, and nobody keeps it meanwhile. */
function whichOf(theirs: School[], event?: Event): Card {
  const said = event?.type === 'said' ? event.text : '';
  const asked = said && { said, ...threadOf(event) };
  const fits = JSON.stringify(asked).length <= mostCarried;
  const carried = asked && fits ? asked : {};
  return questionCard(
    'Which school is this about?',
    theirs.slice(0, mostButtons).map(({ id, name }) => button(name, choosing, { ...carried, school: id })),
    {
      hint: [
        fits ? '' : 'Then please send me your message once more.',
        theirs.length > mostButtons ? 'Is yours not here? Write “I mean …” with its name.' : '',
        'If a child may be in danger, don’t wait: ring 999, or find your safeguarding lead.',
      ]
        .filter(Boolean)
        .join(' '),
    },
  );
}

/** A button on Slack carries 2,000 characters at most. */
const mostCarried = 1_500;
const mostButtons = 12;

function threadOf(event: Event | undefined): Record<string, string> {
  const { thread, unopened } = event?.place ?? {};
  return thread ? { thread, ...(unopened ? { unopened: 'true' } : {}) } : {};
}

/** What they wrote when they were asked, as if they wrote it now. */
function askedIn({ id, at, by, value, place }: Press): Event | undefined {
  const { said, thread, unopened } = value;
  if (!said) return undefined;
  const { thread: _, unopened: __, ...channel } = place;
  const there = thread ? { ...channel, thread, ...(unopened ? { unopened: true as const } : {}) } : channel;
  return { id, at, by, type: 'said', text: said, place: place.direct ? place : there };
}

function chosen({ name }: School): Card {
  return notice('info', `${name} it is, here and for today.`, {
    buttons: [button('Switch school', choosing, { school: '' }, { rank: 'quiet' })],
  });
}

function nobodyAt(schools: School[]): Card {
  const which =
    schools.length > mostNamed ? 'the schools here' : schools.map(({ name }) => name).join(' and ');
  return notice(
    'info',
    `I answer the staff of ${which} only, and you’re on none of their lists. Please ask whoever looks after Chalkline at your school to add you.`,
    { aside: 'If somebody isn’t safe, ring 999 or tell an adult at school now.' },
  );
}

const mostNamed = 3;

function notYours({ name }: School): Card {
  return notice('info', `This belongs to ${name}, and you’re not on its list. Nothing was changed.`);
}

const elsewhere = notice('info', 'This belongs to a school that isn’t here, so nothing was changed.');
