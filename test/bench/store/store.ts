/**
 * What the embedded store costs as its records become more, each size in a process of its own; and what else could keep
 * a record on the same disk. All of them write in turns, so that a busy machine slows all alike.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bareFile, type Peer, plainLowdb, sqlite } from './peers.ts';
import { median, timeOf } from './time.ts';
import type { Asked, Opened, Round } from './worker.ts';

/** Times are in milliseconds, memory in megabytes, bursts in durable turns a second. */
type Size = Opened & {
  records: number;
  write: number;
  readByKey: number;
  inBursts: number;
  held: number;
  memory: number;
};
type StoreFigures = { sizes: Size[]; peers: { name: string; write: number }[] };

/** `sizes`: how many records. A round is a hundred turns at each of them. */
export type StoreSizes = { sizes: number[]; rounds: number };

const file = new URL('worker.ts', import.meta.url).pathname;
/** So many writes of each peer in a round. Plain lowdb takes half a second for one. */
const ofPeers = 3;
const mostForLowdb = 100_000;

export async function measureStore({ sizes, rounds }: StoreSizes): Promise<StoreFigures> {
  const home = mkdtempSync(join(tmpdir(), 'chalkline-bench-'));
  const stores = [];
  const peers = await peersIn(home, sizes);
  try {
    for (const records of sizes) stores.push(await openStore(join(home, String(records)), records));
    const times = new Map(peers.map((peer) => [peer, [] as number[]]));
    for (let round = 0; round < rounds; round++) {
      for (const { worker, told } of stores)
        told.push(await answerOf<Round>(worker, () => worker.send('go')));
      for (const [peer, writes] of times)
        for (let at = 0; at < ofPeers; at++)
          writes.push(await timeOf(() => peer.write(round * ofPeers + at)));
    }
    return {
      sizes: stores.map(({ records, opened, told }) => ({ records, ...opened, ...together(told) })),
      peers: [...times].map(([{ name }, writes]) => ({ name, write: median(writes) })),
    };
  } finally {
    for (const { worker } of stores) await ended(worker);
    for (const peer of peers) await peer.close();
    rmSync(home, { recursive: true });
  }
}

async function peersIn(home: string, sizes: number[]): Promise<Peer[]> {
  const [few = 1, many = 1] = [Math.min(...sizes), Math.max(...sizes)];
  const all = [
    await bareFile(home),
    await sqlite(home, many),
    await plainLowdb(home, few),
    await plainLowdb(home, Math.min(many, mostForLowdb)),
  ];
  return all.filter((peer) => peer !== undefined);
}

async function openStore(dir: string, records: number) {
  const asked = JSON.stringify({ dir, records } satisfies Asked);
  const execArgv = ['--import', 'tsx'];
  await once(fork(file, [asked, 'fill'], { execArgv }), 'exit');
  const worker = fork(file, [asked], { execArgv });
  const opened = await answerOf<Opened>(worker, () => {});
  return { records, worker, opened, told: [] as Round[] };
}

async function answerOf<T>(worker: ChildProcess, ask: () => void): Promise<T> {
  const answer = once(worker, 'message');
  ask();
  const [told] = await answer;
  return told as T;
}

async function ended(worker: ChildProcess): Promise<void> {
  const exit = once(worker, 'exit');
  worker.disconnect();
  await exit;
}

function together(told: Round[]): Omit<Size, keyof Opened | 'records'> {
  return {
    write: median(told.map(({ write }) => write)),
    readByKey: median(told.map(({ find }) => find)),
    inBursts: median(told.map(({ inBursts }) => inBursts)),
    held: Math.max(...told.map(({ held }) => held)),
    memory: told.at(-1)?.memory ?? 0,
  };
}

export function storeLines({ sizes, peers }: StoreFigures): string[] {
  const [few] = sizes;
  const ms = (time: number, places = 2) => `${time.toFixed(places)} ms`;
  const rows = sizes.map((size) =>
    [
      String(size.records).padStart(9),
      ms(size.open, 0).padStart(9),
      ms(size.firstTurn, 1).padStart(12),
      ms(size.write).padStart(10),
      `${(size.write / (few?.write ?? size.write)).toFixed(2)} ×`.padStart(8),
      ms(size.readByKey, 3).padStart(12),
      size.inBursts.toFixed(0).padStart(11),
      ms(size.held, 0).padStart(9),
      `${size.memory.toFixed(0)} MB`.padStart(9),
    ].join(''),
  );
  const toOurs = (write: number) => `${(write / (sizes.at(-1)?.write ?? write)).toFixed(2)} ×`;
  return [
    'Keeping records in the embedded store',
    '  records     open  first turn     write  to few     by key    in bursts     held   memory',
    ...rows,
    'One write that is on the disk, and to ours with the most records',
    ...peers.map(
      ({ name, write }) => `  ${name.padEnd(32)}${ms(write).padStart(11)}${toOurs(write).padStart(10)}`,
    ),
  ];
}
