/**
 * Measures the ask engine on our own questions and on those that nothing was tuned on, beside others who find a clause.
 * Each is in a process of its own, so that none pays for another, and they take turns.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from '../../../src/policy/answer.ts';
import { loadEngine } from '../../../src/policy/engine.ts';
import { answerOf, blindQuestions, dataDir, ownQuestions, parentIn } from '../../ask/questions.ts';
import { type Labelled, samePlace, score } from '../../ask/score.ts';
import { type PeerName, peers } from './peers.ts';
import type { Answered, Asked, Learnt } from './worker.ts';

/** How often each is started and asked, and how many of the examples count: with 40, one in forty. */
export type AskSizes = { rounds: number; every: number };

export type AskFigures = {
  questions: number;
  /** Shares are of one. */
  verdict: number;
  verdictFair: number;
  route: number;
  /** What ours and nlp.js have learned from. */
  examples: number;
  peers: Record<PeerName, PeerFigures & { toOurs: PeerFigures }>;
};

/** Times are in milliseconds, memory in MB. */
type PeerFigures = {
  /** Questions a second, and how long half of them took, and all but one in a hundred. */
  pace: number;
  half: number;
  most: number;
  /** To make ready, from the policies and what was learned before. */
  start: number;
  memory: number;
  /** The right clause first: of our own questions, and of those that nothing was tuned on. */
  clause: number;
  clauseBlind: number;
  /** Once, from the examples: ours learns acts, flows and alarms as well. A search has nothing to learn. */
  learning: number;
};

const names = Object.keys(peers) as PeerName[];
const worker = new URL('worker.ts', import.meta.url).pathname;

export async function measureAsk(sizes: AskSizes): Promise<AskFigures> {
  const engine = loadEngine(dataDir);
  const rows = ownQuestions();
  const answers = rows.map((row) => ({ row, answer: answerOf(engine, row) }));
  const { strict: verdict, lenient: verdictFair, route } = score(answers, parentIn(engine));
  const folder = mkdtempSync(join(tmpdir(), 'chalkline-ask-'));
  try {
    const { examples, figures } = await measurePeers(engine, folder, sizes);
    return { questions: rows.length, verdict, verdictFair, route, examples, peers: besideOurs(figures) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measurePeers(engine: Engine, folder: string, { rounds, every }: AskSizes) {
  const learned = new Map<PeerName, Learnt>();
  for (const name of names)
    if ('learn' in peers[name]) learned.set(name, await ask<Learnt>({ name, does: 'learn', folder, every }));
  const answered = new Map<PeerName, Answered[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (const name of names)
      answered.get(name)?.push(await ask<Answered>({ name, does: 'answer', folder, every }));
  return {
    examples: learned.get('ours')?.examples ?? 0,
    figures: mapped(peers, (_, name) => ({
      ...inFigures(answered.get(name) ?? [], engine),
      learning: learned.get(name)?.learning ?? 0,
    })),
  };
}

async function ask<Told>(asked: Asked): Promise<Told> {
  const child = fork(worker, [JSON.stringify(asked)], { execArgv: ['--expose-gc', '--import', 'tsx'] });
  const ended = once(child, 'exit');
  const [told] = await Promise.race([once(child, 'message'), ended]);
  await ended;
  if (typeof told !== 'object') throw new Error(`Expected what ${asked.name} took, got nothing.`);
  return told;
}

function inFigures(rounds: Answered[], engine: Engine): Omit<PeerFigures, 'learning'> {
  const [first] = rounds;
  if (!first) throw new Error('Expected one round at least.');
  const middleOf = (of: (round: Answered) => number) => quantile(rounds.map(of), 0.5);
  return {
    pace: middleOf(({ times }) => (1000 * times.length) / times.reduce((sum, time) => sum + time, 0)),
    half: middleOf(({ times }) => quantile(times, 0.5)),
    most: middleOf(({ times }) => quantile(times, 0.99)),
    start: middleOf(({ start }) => start),
    memory: middleOf(({ memory }) => memory / 2 ** 20),
    clause: shareRight(ownQuestions(), first.found, engine),
    clauseBlind: shareRight(blindQuestions(), first.foundBlind, engine),
  };
}

/** Of the questions that the policy has a clause on. */
function shareRight(rows: Labelled[], found: string[], engine: Engine): number {
  const parentOf = parentIn(engine);
  const covered = rows.flatMap((row, at) =>
    row.sections.length > 0 ? [{ row, clause: found[at] ?? '' }] : [],
  );
  const right = covered.filter(({ row, clause }) =>
    [...row.sections, ...row.sections_fine].some((accepted) =>
      samePlace(row.policy, clause, accepted, parentOf),
    ),
  );
  return right.length / covered.length;
}

function besideOurs(all: Record<PeerName, PeerFigures>): AskFigures['peers'] {
  const toOurs = (figures: PeerFigures) => mapped(figures, (value, key) => value / all.ours[key]);
  return mapped(all, (figures) => ({ ...figures, toOurs: toOurs(figures) }));
}

function mapped<Key extends string, From, To>(
  all: Record<Key, From>,
  to: (value: From, key: Key) => To,
): Record<Key, To> {
  const entries = Object.entries(all) as [Key, From][];
  return Object.fromEntries(entries.map(([key, value]) => [key, to(value, key)])) as Record<Key, To>;
}

function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
}

export function askLines({ questions, verdict, verdictFair, route, examples, peers }: AskFigures): string[] {
  const line = (title: string, key: keyof PeerFigures, shown: (value: number) => string) => {
    const cells = names.map((name) => {
      const { [key]: value, toOurs } = peers[name];
      return `${name} ${shown(value)}${name === 'ours' ? '' : ` (${times(toOurs[key])})`}`;
    });
    return `  ${title.padEnd(30)}${cells.join(', ')}`;
  };
  return [
    `Answering ${questions} questions of our own`,
    `  verdict right                 ${percent(verdict)} (with a fair second reading ${percent(verdictFair)})`,
    `  flow right                    ${percent(route)}`,
    `Beside others who find a clause, and how many times ours; ours and nlp.js have learned from ${examples} examples`,
    line('right clause first', 'clause', percent),
    line('of what nothing was tuned on', 'clauseBlind', percent),
    line('questions a second', 'pace', (value) => value.toFixed(0)),
    line('one question, half within', 'half', inMs),
    line('one question, 99 % within', 'most', inMs),
    line('start', 'start', inMs),
    line('memory', 'memory', (value) => `${value.toFixed(1)} MB`),
    line('learning, once', 'learning', (value) => `${(value / 1000).toFixed(1)} s`),
  ];
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function inMs(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 0)} ms`;
}

function times(ratio: number): string {
  return `${ratio.toFixed(ratio < 10 ? 2 : 0)} ×`;
}
