/** Records in files: whatever was put, changed and removed in between, what is read is what there is. */
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Low } from 'lowdb';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Work } from '../../../src/core/record.ts';
import { openEmbeddedStore } from '../../../src/store/embedded/embedded.ts';
import { snapshotPath } from '../../../src/store/embedded/files.ts';
import { changesOf, groundOf, recordsOf } from '../../../src/store/embedded/ground.ts';
import { Journal } from '../../../src/store/embedded/journal.ts';
import { Memory } from '../../../src/store/embedded/memory.ts';
import { viewEmbeddedStore } from '../../../src/store/embedded/view.ts';
import type { Changes } from '../../../src/store/kept.ts';
import { lineOf } from '../../../src/store/line.ts';
import { migrations } from '../../../src/store/migrations.ts';
import { TurnWork } from '../../../src/store/work.ts';
import { fc } from '../../properties/tried.ts';
import { aFolder } from '../../support/folder.ts';
import { aNote, anEntry, type Note, notes } from '../notes.ts';

/** A store that takes a snapshot when it is told to. */
async function begin(dir: string) {
  const journal = new Journal(dir, migrations, () => true);
  const db = new Low<Memory>(journal, new Memory());
  await db.read();
  return {
    async turn(school: string, play: (work: Work) => void): Promise<void> {
      const memory = db.data.school(school);
      const work = new TurnWork(groundOf(memory));
      play(work);
      const changes = changesOf(school, memory, work.finish(), undefined);
      if (!changes) return;
      const durable = journal.append(changes);
      db.data.apply(changes);
      await durable;
    },
    async forget(school: string): Promise<void> {
      const forgotten: Changes = { school, afresh: true, put: [], remove: [], audit: [] };
      const durable = journal.append(forgotten);
      db.data.apply(forgotten);
      await durable;
    },
    records: (school: string) => recordsOf(db.data.school(school)),
    snapshot: () => db.write(),
    close: () => journal.close(),
  };
}
type Small = Awaited<ReturnType<typeof begin>>;

function snapshotsIn(dir: string): string[] {
  return readdirSync(dir).filter((name) => name.startsWith('snapshot.'));
}

/** More than what is written later is worth to be put together with. */
async function putMany(store: Small, plain = new Plain()): Promise<void> {
  const all = Array.from({ length: 100 }, (_, at) =>
    aNote(`old-${at}`, { tags: ['old'], text: 'x'.repeat(500) }),
  );
  for (const note of all) plain.of('ash').set(note.id, note);
  await store.turn('ash', (work) => {
    for (const note of all) work.put(notes, note);
  });
}

const schools = fc.constantFrom('ash', 'elm');
const ids = fc.constantFrom('a', 'b', 'old-7', 'old-70', '["x",', 'é\t"\n', '\u{1F600}');
const tags = fc.subarray(['x', 'y', 'old', '"z\t'], { maxLength: 2 });
const change = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fc.constant('put' as const), schools, ids, tags) },
  { weight: 3, arbitrary: fc.tuple(fc.constant('remove' as const), schools, ids) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('removeAll' as const), schools) },
  { weight: 1, arbitrary: fc.tuple(fc.constant('forget' as const), schools) },
);
const step = fc.oneof(
  { weight: 8, arbitrary: change },
  { weight: 2, arbitrary: fc.constant('snapshot' as const) },
  /** This happens while one is written. */
  { weight: 2, arbitrary: fc.record({ meanwhile: change }) },
  { weight: 1, arbitrary: fc.constant('open' as const) },
);
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** The same as an ordinary map would have it. */
class Plain {
  readonly #schools = new Map<string, Map<string, Note>>();

  of(school: string): Map<string, Note> {
    const known = this.#schools.get(school) ?? new Map<string, Note>();
    this.#schools.set(school, known);
    return known;
  }

  /** Oldest first, and a change makes nothing younger. */
  found(school: string, tag?: string): Note[] {
    return [...this.of(school).values()].filter((note) => tag === undefined || note.tags.includes(tag));
  }
}

/** In both alike. */
async function make([what, school, id, tags]: Change, count: number, store: Small, plain: Plain) {
  const note = aNote(id ?? '', { count, tags: tags ?? [] });
  switch (what) {
    case 'put':
      plain.of(school).set(note.id, note);
      return store.turn(school, (work) => work.put(notes, note));
    case 'remove':
      plain.of(school).delete(note.id);
      return store.turn(school, (work) => work.remove(notes, note.id));
    case 'removeAll':
      plain.of(school).clear();
      return store.turn(school, (work) => work.removeAll(notes));
    case 'forget':
      plain.of(school).clear();
      return store.forget(school);
  }
}

async function takeSteps(dir: string, steps: Step[], look: (store: Small, plain: Plain) => Promise<void>) {
  let store = await begin(dir);
  const plain = new Plain();
  await putMany(store, plain);
  for (const [at, each] of steps.entries()) {
    if (each === 'snapshot') await store.snapshot();
    else if (each === 'open') {
      await store.close();
      store = await begin(dir);
    } else if ('meanwhile' in each) {
      await Promise.all([store.snapshot(), make(each.meanwhile, at, store, plain)]);
    } else await make(each, at, store, plain);
    await look(store, plain);
  }
  await store.close();
  return plain;
}

describe('what is read', () => {
  it('is the same whether it is in memory, in one file or in several', { timeout: 60_000 }, async () => {
    const same = async (store: Small, plain: Plain) => {
      for (const school of ['ash', 'elm']) {
        const records = store.records(school);
        expect(await records.find(notes)).toEqual(plain.found(school));
        for (const tag of ['x', 'old', '"z\t'])
          expect(await records.find(notes, `tag:${tag}`)).toEqual(plain.found(school, tag));
        expect(await records.get(notes, 'b')).toEqual(plain.of(school).get('b'));
      }
    };
    const all = fc.array(step, { minLength: 5, maxLength: 40 });
    const holds = async (steps: Step[]) => {
      const dir = mkdtempSync(join(tmpdir(), 'chalkline-'));
      const plain = await takeSteps(dir, steps, same);
      const view = await viewEmbeddedStore(dir);
      for (const school of view?.schools ?? [])
        expect(await view?.records(school, 'note')).toEqual(plain.found(school));
      await view?.close();
      rmSync(dir, { recursive: true });
    };
    await fc.assert(fc.asyncProperty(all, holds));
  });
});

describe('what was removed', () => {
  const secret = 'nobody is to read this';
  const filesWith = (dir: string) =>
    readdirSync(dir).filter((name) => readFileSync(join(dir, name)).includes(secret));

  async function removedFrom(dir: string): Promise<void> {
    const store = await begin(dir);
    await putMany(store);
    await store.turn('ash', (work) => work.put(notes, aNote('secret', { text: secret })));
    await store.snapshot();
    await store.turn('ash', (work) => work.remove(notes, 'secret'));
    await store.snapshot();
    await store.close();
  }

  it('is gone from every file a month later, however little is written', async () => {
    const dir = aFolder();
    await removedFrom(dir);
    const [large = ''] = filesWith(dir);
    const aMonthAgo = Date.now() / 1000 - 31 * 24 * 60 * 60;
    utimesSync(join(dir, large), aMonthAgo, aMonthAgo);
    const store = await openEmbeddedStore({ dir });
    await store.turn('ash', async (work) => work.put(notes, aNote('new')));
    await store.close();
    expect(filesWith(dir)).toEqual([]);
    expect(snapshotsIn(dir)).toHaveLength(1);
  });

  it('is gone from every file at once where that is asked for', async () => {
    const dir = aFolder();
    await removedFrom(dir);
    expect(filesWith(dir)).toHaveLength(1);
    const store = await openEmbeddedStore({ dir });
    onTestFinished(() => store.close());
    await store.clearOut();
    expect(filesWith(dir)).toEqual([]);
    expect(await store.read('ash', (records) => records.find(notes))).toHaveLength(100);
  });
});

describe('a small snapshot on a large one', () => {
  async function two(dir: string): Promise<Small> {
    const store = await begin(dir);
    await putMany(store);
    await store.snapshot();
    await store.turn('ash', (work) => {
      work.put(notes, aNote('old-3', { count: 1, tags: ['new'] }));
      work.remove(notes, 'old-4');
      work.audit(anEntry('old-3'));
    });
    await store.snapshot();
    return store;
  }

  it('leaves the large one where it is, until enough has come together', async () => {
    const dir = aFolder();
    const store = await two(dir);
    const [large = '', small = ''] = snapshotsIn(dir);
    expect(statSync(join(dir, large)).size).toBeGreaterThan(10 * statSync(join(dir, small)).size);
    await store.turn('ash', (work) => work.put(notes, aNote('large', { text: 'x'.repeat(40_000) })));
    await store.snapshot();
    expect(snapshotsIn(dir)).toHaveLength(1);
    expect(await store.records('ash').get(notes, 'old-4')).toBeUndefined();
    await store.close();
  });

  it('is not opened without the large one, nor where that was cut or changed', async () => {
    const dir = aFolder();
    await (await two(dir)).close();
    const [large = ''] = snapshotsIn(dir);
    const path = join(dir, large);
    const size = statSync(path).size;
    truncateSync(path, size - 100);
    await expect(openEmbeddedStore({ dir })).rejects.toThrow(
      `${large}: the file does not hold all the records`,
    );
    rmSync(path);
    await expect(openEmbeddedStore({ dir })).rejects.toThrow(`${large}: this file is missing`);
  });

  it('is told to be at fault where a line changes while it is open, and nothing is made of that line', async () => {
    const dir = aFolder();
    await (await two(dir)).close();
    const store = await openEmbeddedStore({ dir });
    onTestFinished(() => store.close());
    const [large = ''] = snapshotsIn(dir);
    const bytes = readFileSync(join(dir, large));
    bytes.write('X', bytes.indexOf('old-50'));
    writeFileSync(join(dir, large), bytes);
    const read = (id: string) => store.read('ash', (records) => records.get(notes, id));
    expect(await store.fault()).toBeUndefined();
    await expect(read('old-50')).rejects.toThrow(`${large}: what begins at byte`);
    expect(await store.fault()).toContain('does not match its checksum');
    expect(await read('old-3')).toMatchObject({ count: 1 });
    await expect(viewEmbeddedStore(dir)).rejects.toThrow('does not match its checksum');
  });

  it('that was being written when the process ended is taken away, and nothing else', async () => {
    const dir = aFolder();
    await (await two(dir)).close();
    const before = snapshotsIn(dir);
    writeFileSync(join(dir, 'snapshot.9.log.1.tmp'), 'half a');
    const store = await openEmbeddedStore({ dir });
    onTestFinished(() => store.close());
    expect(snapshotsIn(dir)).toEqual(before);
    const found = await store.read('ash', (records) => records.find(notes, 'tag:new'));
    expect(found).toEqual([aNote('old-3', { count: 1, tags: ['new'] })]);
  });
});

it('a snapshot of a release before schema 3 is read, and found by keys', async () => {
  const dir = aFolder();
  const record = (id: string, created: number) =>
    lineOf({ school: 'ash', kind: 'note', version: 2, created, record: aNote(id, { tags: ['x'] }) });
  const header = { chalkline: 'snapshot', schema: 2, generation: 1, line: 3, auditSize: 0, trails: {} };
  writeFileSync(
    snapshotPath(dir, 1),
    `${lineOf(header)}${record('one', 1)}${record('two', 2)}${lineOf({ records: 2 })}`,
  );
  writeFileSync(join(dir, 'journal.1.log'), lineOf({ chalkline: 'journal', schema: 2, generation: 1 }));
  for (const _ of ['once', 'and again']) {
    const store = await openEmbeddedStore({ dir });
    const found = await store.read('ash', (records) => records.find(notes, 'tag:x'));
    expect(found.map(({ id }) => id)).toEqual(['one', 'two']);
    expect(await store.read('ash', (records) => records.find(notes, 'state:done'))).toEqual([]);
    await store.close();
  }
});
