/** One of those who are asked, in a process of its own: learns, or starts and answers, and tells what that took. */
import { type Knowledge, loadKnowledge } from '../../../src/policy/load.ts';
import { blindQuestions, dataDir, ownQuestions } from '../../ask/questions.ts';
import type { Labelled } from '../../ask/score.ts';
import { type Peer, type PeerName, peers, topicsAsked } from './peers.ts';

/** `every` as 1 gives all examples, as 40 one in forty. */
export type Asked = { name: PeerName; does: 'learn' | 'answer'; folder: string; every: number };

/** Times are in milliseconds, memory in bytes. */
export type Learnt = { examples: number; learning: number };
export type Answered = {
  start: number;
  /** What it holds once it has answered: on the heap and beside it. */
  memory: number;
  /** One for each of our own questions. */
  times: number[];
  /** The clause of each question, or nothing. */
  found: string[];
  foundBlind: string[];
};

const { name, does, folder, every }: Asked = JSON.parse(process.argv[2] ?? '');
const peer: Peer = peers[name];
const knowledge = thinned(loadKnowledge(dataDir));
const own = ownQuestions();
const blind = blindQuestions();

process.send?.(does === 'learn' ? await learnt() : await answered());
process.disconnect();

async function learnt(): Promise<Learnt> {
  const began = performance.now();
  await peer.learn?.(knowledge, folder);
  return { learning: performance.now() - began, examples: topicsAsked(knowledge).length };
}

async function answered(): Promise<Answered> {
  const before = held();
  const began = performance.now();
  const find = await peer.start(knowledge, folder);
  const start = performance.now() - began;
  // Each is asked once, as in life: whoever remembers its answers gains nothing by it.
  const foundBlind = await foundBy(find, blind);
  const times: number[] = [];
  const found = await foundBy(find, own, times);
  return { start, memory: held() - before, times, found, foundBlind };
}

async function foundBy(find: Awaited<ReturnType<Peer['start']>>, rows: Labelled[], times: number[] = []) {
  const found: string[] = [];
  for (const row of rows) {
    const began = performance.now();
    const clause = await find(row);
    times.push(performance.now() - began);
    found.push(clause ?? '');
  }
  return found;
}

function held(): number {
  if (!globalThis.gc) throw new Error('Expected to be run with --expose-gc.');
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function thinned(all: Knowledge): Knowledge {
  const phrasings = all.phrasings.map(({ name, text }) => ({
    name,
    text: text
      .split('\n')
      .filter((_, at) => at % every === 0)
      .join('\n'),
  }));
  return { ...all, phrasings };
}
