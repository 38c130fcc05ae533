/** What every store keeps to. Each of them is held to this suite by its own test file. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deliveries } from '../../src/core/delivery.ts';
import type { Work } from '../../src/core/record.ts';
import { verifyTrail } from '../../src/store/audit.ts';
import type { ChainedEntry, Claimed, Store } from '../../src/store/store.ts';
import { aNote, anEntry, aPost, noon, notes } from './notes.ts';

/** `open` gives an empty store; the suite closes it. */
export function storeContract(name: string, open: () => Promise<Store>): void {
  describe(`${name} › every store`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    const keep = (...all: ReturnType<typeof aNote>[]) =>
      store.turn('ash', async (work) => {
        for (const note of all) work.put(notes, note);
      });
    const ids = (key?: string) =>
      store.read('ash', async (records) => (await records.find(notes, key)).map((note) => note.id));

    describe('a turn', () => {
      it('gives back what it was played for', async () => {
        expect(await store.turn('ash', async () => 42)).toBe(42);
      });

      it('shows its records to everybody once it is over', async () => {
        await keep(aNote('one', { count: 3 }));
        expect(await store.read('ash', (records) => records.get(notes, 'one'))).toEqual(
          aNote('one', { count: 3 }),
        );
      });

      it('reads what it has itself written, put and removed', async () => {
        await keep(aNote('old', { tags: ['x'] }), aNote('gone', { tags: ['x'] }));
        await store.turn('ash', async (work) => {
          work.put(notes, aNote('new', { tags: ['x'] }));
          work.put(notes, aNote('old', { count: 1, tags: ['x'] }));
          work.remove(notes, 'gone');
          expect(await work.get(notes, 'gone')).toBeUndefined();
          expect((await work.get(notes, 'old'))?.count).toBe(1);
          expect((await work.find(notes, 'tag:x')).map((note) => note.id)).toEqual(['old', 'new']);
          expect((await work.find(notes)).map((note) => note.id)).toEqual(['old', 'new']);
        });
      });

      it('shows nobody else what it has not finished', async () => {
        await store.turn('ash', async (work) => {
          work.put(notes, aNote('one'));
          expect(await ids()).toEqual([]);
        });
        expect(await ids()).toEqual(['one']);
      });

      it('changes nothing when it throws', async () => {
        await keep(aNote('one', { count: 1 }));
        const failed = store.turn('ash', async (work) => {
          work.put(notes, aNote('one', { count: 2 }));
          work.put(notes, aNote('two'));
          work.remove(notes, 'one');
          work.audit(anEntry('one'));
          work.put(deliveries, aPost('d1'));
          throw new Error('The lights went out.');
        });
        await expect(failed).rejects.toThrow('The lights went out.');
        expect(await ids()).toEqual(['one']);
        expect((await store.read('ash', (records) => records.get(notes, 'one')))?.count).toBe(1);
        expect(await trailOf(store, 'ash')).toEqual([]);
        expect(await store.claim(() => noon, 10)).toEqual([]);
      });

      it('is followed by the next one even when it throws', async () => {
        const failed = store.turn('ash', () => Promise.reject(new Error('No.')));
        const next = keep(aNote('one'));
        await expect(failed).rejects.toThrow('No.');
        await next;
        expect(await ids()).toEqual(['one']);
      });

      it('refuses a record that breaks the rules of its kind, and names kind, id and field', async () => {
        const broken = { ...aNote('one'), count: 1.5 };
        await expect(keep(broken)).rejects.toThrow(/note "one".*count/);
        expect(await ids()).toEqual([]);
      });

      it('can put and remove the same record and leaves no trace of it', async () => {
        await store.turn('ash', async (work) => {
          work.put(notes, aNote('one'));
          work.remove(notes, 'one');
        });
        expect(await ids()).toEqual([]);
      });

      it('removes what is not there without complaint', async () => {
        await store.turn('ash', async (work) => work.remove(notes, 'nobody'));
        expect(await ids()).toEqual([]);
      });

      it('cannot be written to afterwards', async () => {
        let late: Work | undefined;
        await store.turn('ash', async (work) => {
          late = work;
        });
        expect(() => late?.put(notes, aNote('late'))).toThrow('over');
      });
    });

    describe('all records of a kind', () => {
      const others = { ...notes, kind: 'other' };
      const play = async <T>(step: (work: Work) => Promise<T>) => store.turn('ash', step);

      beforeEach(() =>
        play(async (work) => {
          for (const id of ['one', 'two']) {
            work.put(notes, aNote(id, { tags: ['x'] }));
            work.put(others, aNote(id));
          }
        }),
      );

      it('can be removed at once, and others stay', async () => {
        await play(async (work) => {
          work.put(notes, aNote('three'));
          work.removeAll(notes);
          expect(await work.get(notes, 'one')).toBeUndefined();
          expect(await work.find(notes)).toEqual([]);
          expect(await work.find(notes, 'tag:x')).toEqual([]);
        });
        expect(await store.read('ash', (records) => records.find(notes))).toEqual([]);
        expect(await store.read('ash', (records) => records.find(notes, 'tag:x'))).toEqual([]);
        expect(await store.read('ash', (records) => records.get(notes, 'two'))).toBeUndefined();
        expect(await store.read('ash', (records) => records.find(others))).toHaveLength(2);
      });

      it('give way to what is put after them, in the same turn and later', async () => {
        await play(async (work) => {
          work.removeAll(notes);
          work.put(notes, aNote('two', { count: 2 }));
          expect((await work.find(notes)).map(({ id }) => id)).toEqual(['two']);
          work.remove(notes, 'one');
        });
        await play(async (work) => work.put(notes, aNote('one')));
        const left = await store.read('ash', (records) => records.find(notes));
        expect(left.map(({ id, count }) => [id, count])).toEqual([
          ['two', 2],
          ['one', 0],
        ]);
        expect(await store.read('ash', (records) => records.find(notes, 'tag:x'))).toEqual([]);
      });

      it('stay where the turn fails', async () => {
        const failing = play(async (work) => {
          work.removeAll(notes);
          throw new Error('No.');
        });
        await expect(failing).rejects.toThrow('No.');
        expect(await store.read('ash', (records) => records.find(notes))).toHaveLength(2);
      });

      it('are sent no more where they were to be sent', async () => {
        await play(async (work) => work.put(deliveries, aPost('d1')));
        await play(async (work) => work.removeAll(deliveries));
        expect(await store.claim(() => noon, 5)).toEqual([]);
        await play(async (work) => work.put(deliveries, aPost('d1')));
        expect(await store.claim(() => noon, 5)).toHaveLength(1);
      });
    });

    describe('a record', () => {
      it('is not changed by whoever wrote or read it', async () => {
        const written = aNote('one', { tags: ['x'] });
        await keep(written);
        written.tags.push('y');
        const read = await store.read('ash', (records) => records.get(notes, 'one'));
        try {
          read?.tags.push('z');
        } catch {
          // A store may hand out frozen records, or copies.
        }
        const again = await store.read('ash', (records) => records.get(notes, 'one'));
        expect(again?.tags).toEqual(['x']);
      });

      it('keeps any text as it was given', async () => {
        const tags = ['“curly”', 'line\nbreak', '\u0007', '🙂', "'; drop table", '${x}', '\\', ''];
        await keep(aNote('ünïcode/#1', { tags }));
        expect((await store.read('ash', (records) => records.get(notes, 'ünïcode/#1')))?.tags).toEqual(tags);
      });
    });

    describe('finding', () => {
      it('gives the oldest first, and a change makes nothing younger', async () => {
        await keep(aNote('c'), aNote('a'));
        await keep(aNote('b'));
        await keep(aNote('c', { count: 9 }));
        expect(await ids()).toEqual(['c', 'a', 'b']);
        expect(await ids('state:open')).toEqual(['c', 'a', 'b']);
      });

      it('goes by the keys that a record has now', async () => {
        await keep(aNote('one', { tags: ['x'] }), aNote('two', { tags: ['x'] }));
        await keep(aNote('one', { tags: ['y'], state: 'done' }));
        expect(await ids('tag:x')).toEqual(['two']);
        expect(await ids('tag:y')).toEqual(['one']);
        expect(await ids('state:done')).toEqual(['one']);
        await keep(aNote('one', { tags: ['x'] }));
        expect(await ids('tag:x')).toEqual(['one', 'two']);
      });

      it('finds removed records under no key', async () => {
        await keep(aNote('one', { tags: ['x'] }));
        await store.turn('ash', async (work) => work.remove(notes, 'one'));
        expect(await ids('tag:x')).toEqual([]);
        expect(await ids()).toEqual([]);
      });

      it('puts a record that comes back after the others', async () => {
        await keep(aNote('one'), aNote('two'));
        await store.turn('ash', async (work) => work.remove(notes, 'one'));
        await keep(aNote('one'));
        expect(await ids()).toEqual(['two', 'one']);
      });

      it('tells kinds apart that use the same ids', async () => {
        await store.turn('ash', async (work) => {
          work.put(notes, aNote('same'));
          work.put(deliveries, aPost('same'));
          work.remove(deliveries, 'same');
        });
        expect(await ids()).toEqual(['same']);
      });
    });

    describe('turns at the same time', () => {
      it('never overwrite one another', async () => {
        const raise = () =>
          store.turn('ash', async (work) => {
            const now = (await work.get(notes, 'counter'))?.count ?? 0;
            await nextMoment();
            work.put(notes, aNote('counter', { count: now + 1 }));
            work.audit(anEntry('counter', { detail: { count: String(now + 1) } }));
          });
        await Promise.all(Array.from({ length: 25 }, raise));
        const counter = await store.read('ash', (records) => records.get(notes, 'counter'));
        expect(counter?.count).toBe(25);
        const told = (await trailOf(store, 'ash')).map((entry) => Number(entry.detail?.count));
        expect(told).toEqual(Array.from({ length: 25 }, (_, at) => at + 1));
      });

      it('of two schools do not see or wait for each other', async () => {
        await store.turn('ash', async (ash) => {
          ash.put(notes, aNote('one'));
          await store.turn('elm', async (elm) => elm.put(notes, aNote('one', { count: 7 })));
        });
        const elm = await store.read('elm', (records) => records.find(notes));
        expect(elm).toEqual([aNote('one', { count: 7 })]);
        expect(await ids()).toEqual(['one']);
        expect((await store.schools()).sort()).toEqual(['ash', 'elm']);
      });
    });

    it('names only schools that have records', async () => {
      await store.read('oak', (records) => records.find(notes));
      expect(await store.schools()).toEqual([]);
      await keep(aNote('one'));
      expect(await store.schools()).toEqual(['ash']);
      await store.turn('ash', async (work) => work.remove(notes, 'one'));
      expect(await store.schools()).toEqual([]);
    });

    describe('noting what became of what was claimed', () => {
      const all = ['a', 'b', 'c', 'd'];
      const idOf = ({ delivery }: Claimed) => delivery.id;
      const sent = (claimed: Claimed) => async (work: Work) => {
        work.remove(deliveries, idOf(claimed));
        work.put(notes, aNote(idOf(claimed)));
      };
      let claimed: Claimed[];
      beforeEach(async () => {
        await store.turn('ash', async (work) => {
          for (const id of all) work.put(deliveries, aPost(id));
        });
        claimed = await store.claim(() => noon, 10);
        expect(claimed.map(idOf)).toEqual(all);
      });

      it('is done for each of many that end at once', async () => {
        await Promise.all(claimed.map((each) => store.settle(each, sent(each))));
        expect((await ids()).sort()).toEqual(all);
        expect(await store.read('ash', (records) => records.find(deliveries))).toEqual([]);
      });

      it('fails for nobody but whom it fails for', async () => {
        const fails = () => Promise.reject(new Error('The lights went out.'));
        const ended = await Promise.allSettled(
          claimed.map((each) => store.settle(each, idOf(each) === 'c' ? fails : sent(each))),
        );
        expect(ended.map(({ status }) => status)).toEqual([
          'fulfilled',
          'fulfilled',
          'rejected',
          'fulfilled',
        ]);
        expect((await ids()).sort()).toEqual(['a', 'b', 'd']);
        for (const each of claimed.slice(2, 3)) await store.settle(each, sent(each));
        expect((await ids()).sort()).toEqual(all);
      });

      it('sees what a turn has done meanwhile', async () => {
        const turn = store.turn('ash', async (work) => work.put(notes, aNote('turn')));
        const settled = claimed.slice(0, 1).map((each) =>
          store.settle(each, async (work) => {
            expect(await work.get(notes, 'turn')).toBeDefined();
            await sent(each)(work);
          }),
        );
        await Promise.all([turn, ...settled]);
        expect(await ids()).toEqual(['turn', 'a']);
      });
    });

    describe('claiming', () => {
      const queue = (...all: ReturnType<typeof aPost>[]) => queueAt('ash', ...all);
      const queueAt = (school: string, ...all: ReturnType<typeof aPost>[]) =>
        store.turn(school, async (work) => {
          for (const delivery of all) work.put(deliveries, delivery);
        });
      const claim = async (now = noon, limit = 10) =>
        (await store.claim(() => now, limit)).map(({ school, delivery }) => `${school}/${delivery.id}`);
      const early = '2027-03-02T11:00:00.000Z';
      const late = '2027-03-02T13:00:00.000Z';

      it('takes what is due, the longest due first, then the oldest', async () => {
        await queue(aPost('b'), aPost('a'), aPost('early', { due: early }), aPost('late', { due: late }));
        expect(await claim()).toEqual(['ash/early', 'ash/b', 'ash/a']);
      });

      it('takes what somebody was promised first', async () => {
        const { card } = aPost('lost');
        await queue(
          aPost('a', { due: early }),
          aPost('promised', { ifLost: { platform: 'slack', person: 'ada', card } }),
        );
        expect(await claim(noon, 1)).toEqual(['ash/promised']);
        expect(await claim(noon, 1)).toEqual(['ash/a']);
      });

      it('leaves what goes to a platform, by a method or to a place that is held', async () => {
        await queue(aPost('a'), aPost('b', { channel: 'C2' }), aPost('c', { platform: 'teams' }));
        const but = async (held: string) =>
          (await store.claim(() => noon, 10, new Set([held]))).map((claimed) => {
            store.release(claimed);
            return claimed.delivery.id;
          });
        expect(await but('slack')).toEqual(['c']);
        expect(await but('slack post')).toEqual(['c']);
        expect(await but('slack post C1')).toEqual(['b', 'c']);
        expect(await but('slack update C1')).toEqual(['a', 'b', 'c']);
        expect(await claim()).toEqual(['ash/a', 'ash/b', 'ash/c']);
      });

      it('takes again what was given back, and what is behind it only after it', async () => {
        await queue(aPost('first', { about: 'A-1' }), aPost('second', { about: 'A-1' }));
        for (let times = 0; times < 3; times++) {
          const claimed = await store.claim(() => noon, 10);
          expect(claimed.map(({ delivery }) => delivery.id)).toEqual(['first']);
          for (const each of claimed) store.release(each);
        }
        expect(await claim()).toEqual(['ash/first']);
        expect(await claim()).toEqual([]);
      });

      it('does not wait for an instant that was set before the clock was put back', async () => {
        await queue(
          aPost('tried', { tries: 1, since: noon, due: late }),
          aPost('new', { since: noon, due: noon }),
          aPost('held', { since: noon, due: late, heldFor: 'ada' }),
        );
        expect(await claim(noon)).toEqual(['ash/new']);
        expect(await claim(early)).toEqual(['ash/tried']);
        expect(await claim(late)).toEqual(['ash/held']);
      });

      it('waits as long as was said when the clock was put back before', async () => {
        expect(await claim(late)).toEqual([]);
        await queue(aPost('a', { tries: 1, since: early, due: noon }));
        expect(await claim(early)).toEqual([]);
        expect(await claim(noon)).toEqual(['ash/a']);
      });

      it('hands over the whole delivery', async () => {
        const delivery = aPost('a', { about: 'A-1' });
        await queue(delivery);
        expect(await store.claim(() => noon, 1)).toEqual([{ school: 'ash', delivery, mayBeThere: false }]);
      });

      it('says what may have arrived already: what has been tried', async () => {
        await queue(aPost('new'), aPost('tried', { tries: 1 }));
        const claimed = await store.claim(() => noon, 10);
        expect(claimed.map(({ delivery, mayBeThere }) => [delivery.id, mayBeThere])).toEqual([
          ['new', false],
          ['tried', true],
        ]);
      });

      it('leaves what was claimed to whoever claimed it', async () => {
        await queue(aPost('a'));
        const claimed = await store.claim(() => noon, 10);
        expect(claimed.map((each) => store.holds(each))).toEqual([true]);
      });

      it('takes no more than asked, and the rest the next time', async () => {
        await queue(aPost('a'), aPost('b'), aPost('c'));
        expect(await claim(noon, 2)).toEqual(['ash/a', 'ash/b']);
        expect(await claim(noon, 2)).toEqual(['ash/c']);
      });

      it('gives nothing to two at once', async () => {
        await queue(...Array.from({ length: 20 }, (_, at) => aPost(`d${at}`)));
        const shares = await Promise.all([claim(noon, 7), claim(noon, 7), claim(noon, 7)]);
        expect(new Set(shares.flat()).size).toBe(20);
        expect(shares.flat()).toHaveLength(20);
      });

      it('covers every school', async () => {
        await queueAt('elm', aPost('a', { due: early }));
        await queue(aPost('a'));
        expect(await claim()).toEqual(['elm/a', 'ash/a']);
      });

      it('goes by the time that it is at each school', async () => {
        await queueAt('elm', aPost('a', { due: late }));
        await queue(aPost('a', { due: late }));
        const claimed = await store.claim((school) => (school === 'elm' ? late : noon), 10);
        expect(claimed.map(({ school }) => school)).toEqual(['elm']);
      });

      it('does not take a delivery again when only its card has changed on the way', async () => {
        await queue(aPost('a'));
        expect(await claim()).toEqual(['ash/a']);
        await queue(
          aPost('a', { card: { kind: 'notice', text: 'Newer', tone: 'info', facts: [], buttons: [] } }),
        );
        expect(await claim()).toEqual([]);
      });

      it('takes a delivery again once it was put off, when its time has come', async () => {
        await queue(aPost('a'));
        expect(await claim()).toEqual(['ash/a']);
        expect(await claim(late)).toEqual([]);
        await queue(aPost('a', { tries: 1, due: late }));
        expect(await claim(noon)).toEqual([]);
        expect(await claim(late)).toEqual(['ash/a']);
      });

      it('keeps the order of what one place hears about one matter', async () => {
        await queue(aPost('first', { about: 'A-1' }), aPost('second', { about: 'A-1' }));
        expect(await claim()).toEqual(['ash/first']);
        expect(await claim()).toEqual([]);
        await store.turn('ash', async (work) => work.remove(deliveries, 'first'));
        expect(await claim()).toEqual(['ash/second']);
      });

      it('lets nothing overtake an earlier one that was put off', async () => {
        await queue(aPost('first', { about: 'A-1', due: late }), aPost('second', { about: 'A-1' }));
        expect(await claim(noon)).toEqual([]);
        expect(await claim(late)).toEqual(['ash/first']);
      });

      it('does not hold up other places, other matters or other schools', async () => {
        await queue(aPost('first', { about: 'A-1' }), aPost('there', { about: 'A-1', channel: 'C2' }));
        await queue(aPost('other', { about: 'A-2' }));
        await queueAt('elm', aPost('first', { about: 'A-1' }));
        expect(await claim()).toEqual(['ash/first', 'elm/first', 'ash/there', 'ash/other']);
      });

      it('keeps the order of a message and its updates', async () => {
        const message = { platform: 'slack' as const, conversation: 'C1', id: 'm1' };
        await queue(
          aPost('older', { order: { type: 'update', message } }),
          aPost('newer', { order: { type: 'update', message, about: 'A-1' } }),
        );
        expect(await claim()).toEqual(['ash/older']);
      });
    });

    describe('the audit trail', () => {
      it('is numbered and chained for each school by itself', async () => {
        for (const school of ['ash', 'elm', 'ash']) {
          await store.turn(school, async (work) => {
            work.audit(anEntry('A-1', { what: 'applied' }));
            work.audit(anEntry('A-1', { what: 'told', detail: { whom: 'Ben', at: 'once' } }));
          });
        }
        const ash = await trailOf(store, 'ash');
        expect(ash.map((entry) => entry.number)).toEqual([1, 2, 3, 4]);
        expect(ash.map((entry) => entry.what)).toEqual(['applied', 'told', 'applied', 'told']);
        expect(ash[1]).toMatchObject({ school: 'ash', by: 'ada', detail: { whom: 'Ben', at: 'once' } });
        expect(await verifyTrail(ash)).toBeUndefined();
        expect(await verifyTrail(store.trail('elm'))).toBeUndefined();
        expect(await trailOf(store, 'elm')).toHaveLength(2);
      });

      it('is empty where nothing has happened', async () => {
        expect(await trailOf(store, 'oak')).toEqual([]);
      });
    });

    describe('a school that is forgotten', () => {
      const why = anEntry('ash', { what: 'started afresh' });

      it('has no records, nothing to send and a trail that begins with why', async () => {
        await store.turn('ash', async (work) => {
          work.put(notes, aNote('one', { tags: ['x'] }));
          work.put(deliveries, aPost('a'));
          work.audit(anEntry('one'));
        });
        await store.forget('ash', why);
        expect([await ids(), await ids('tag:x'), await store.claim(() => noon, 10)]).toEqual([[], [], []]);
        expect(await store.schools()).toEqual([]);
        const trail = await trailOf(store, 'ash');
        expect(trail).toMatchObject([{ number: 1, what: 'started afresh' }]);
        expect(await verifyTrail(trail)).toBeUndefined();
      });

      it('goes on as a new one would', async () => {
        await keep(aNote('one', { count: 1 }));
        await store.forget('ash', why);
        await store.turn('ash', async (work) => {
          expect(await work.get(notes, 'one')).toBeUndefined();
          work.put(notes, aNote('one', { count: 2 }));
          work.audit(anEntry('one'));
        });
        expect(await ids('state:open')).toEqual(['one']);
        expect((await trailOf(store, 'ash')).map(({ number }) => number)).toEqual([1, 2]);
      });

      it('sends again what has the id of something that was on its way', async () => {
        const queue = () => store.turn('ash', async (work) => work.put(deliveries, aPost('a')));
        await queue();
        expect(await store.claim(() => noon, 10)).toHaveLength(1);
        await store.forget('ash', why);
        await queue();
        expect(await store.claim(() => noon, 10)).toHaveLength(1);
      });

      it('leaves every other school as it was', async () => {
        await store.turn('elm', async (work) => {
          work.put(notes, aNote('one'));
          work.audit(anEntry('one'));
        });
        await store.forget('ash', why);
        expect(await store.read('elm', (records) => records.find(notes))).toHaveLength(1);
        expect(await trailOf(store, 'elm')).toMatchObject([{ number: 1, what: 'noted' }]);
      });

      it('is forgotten after the turns that were asked for before', async () => {
        const kept = keep(aNote('one'));
        await Promise.all([kept, store.forget('ash', why), keep(aNote('two'))]);
        expect(await ids()).toEqual(['two']);
      });
    });

    it('has no fault, and closes twice without complaint', async () => {
      expect(await store.fault()).toBeUndefined();
      await store.close();
      await store.close();
    });
  });
}

export async function trailOf(store: Store, school: string): Promise<ChainedEntry[]> {
  const entries: ChainedEntry[] = [];
  for await (const entry of store.trail(school)) entries.push(entry);
  return entries;
}

function nextMoment(): Promise<void> {
  return new Promise((done) => setImmediate(done));
}
