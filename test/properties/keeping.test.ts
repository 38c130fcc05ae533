/** What is kept is read back as it was written or not at all, and what is to be sent is sent in order. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Delivery } from '../../src/core/delivery.ts';
import { later } from '../../src/core/time.ts';
import { auditKey, beginning, chain, verifyTrail } from '../../src/store/audit.ts';
import { Backlog, claimFirst } from '../../src/store/embedded/backlog.ts';
import { Heap } from '../../src/store/embedded/heap.ts';
import { type Line, lineOf, readLine, UnreadableError } from '../../src/store/line.ts';
import type { ChainedEntry } from '../../src/store/store.ts';
import { anEntry, aPost, noon } from '../store/notes.ts';
import { fc, words } from './tried.ts';

function asLine(bytes: Buffer): Line {
  return { path: 'journal', number: 1, start: 0, end: bytes.length, isWhole: true, bytes };
}

const record = fc.dictionary(
  fc.string({ maxLength: 8 }),
  fc.oneof(words, fc.double({ noNaN: true }), fc.boolean()),
);

describe('a line of the journal', () => {
  it('is read back as it was written', () => {
    fc.assert(
      fc.property(record, (kept) => {
        const line = asLine(Buffer.from(lineOf(kept).slice(0, -1)));
        expect(JSON.stringify(readLine(line, z.unknown()))).toBe(JSON.stringify(kept));
      }),
    );
  });

  it('is refused where one byte of it is another', () => {
    fc.assert(
      fc.property(record, fc.nat(), fc.integer({ min: 1, max: 255 }), (kept, at, flip) => {
        const bytes = Buffer.from(lineOf(kept).slice(0, -1));
        const place = at % bytes.length;
        bytes[place] = (bytes[place] ?? 0) ^ flip;
        expect(() => readLine(asLine(bytes), z.unknown())).toThrow(UnreadableError);
      }),
    );
  });
});

const entries = fc.array(fc.record({ about: words, detail: fc.dictionary(words, words, { maxKeys: 2 }) }), {
  minLength: 2,
  maxLength: 12,
});
const keys = fc.constantFrom(undefined, auditKey('a secret that nobody else has, at all'));
const part = fc.constantFrom('at', 'by', 'from', 'what', 'about', 'school', 'hash', 'previous');

/** Without the key nobody can make the hash of an entry under it, whatever they put into it. */
const tampering = fc.oneof(
  fc.tuple(fc.constant('change' as const), fc.nat(), part, words),
  fc.tuple(fc.constant('take out' as const), fc.nat()),
  fc.tuple(fc.constant('move' as const), fc.nat(), fc.nat()),
  fc.tuple(fc.constant('repeat' as const), fc.nat()),
);
type Tampering = typeof tampering extends fc.Arbitrary<infer T> ? T : never;

/** Whoever cuts off the end is found by the nightly note of how the trail stood, and not by the trail alone. */
function tampered(trail: ChainedEntry[], [how, at, ...more]: Tampering): ChainedEntry[] {
  const place = at % (trail.length - 1);
  const [entry] = trail.slice(place, place + 1);
  if (!entry) return trail;
  const [to, value] = more;
  switch (how) {
    case 'change':
      return trail.with(place, { ...entry, [String(to)]: value });
    case 'take out':
      return trail.toSpliced(place, 1);
    case 'move':
      return trail.toSpliced(place, 1).toSpliced(Number(to) % trail.length, 0, entry);
    case 'repeat':
      return trail.toSpliced(place, 0, entry);
  }
}

describe('an audit trail', () => {
  it('tells whatever was changed, taken out, moved or repeated in it', async () => {
    await fc.assert(
      fc.asyncProperty(entries, keys, tampering, async (told, key, how) => {
        const trail = chain(
          'ash',
          beginning,
          told.map(({ about, detail }) => anEntry(about, { detail })),
          key,
        );
        expect(await verifyTrail(trail, key)).toBeUndefined();
        const after = tampered(trail, how);
        if (JSON.stringify(after) !== JSON.stringify(trail))
          expect(await verifyTrail(after, key)).not.toBeUndefined();
      }),
    );
  });
});

describe('a heap', () => {
  it('gives back in order what comes and goes in any', () => {
    const step = fc.oneof(fc.integer(), fc.constant('shift' as const));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
        const heap = new Heap<number>((one, other) => one < other);
        const model: number[] = [];
        for (const each of steps) {
          if (each !== 'shift') {
            heap.push(each);
            model.push(each);
            model.sort((one, other) => one - other);
          } else expect(heap.shift()).toBe(model.shift());
        }
      }),
    );
  });
});

type Waiting = { created: number; record: Delivery; isClaimed: boolean };

/** What may be sent, told in the plainest way: of each row the first, once it is due, urgent ones before others. */
class Plain {
  readonly waiting: Waiting[] = [];

  claim(now: string, limit: number, paused: ReadonlySet<string>): string[] {
    const firsts = this.waiting.filter(
      (each, at) => this.waiting.findIndex((other) => rowOf(other.record) === rowOf(each.record)) === at,
    );
    const due = firsts.filter(
      ({ record, isClaimed }) => !isClaimed && record.due <= now && !paused.has(placeOf(record)),
    );
    const sorted = due.toSorted(
      (one, other) =>
        Date.parse(one.record.due) - Date.parse(other.record.due) || one.created - other.created,
    );
    const [urgent, others] = [true, false].map((is) =>
      sorted.filter(({ record }) => (record.ifLost !== undefined) === is),
    );
    const claimed = [...(urgent ?? []), ...(others ?? [])].slice(0, limit);
    for (const each of claimed) each.isClaimed = true;
    return claimed.map(({ record }) => record.id);
  }
}

const placeOf = ({ order }: Delivery) =>
  order.type === 'post' ? `slack post ${order.place.conversation}` : '';
const rowOf = ({ id, order }: Delivery) =>
  'about' in order && order.about ? `${order.about} ${placeOf({ order } as Delivery)}` : id;
const lost = { platform: 'slack', person: 'ada', card: aPost('x').card };

const steps = fc.array(
  fc.oneof(
    fc.record({
      does: fc.constant('put' as const),
      about: fc.constantFrom('A-1', 'A-2', undefined),
      channel: fc.constantFrom('C1', 'C2'),
      wait: fc.integer({ min: -5, max: 5 }),
      isUrgent: fc.boolean(),
    }),
    fc.record({
      does: fc.constant('claim' as const),
      limit: fc.integer({ min: 1, max: 4 }),
      paused: fc.subarray(['slack post C1', 'slack post C2']),
    }),
    fc.record({ does: fc.constantFrom('sent' as const, 'release' as const), which: fc.nat() }),
    fc.record({
      does: fc.constant('put off' as const),
      which: fc.nat(),
      wait: fc.integer({ min: 1, max: 5 }),
    }),
    fc.record({ does: fc.constant('pass' as const), minutes: fc.integer({ min: 1, max: 4 }) }),
  ),
  { maxLength: 60 },
);

describe('what waits to be sent', () => {
  it('is claimed as the plainest telling of it has it', () => {
    fc.assert(
      fc.property(steps, (done) => {
        const backlog = new Backlog([]);
        const plain = new Plain();
        let now = noon;
        const inMinutes = (count: number) => later(now, count * 60_000);
        const claimed = (which: number) => {
          const all = plain.waiting.filter(({ isClaimed }) => isClaimed);
          return all[which % all.length];
        };
        for (const [number, step] of done.entries()) {
          if (step.does === 'put') {
            const { about, channel, wait, isUrgent } = step;
            const record = aPost(`d${number}`, {
              channel,
              due: inMinutes(wait),
              ...(about ? { about } : {}),
              ...(isUrgent ? { ifLost: lost } : {}),
            });
            backlog.put({ created: number, record });
            plain.waiting.push({ created: number, record, isClaimed: false });
          } else if (step.does === 'claim') {
            const paused = new Set(step.paused);
            const given = claimFirst([{ backlog, now }], step.limit, paused).map(({ id }) => id);
            expect(given).toEqual(plain.claim(now, step.limit, paused));
          } else if (step.does === 'pass') {
            now = inMinutes(step.minutes);
          } else {
            const each = claimed(step.which);
            if (!each) continue;
            const { created, record } = each;
            if (step.does === 'sent') {
              backlog.remove(record.id);
              plain.waiting.splice(plain.waiting.indexOf(each), 1);
            } else {
              each.isClaimed = false;
              if (step.does !== 'put off') backlog.release(record.id);
              else {
                each.record = { ...record, tries: record.tries + 1, due: inMinutes(step.wait), since: now };
                backlog.put({ created, record: each.record });
              }
            }
          }
        }
      }),
    );
  });
});
