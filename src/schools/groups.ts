/**
 * Keeps the people of a school's groups as its platforms have them: read at the start, when the file changes, every
 * hour, and when somebody on no list writes. A group that cannot be read stays as it was, for as long as that may hold.
 */
import { DeliveryError, type Door, type GroupReader } from '../core/door.ts';
import type { Event, Platform } from '../core/event.ts';
import { withEverybody } from '../core/everybody.ts';
import { type Group, groups, groupsOf, type Member, type Named } from '../core/groups.ts';
import { isNobody } from '../core/newcomers.ts';
import { reasonOf } from '../core/reason.ts';
import type { Work } from '../core/record.ts';
import type { School } from '../core/school.ts';
import { within } from '../doors/patience.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';

const minute = 60 * 1000;
const every = 60 * minute;
const afterTrouble = 5 * minute;
/** Whoever joined a moment ago waits so long for their first answer. */
const patience = 8_000;

type Parts = {
  store: Store;
  doors: Map<Platform, Door>;
  now: () => string;
  log: Log;
  /** Lets time pass at a school, so that what has changed there is told. */
  pass: (school: School) => Promise<void>;
};

/** What was read of one group, or why it was not. */
type Reading = { id: string; members: Member[] } | { id: string; why: string; afterMs?: number | undefined };

/** When a school's groups were last read, as its file named them, and when they will be again. */
type Past = { named: string; at: number; next: number };

export function keepGroups({ store, doors, now, log, pass }: Parts) {
  const past = new Map<string, Past>();
  const inHand = new Map<string, Promise<void>>();
  let rounds = Promise.resolve();
  let closed = false;

  const at = () => Date.parse(now());

  function isDue(school: School): boolean {
    const last = past.get(school.id);
    const named = nameOf(school);
    if (!last || last.named !== named) return true;
    // However far the clock was set back, it is read again.
    return named !== '' && (at() >= last.next || at() < last.at);
  }

  /** Each school is read once at a time, by whoever asks first. */
  function read(school: School, readerOn: Readers): Promise<void> {
    const running = inHand.get(school.id);
    if (running) return running;
    past.set(school.id, { named: nameOf(school), at: at(), next: at() + every });
    const reading = readNow(school, readerOn)
      .catch((error: unknown) =>
        log('a school’s groups could not be kept', { school: school.id, why: reasonOf(error) }),
      )
      .finally(() => inHand.delete(school.id));
    inHand.set(school.id, reading);
    return reading;
  }

  async function readNow(school: School, readerOn: Readers): Promise<void> {
    const readings: Reading[] = [];
    for (const named of eachOnce(groupsOf(school))) {
      const reader = readerOn(named.platform);
      if (reader) readings.push(await readOne(reader, named));
    }
    for (const reading of readings) if ('why' in reading) putOff(school, reading);
    await store.turn(school.id, (work) => keep(work, school, readings, now()));
    if (readings.length > 0) await pass(school);
  }

  function putOff(school: School, { id, why, afterMs = 0 }: Extract<Reading, { why: string }>): void {
    log('a group could not be read', { school: school.id, group: id, why });
    const last = past.get(school.id);
    if (last) past.set(school.id, { ...last, next: at() + Math.max(afterMs, afterTrouble) });
  }

  return {
    /** Reads what is due, while everything else goes on. */
    look(schools: School[]): void {
      const due = schools.filter(isDue);
      if (due.length === 0) return;
      const readerOn = readersIn(doors);
      rounds = rounds.then(async () => {
        for (const school of due) if (!closed && isDue(school)) await read(school, readerOn);
      });
    },

    /** Once in a minute at most, so that a whole class that writes asks the platform no more often than one of them. */
    async meet(school: School, event: Event): Promise<void> {
      if (!groupsOf(school).some(({ platform }) => platform === event.by.platform)) return;
      const known = await store.read(school.id, (records) => withEverybody(school, records, event.at));
      if (!isNobody(known, event)) return;
      const last = past.get(school.id);
      const isTooSoon = last && Math.abs(at() - last.at) < minute && !inHand.has(school.id);
      if (!isTooSoon && !closed) await within(patience, read(school, readersIn(doors)));
    },

    /** Resolves when nothing is being read. */
    async idle(): Promise<void> {
      await rounds;
      await Promise.all(inHand.values());
    },

    async close(): Promise<void> {
      closed = true;
      await Promise.all([rounds, ...inHand.values()]);
    },
  };
}

function nameOf(school: School): string {
  return groupsOf(school)
    .map(({ id, role }) => `${role} ${id}`)
    .join();
}

/** One group may stand for several roles. */
function eachOnce(named: Named[]): Named[] {
  return [...new Map(named.map((each) => [each.id, each])).values()];
}

type Readers = (platform: Platform) => GroupReader | undefined;

/** What the groups of a round have in common is asked for once, and a platform that is away is not asked again. */
function readersIn(doors: Map<Platform, Door>): Readers {
  const readers = new Map<Platform, GroupReader | undefined>();
  return (platform) => {
    if (!readers.has(platform)) readers.set(platform, untilAway(doors.get(platform)?.groups?.()));
    return readers.get(platform);
  };
}

function untilAway(reader: GroupReader | undefined): GroupReader | undefined {
  let away: DeliveryError | undefined;
  return (
    reader &&
    (async (group) => {
      if (away) throw away;
      try {
        return await reader(group);
      } catch (error) {
        if (error instanceof DeliveryError && error.retry) away = error;
        throw error;
      }
    })
  );
}

async function readOne(reader: GroupReader, { id, group }: Named): Promise<Reading> {
  try {
    return { id, members: await reader(group) };
  } catch (error) {
    const afterMs = error instanceof DeliveryError ? error.afterMs : undefined;
    return { id, why: reasonOf(error), afterMs };
  }
}

async function keep(work: Work, school: School, readings: Reading[], now: string): Promise<void> {
  const named = groupsOf(school).map(({ id }) => id);
  for (const { id } of await work.find(groups)) if (!named.includes(id)) work.remove(groups, id);
  for (const reading of readings) {
    const before = await work.get(groups, reading.id);
    work.put(groups, 'why' in reading ? troubled(before, reading, now) : { ...reading, read: now });
  }
}

function troubled(before: Group | undefined, { id, why }: { id: string; why: string }, now: string): Group {
  const { members, read, trouble } = before ?? { members: [], read: '' };
  return { id, members, read, trouble: { since: now, told: 'nothing', ...trouble, why } };
}
