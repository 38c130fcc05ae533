/** Where every door hands its events in: whose is it, one turn in the store, then the outbox is woken. */
import type { Bot } from './core/bot.ts';
import { type Card, notice } from './core/card.ts';
import { decide } from './core/decide.ts';
import type { Door, Incoming, Receive, Reply } from './core/door.ts';
import type { Event, MessageRef, Platform } from './core/event.ts';
import { NotYetKnown } from './core/not-yet-known.ts';
import { reasonOf } from './core/reason.ts';
import type { School } from './core/school.ts';
import { textOf } from './core/text.ts';
import type { Turn } from './core/turn.ts';
import type { Log } from './log.ts';
import { paceOf } from './pace.ts';
import { isShared, schoolsAt } from './schools/schools.ts';
import { ifNotSafe, whoseEvent } from './schools/whose.ts';
import { replyOf } from './schools/whose-card.ts';
import { UnsureError } from './store/database/errors.ts';
import type { Store } from './store/store.ts';

/** What the handler works with. */
export type Parts<T extends Turn> = {
  bot: Bot<T>;
  store: Store;
  /** The schools that a platform serves: real ones on Slack and Teams, made-up ones in the playground. */
  schoolsOn: (platform: Platform) => School[];
  doors: Map<Platform, Door>;
  platformsOf: (school: School) => Platform[];
  log: Log;
  counted: (what: 'turns' | 'strangers' | 'faults') => void;
  /** Looks whether somebody whom the school does not know has joined a moment ago. */
  meet: (school: School, event: Event) => Promise<void>;
  /** Looks at several schools for whoever acts. */
  across?: (schools: School[], event: Event) => Promise<unknown>;
  /** How often one person is heard in a minute. */
  mostInAMinute?: number;
  /** Called when something may have been put into the outbox. */
  wake: () => void;
};

export function createEventHandler<T extends Turn>(
  parts: Parts<T>,
): {
  receive: Receive;
  pass: (school: School, at: string) => Promise<void>;
} {
  const strangers = new Set<string>();
  const pace = paceOf(parts.mostInAMinute ?? usuallyInAMinute);
  let passes = 0;

  const receive = async (incoming: Incoming): Promise<Reply> => {
    const { platform } = incoming.event.by;
    const all = parts.schoolsOn(platform);
    const schools = schoolsAt(all, platform, incoming.workspace);
    if (schools.length === 0) return turnAway(parts, strangers, incoming);
    const going = pace(incoming);
    if (going !== 'well') return slowDown(parts, incoming, going === 'too much');
    try {
      const { at, says, over } = await whoseEvent(parts, schools, incoming.event);
      if (says) await sayDirectly(parts, incoming.event, says, over);
      if (!at) return says && incoming.event.type === 'submitted' ? { problems: { '': textOf(says) } } : {};
      const reply = await play(parts, at.school, at.event, schools);
      parts.counted('turns');
      if (reply.stray)
        parts.log('a button or form that nobody knows any more', {
          event: incoming.event.id,
          name: reply.stray,
        });
      parts.wake();
      return replyOf(reply, at.school, isShared(all, at.school, platform));
    } catch (error) {
      parts.counted('faults');
      parts.log('a turn failed', {
        event: incoming.event.id,
        type: incoming.event.type,
        why: reasonOf(error),
      });
      if (error instanceof UnsureError) return sayUnsure(parts, incoming.event);
      // The turn has changed nothing. The door says so in its platform's own way, and keeps an open form open.
      throw error;
    }
  };

  return {
    receive,
    pass: async (school, at) => {
      const [platform = 'playground'] = parts.platformsOf(school);
      const place = { platform, conversation: 'clock', direct: false };
      const event: Event = {
        // Time may pass twice in one instant, and what each of them sends has a name of its own.
        id: `time:${at}#${passes++}`,
        at,
        by: { platform, user: 'chalkline' },
        place,
        type: 'timePassed',
      };
      try {
        await play(parts, school, event);
        parts.wake();
      } catch (error) {
        // Time passes for the other schools all the same.
        parts.counted('faults');
        parts.log('time could not pass at a school', { school: school.id, why: reasonOf(error) });
      }
    },
  };
}

/** `beside` are the schools with which it shares a workspace. */
async function play<T extends Turn>(
  parts: Parts<T>,
  school: School,
  event: Event,
  beside: School[] = [],
): Promise<Reply> {
  const platforms = parts.platformsOf(school);
  const { across } = parts;
  const elsewhere = across && beside.length > 1 ? { elsewhere: () => across(beside, event) } : {};
  const turn = (found?: unknown) =>
    parts.store.turn(school.id, (work) =>
      decide(parts.bot, { event, school, platforms, work, ...elsewhere }, found),
    );
  try {
    return await turn();
  } catch (error) {
    if (!(error instanceof NotYetKnown)) throw error;
    return turn((await error.look()) ?? null);
  }
}

/** Twice in a second, for a whole minute: no hand is as quick. */
const usuallyInAMinute = 120;

const tooMuch =
  'That’s more in one minute than I can keep up with, so I’ve left the rest out. Please wait a minute and try again. If a child may be in danger, don’t wait: ring 999, or find your safeguarding lead.';

/** Nothing is done and nothing kept; an open form stays open. Said and logged once. */
async function slowDown(
  parts: ForStrangers,
  { event, workspace }: Incoming,
  isNews: boolean,
): Promise<Reply> {
  if (isNews) {
    parts.log('somebody does more in a minute than is taken in', { platform: event.by.platform, workspace });
    await sayDirectly(parts, event, notice('warning', tooMuch));
  }
  return event.type === 'submitted' ? { problems: { '': tooMuch } } : {};
}

const unsure =
  'I can’t tell whether that was kept: my database went away just then. Please look before you do it again.';

async function sayUnsure(parts: ForStrangers, event: Event): Promise<Reply> {
  if (event.type === 'submitted') return { problems: { '': unsure } };
  await sayDirectly(parts, event, notice('warning', unsure));
  return {};
}

type ForStrangers = Pick<Parts<Turn>, 'doors' | 'log' | 'counted'>;

/** Somebody from a workspace that no school here claims: said kindly, logged once, and nothing is kept. */
async function turnAway(
  parts: ForStrangers,
  strangers: Set<string>,
  { event, workspace }: Incoming,
): Promise<Reply> {
  parts.counted('strangers');
  const key = `${event.by.platform} ${workspace}`;
  if (!strangers.has(key)) {
    strangers.add(key);
    parts.log('an event from a workspace that no school claims', { platform: event.by.platform, workspace });
  }
  if (event.type === 'said') {
    const text =
      'I do not know this workspace, so I cannot answer here. Whoever looks after Chalkline can add it to the school file.';
    await sayDirectly(parts, event, notice('warning', text, { aside: ifNotSafe }));
  }
  return {};
}

/** What is of no school is sent at once, and kept nowhere. */
async function sayDirectly(
  { doors, log }: ForStrangers,
  { id, place, by }: Event,
  card: Card,
  over?: MessageRef,
): Promise<void> {
  const door = doors.get(place.platform);
  try {
    if (over) await door?.update(over, card);
    else if (place.home) await door?.post({ place }, card);
    else await door?.whisper({ place, user: by.user }, card);
  } catch (error) {
    log('what is of no school could not be said', {
      event: id,
      platform: place.platform,
      why: reasonOf(error),
    });
  }
}
