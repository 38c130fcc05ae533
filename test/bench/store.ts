/** Measures the embedded store: what a write costs with few and with many records, and what a burst saves. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Low } from 'lowdb';
import { openEmbeddedStore } from '../../src/store/embedded/embedded.ts';
import { Journal } from '../../src/store/embedded/journal.ts';
import { Memory } from '../../src/store/embedded/memory.ts';
import { migrations } from '../../src/store/migrations.ts';
import type { Store } from '../../src/store/store.ts';
import { aNote, anEntry, notes } from '../store/notes.ts';

/** All times are in milliseconds. */
type StoreFigures = {
  /** Medians of one durable turn, one after the other, taken in turns so that a busy machine slows both. */
  fewRecords: number;
  manyRecords: number;
  /** Many to few: at most 1.5 says that the cost does not grow with the data. */
  ratio: number;
  /** Durable turns a second on the large store, one after the other and in bursts. */
  oneByOne: number;
  inBursts: number;
  /** To open the large store, and to play the first turn in it. */
  opening: number;
  firstTurn: number;
  /** To take a snapshot of the large store; the turns that became durable meanwhile, and the slowest of them. */
  snapshot: number;
  turnsMeanwhile: number;
  slowestMeanwhile: number;
};

export function storeLines(figures: StoreFigures): string[] {
  const time = (ms: number) => `${ms.toFixed(2)} ms`;
  return [
    'Keeping records in the embedded store',
    `  one turn with few records     ${time(figures.fewRecords)}`,
    `  one turn with many records    ${time(figures.manyRecords)}`,
    `  many to few                   ${figures.ratio.toFixed(2)}`,
    `  turns a second, one by one    ${Math.round(figures.oneByOne)}`,
    `  turns a second, in bursts     ${Math.round(figures.inBursts)}`,
    `  opening the large store       ${time(figures.opening)}`,
    `  its first turn                ${time(figures.firstTurn)}`,
    `  a snapshot of it              ${time(figures.snapshot)}`,
    `  turns meanwhile               ${figures.turnsMeanwhile}, the slowest in ${time(figures.slowestMeanwhile)}`,
  ];
}

const few = 1000;
const many = 100_000;
const rounds = 500;
const bursts = 20;
const burst = 64;

export async function measureStore(): Promise<StoreFigures> {
  const home = mkdtempSync(join(tmpdir(), 'chalkline-bench-'));
  try {
    const [small, large] = [join(home, 'small'), join(home, 'large')];
    await fill(small, few);
    await fill(large, many);
    return { ...(await measureTurns(small, large)), ...(await measureSnapshot(large)) };
  } finally {
    rmSync(home, { recursive: true });
  }
}

async function fill(dir: string, records: number): Promise<void> {
  const store = await openEmbeddedStore({ dir });
  for (let start = 0; start < records; start += few) {
    await store.turn('ash', async (work) => {
      for (let at = start; at < start + few; at++) work.put(notes, aRecord(at, 0));
    });
  }
  await store.close();
}

async function measureTurns(small: string, large: string) {
  const smallStore = await openEmbeddedStore({ dir: small });
  const began = performance.now();
  const largeStore = await openEmbeddedStore({ dir: large });
  const opening = performance.now() - began;
  const firstTurn = await timeOf(() => write(largeStore, many, 0));
  const [ofFew, ofMany]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    ofFew.push(await timeOf(() => write(smallStore, few, round)));
    ofMany.push(await timeOf(() => write(largeStore, many, round)));
  }
  const inBursts = await timeOf(async () => {
    for (let start = 0; start < bursts * burst; start += burst) {
      await Promise.all(Array.from({ length: burst }, (_, at) => write(largeStore, many, start + at)));
    }
  });
  await smallStore.close();
  await largeStore.close();
  const [fewRecords, manyRecords] = [median(ofFew), median(ofMany)];
  return {
    fewRecords,
    manyRecords,
    ratio: manyRecords / fewRecords,
    oneByOne: 1000 / manyRecords,
    inBursts: (bursts * burst * 1000) / inBursts,
    opening,
    firstTurn,
  };
}

/** Takes a snapshot when asked, which the store itself does only once the journal has outgrown the data. */
async function measureSnapshot(dir: string) {
  const journal = new Journal(dir, migrations, async () => true);
  const db = new Low<Memory>(journal, new Memory());
  await db.read();
  let isTaken = false;
  const began = performance.now();
  const taken = db.write().then(() => {
    isTaken = true;
    return performance.now() - began;
  });
  const times: number[] = [];
  while (!isTaken) {
    times.push(await timeOf(() => journal.append({ school: 'elm', put: [], remove: [], audit: [] })));
  }
  const snapshot = await taken;
  await journal.close();
  return { snapshot, turnsMeanwhile: times.length, slowestMeanwhile: Math.max(...times) };
}

/** One turn of the usual size: a record looked up by key and by id, changed, and told in the audit. */
async function write(store: Store, records: number, round: number): Promise<void> {
  const at = (round * 7919) % records;
  await store.turn('ash', async (work) => {
    const [found] = await work.find(notes, `tag:${at}`);
    const count = ((await work.get(notes, found?.id ?? ''))?.count ?? 0) + 1;
    work.put(notes, aRecord(at, count));
    work.audit(anEntry(String(at)));
  });
}

/** About a kilobyte. */
function aRecord(at: number, count: number) {
  return aNote(`n${at}`, { count, tags: [String(at)], text: 'x'.repeat(900) });
}

async function timeOf(step: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await step();
  return performance.now() - began;
}

function median(times: number[]): number {
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}
