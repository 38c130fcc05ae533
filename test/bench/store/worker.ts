/** An embedded store of one size in a process of its own: opened, then written to and read from when it is told to. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openEmbeddedStore } from '../../../src/store/embedded/embedded.ts';
import type { Store } from '../../../src/store/store.ts';
import { aNote, anEntry, notes } from '../../store/notes.ts';
import { median, timeOf } from './time.ts';

export type Asked = { dir: string; records: number };
/** Times are in milliseconds, memory in megabytes. */
export type Opened = { open: number; firstTurn: number };
export type Round = { write: number; find: number; inBursts: number; held: number; memory: number };

const atOnce = 1000;
const inARound = 100;
const burst = 64;

const { dir, records }: Asked = JSON.parse(process.argv[2] ?? '');
const say = (told: Opened | Round) => void process.send?.(told);

if (process.argv[3] === 'fill') await fill();
else await serve();

async function fill(): Promise<void> {
  const store = await openEmbeddedStore({ dir });
  for (let start = 0; start < records; start += atOnce)
    await store.turn('ash', async (work) => {
      for (let at = start; at < start + atOnce; at++) work.put(notes, aRecord(at, 0));
    });
  await store.close();
}

async function serve(): Promise<void> {
  const began = performance.now();
  const store = await openEmbeddedStore({ dir });
  const open = performance.now() - began;
  const firstTurn = await timeOf(() => write(store, records - 1));
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  let number = 0;
  process.on('message', async () => {
    delay.reset();
    const writes: number[] = [];
    const finds: number[] = [];
    for (let at = 0; at < inARound; at++) {
      writes.push(await timeOf(() => write(store, placeOf(number++))));
      finds.push(await timeOf(() => find(store, placeOf(number + 7))));
    }
    const all = Array.from({ length: burst }, () => placeOf(number++));
    const inBursts = (burst * 1000) / (await timeOf(() => Promise.all(all.map((at) => write(store, at)))));
    const memory = process.memoryUsage.rss() / 1e6;
    say({ write: median(writes), find: median(finds), inBursts, held: delay.max / 1e6, memory });
  });
  process.on('disconnect', () => store.close());
  say({ open, firstTurn });
}

/** All over the store, and no place twice in a row. */
function placeOf(number: number): number {
  return (number * 7919) % records;
}

/** One turn of the usual size: a record looked up by key and by id, changed, and told in the audit. */
async function write(store: Store, at: number): Promise<void> {
  await store.turn('ash', async (work) => {
    const [found] = await work.find(notes, `tag:${at}`);
    const count = ((await work.get(notes, found?.id ?? ''))?.count ?? 0) + 1;
    work.put(notes, aRecord(at, count));
    work.audit(anEntry(String(at)));
  });
}

function find(store: Store, at: number): Promise<unknown> {
  return store.read('ash', (records) => records.find(notes, `tag:${at}`));
}

/** About a kilobyte. */
function aRecord(at: number, count: number) {
  return aNote(`n${at}`, { count, tags: [String(at)], text: 'x'.repeat(900) });
}
