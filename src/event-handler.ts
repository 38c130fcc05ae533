/** Where every door hands its events in: whose is it, one turn in the store, then the outbox is woken. */
import type { Bot } from './core/bot.ts';
import { decide } from './core/decide.ts';
import type { Door, Incoming, Receive, Reply } from './core/door.ts';
import type { Event, Platform } from './core/event.ts';
import { NotYetKnown } from './core/not-yet-known.ts';
import { reasonOf } from './core/reason.ts';
import type { School } from './core/school.ts';
import type { Turn } from './core/turn.ts';
import type { Log } from './log.ts';
import { paceOf } from './pace.ts';
import { schoolOf } from './schools.ts';
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
  const pace = paceOf(mostInAMinute);

  const receive = async (incoming: Incoming): Promise<Reply> => {
    const school = schoolOf(parts.schoolsOn(incoming.event.by.platform), incoming);
    if (!school) return turnAway(parts, strangers, incoming);
    const going = pace(incoming);
    if (going !== 'well') return slowDown(parts, incoming, going === 'too much');
    try {
      const reply = await play(parts, school, incoming.event);
      parts.counted('turns');
      if (reply.stray) parts.log('a button or form that nobody knows any more', { name: reply.stray });
      parts.wake();
      return reply;
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
        id: `time:${at}`,
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

async function play<T extends Turn>(parts: Parts<T>, school: School, event: Event): Promise<Reply> {
  const platforms = parts.platformsOf(school);
  const turn = (found?: unknown) =>
    parts.store.turn(school.id, (work) => decide(parts.bot, { event, school, platforms, work }, found));
  try {
    return await turn();
  } catch (error) {
    if (!(error instanceof NotYetKnown)) throw error;
    return turn((await error.look()) ?? null);
  }
}

/** Twice in a second, for a whole minute: no hand is as quick. */
const mostInAMinute = 120;

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
    await tellDirectly(parts, event, tooMuch);
  }
  return event.type === 'submitted' ? { problems: { '': tooMuch } } : {};
}

const unsure =
  'I can’t tell whether that was kept: my database went away just then. Please look before you do it again.';

async function sayUnsure(parts: ForStrangers, event: Event): Promise<Reply> {
  if (event.type === 'submitted') return { problems: { '': unsure } };
  await tellDirectly(parts, event, unsure);
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
    await tellDirectly(
      parts,
      event,
      'I do not know this workspace, so I cannot answer here. Whoever looks after Chalkline can add it to the school file.',
    );
  }
  return {};
}

async function tellDirectly(parts: ForStrangers, { place, by }: Event, text: string): Promise<void> {
  const card = { kind: 'notice' as const, tone: 'warning' as const, text, facts: [], buttons: [] };
  try {
    await parts.doors.get(place.platform)?.whisper({ place, user: by.user }, card);
  } catch (error) {
    parts.log('a stranger could not be told', { platform: place.platform, why: reasonOf(error) });
  }
}
