/**
 * Whoever works at several schools of a workspace is asked which they mean when they first write, and need not say it
 * again there that day. What they wrote meanwhile travels in the buttons, so that nobody has to keep it.
 */
import { z } from 'zod';
import { button, type Card, notice, questionCard } from '../core/card.ts';
import type { Event, MessageRef } from '../core/event.ts';
import type { Collection } from '../core/record.ts';
import type { School } from '../core/school.ts';
import { dayAt } from '../core/time.ts';
import { ourSchools } from '../duties/trust/trust.ts';
import type { Store } from '../store/store.ts';

const choice = z.object({ id: z.string(), at: z.string() });
/** Kept at the school that was chosen, for the day: nobody at another one reads of it. */
const choices: Collection<z.infer<typeof choice>> = { kind: 'chosen-school', schema: choice, keys: () => [] };

type Parts = { store: Store };

/** Where the event is played, if it is, and what is said about that, in the place of the question that was answered. */
export type Chosen = { at?: { school: School; event: Event }; says?: Card; over?: MessageRef | undefined };

export async function amongSeveral(parts: Parts, theirs: School[], event: Event): Promise<Chosen> {
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
  return isHeard(event) ? { says: whichOf(theirs, event) } : {};
}

type Press = Extract<Event, { type: 'pressed' }>;

async function pick(parts: Parts, theirs: School[], event: Press): Promise<Chosen> {
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

/** With what they wrote in its buttons, where it fits. */
function whichOf(theirs: School[], event?: Event): Card {
  const said = event?.type === 'said' ? event.text : '';
  const asked = said && { said, ...threadOf(event) };
  const fits = JSON.stringify(asked).length <= Math.min(mostCarried, mostInAll / theirs.length);
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

/** A button on Slack carries 2,000 characters at most, and each of them counts for the whole card. */
const mostCarried = 1_500;
const mostInAll = 6_000;
const mostButtons = 12;

function threadOf(event: Event | undefined): Record<string, string> {
  const { thread, unopened } = event?.place ?? {};
  return thread ? { thread, ...(unopened ? { unopened: 'true' } : {}) } : {};
}

/** What they wrote when they were asked, as if they wrote it now. */
function askedIn({ id, at, by, value, place }: Press): Event | undefined {
  const { said, thread, unopened } = value;
  // No button of ours carries more.
  if (!said || said.length > mostCarried) return undefined;
  const { thread: _, unopened: __, ...channel } = place;
  const there = thread ? { ...channel, thread, ...(unopened ? { unopened: true as const } : {}) } : channel;
  return { id, at, by, type: 'said', text: said, place: place.direct ? place : there };
}

function chosen({ name }: School): Card {
  return notice('info', `${name} it is, here and for today.`, {
    buttons: [button('Switch school', choosing, { school: '' }, { rank: 'quiet' })],
  });
}

/** Whoever only opens the chat is told nothing, however often they do; a page is there to show something. */
export function isHeard({ type, place }: Event): boolean {
  return type === 'said' || type === 'pressed' || type === 'submitted' || place.home === true;
}
