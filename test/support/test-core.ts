/** A school in memory: events go into the real core, records live in a map, and what people would read comes out. */
import type { Bot } from '../../src/core/bot.ts';
import type { Card, FormCard } from '../../src/core/card.ts';
import { buttonsOf } from '../../src/core/card.ts';
import { decide } from '../../src/core/decide.ts';
import { deliveries } from '../../src/core/delivery.ts';
import type { Reply } from '../../src/core/door.ts';
import type { Act, Answers } from '../../src/core/event.ts';
import type { AuditEntry, Collection, Work } from '../../src/core/record.ts';
import { type School, schoolFile } from '../../src/core/school.ts';
import { textOf } from '../../src/core/text.ts';
import type { Turn } from '../../src/core/turn.ts';

/** A school with leaders, staff, a governor and an administrator; `change` is what is different about it. */
export function aSchool(change: Partial<School> = {}): School {
  const people = [
    { id: 'ada', name: 'Ada Osei', roles: ['staff'], manager: 'lin' },
    { id: 'joy', name: 'Joy Bell', roles: ['staff'], manager: 'lin' },
    { id: 'lin', name: 'Lin Park', roles: ['slt'], manager: 'sam' },
    { id: 'sam', name: 'Sam Hale', roles: ['head', 'slt'] },
    { id: 'bea', name: 'Bea Ode', roles: ['dsl', 'slt'] },
    { id: 'gil', name: 'Gil Roe', roles: ['governor', 'hs-governor'] },
    { id: 'tom', name: 'Tom Ivy', roles: ['administrator'] },
  ];
  return {
    ...schoolFile.parse({ id: 'school', name: 'Hill School', policy: 'kenn-kenton', people }),
    ...change,
  };
}

/** A card as it went out: the person or room it is for, or `update` where it changes one, and the matter it is about. */
export type Seen = { to: string; card: Card; about?: string };

/** Records in a map: enough to see what one turn after the other does. */
class Shelf implements Work {
  readonly kept = new Map<string, { of: Collection<{ id: string }>; record: { id: string } }>();
  readonly trail: AuditEntry[] = [];
  /** What the present turn has touched, as it was before. */
  readonly #before = new Map<
    string,
    { of: Collection<{ id: string }>; record: { id: string } } | undefined
  >();

  async get<T extends { id: string }>(of: Collection<T>, id: string): Promise<T | undefined> {
    return this.kept.get(`${of.kind} ${id}`)?.record as T | undefined;
  }

  async find<T extends { id: string }>(of: Collection<T>, key?: string): Promise<T[]> {
    const all = [...this.kept.values()]
      .filter((item) => item.of.kind === of.kind)
      .map(({ record }) => record as T);
    return key === undefined ? all : all.filter((record) => of.keys(record).includes(key));
  }

  put<T extends { id: string }>(of: Collection<T>, record: T): void {
    of.schema.parse(record);
    this.#note(`${of.kind} ${record.id}`);
    this.kept.set(`${of.kind} ${record.id}`, { of: of as unknown as Collection<{ id: string }>, record });
  }

  remove<T extends { id: string }>(of: Collection<T>, id: string): void {
    this.#note(`${of.kind} ${id}`);
    this.kept.delete(`${of.kind} ${id}`);
  }

  removeAll<T extends { id: string }>(of: Collection<T>): void {
    for (const { record } of [...this.kept.values()].filter((item) => item.of.kind === of.kind))
      this.remove(of, record.id);
  }

  audit(entry: AuditEntry): void {
    this.trail.push(entry);
  }

  /** A turn that fails leaves nothing behind. */
  async wholeOrNothing<R>(play: () => Promise<R>): Promise<R> {
    this.#before.clear();
    const { length } = this.trail;
    try {
      return await play();
    } catch (error) {
      for (const [key, item] of this.#before) {
        if (item) this.kept.set(key, item);
        else this.kept.delete(key);
      }
      this.trail.length = length;
      throw error;
    }
  }

  #note(key: string): void {
    if (!this.#before.has(key)) this.#before.set(key, this.kept.get(key));
  }
}

/** The core with this bot at this school. Its clock stands still until a test moves it on. */
export function startCore<T extends Turn>(
  bot: Bot<T>,
  school: School = aSchool(),
  start = '2027-03-02T20:00:00.000Z',
) {
  const work = new Shelf();
  let number = 0;
  let now = Date.parse(start);
  let last: Reply = {};

  async function play(person: string, act: Act, channel?: string): Promise<Seen[]> {
    const place = { platform: 'playground' as const, conversation: channel ?? person, direct: !channel };
    const at = new Date(now).toISOString();
    const event = {
      id: `e${++number}`,
      at,
      by: { platform: 'playground' as const, user: person },
      place,
      ...act,
    };
    const reply = await work.wholeOrNothing(() =>
      decide(bot, { event, school, platforms: ['playground'], work }),
    );
    // A form that was refused stays open, as it does on every platform.
    last = reply.problems && last.openForm ? { ...reply, openForm: last.openForm } : reply;
    return collect();
  }

  /** Takes what the turn has put into the outbox, as the doors would send it. */
  async function collect(): Promise<Seen[]> {
    const seen: Seen[] = [];
    for (const { id, order, card, due } of await work.find(deliveries)) {
      if (due > new Date(now).toISOString()) continue;
      work.remove(deliveries, id);
      const about = 'about' in order && order.about ? { about: order.about } : {};
      const to =
        order.type === 'message'
          ? order.person
          : order.type === 'update'
            ? 'update'
            : order.place.conversation;
      seen.push({
        to: order.type === 'whisper' ? `${order.user} (privately)` : to,
        card,
        ...about,
      });
    }
    return seen;
  }

  return {
    work,
    school,
    say: (person: string, text: string, channel?: string) => play(person, { type: 'said', text }, channel),
    press: (person: string, card: Card, label: string) => {
      const buttons = buttonsOf(card);
      const pressed = buttons.find((button) => button.label === label);
      if (!pressed) {
        const labels = buttons.map((button) => button.label).join(', ');
        throw new Error(`Expected a button "${label}", got ${labels}.`);
      }
      return play(person, { type: 'pressed', action: pressed.action, value: pressed.value });
    },
    /** Fills in the form that the last press has opened. */
    fill: (person: string, answers: Answers) => {
      const form: FormCard | undefined = last.openForm;
      if (!form) throw new Error('Expected an open form, got none.');
      return play(person, { type: 'submitted', form: form.form, value: form.value, answers });
    },
    /** Any event at all, also one that no card has offered. */
    raw: play,
    form: () => last.openForm,
    problems: () => last.problems,
    /** What the card that was pressed or looked at has become. */
    replaced: () => last.replaced,
    /** The button or form of the last event, where nobody takes it. */
    stray: () => last.stray,
    /** Moves the clock on, and has the bot look at it. */
    pass: (ms: number) => {
      now += ms;
      return play('clock', { type: 'timePassed' });
    },
    /** Moves the clock on while nobody is running. */
    later: (ms: number) => {
      now += ms;
    },
  };
}

export type TestCore = ReturnType<typeof startCore>;

/** What somebody reads, as one text. */
export function reads(seen: Seen[], to?: string): string {
  return seen
    .filter((message) => to === undefined || message.to === to)
    .map(({ card }) => textOf(card))
    .join('\n');
}
