/** Measures the ask engine on our own questions, beside a plain search of the clauses with lunr and with MiniSearch. */
import lunr from 'lunr';
import MiniSearch from 'minisearch';
import { loadEngine } from '../../src/policy/engine.ts';
import type { Policy } from '../../src/policy/pack.ts';
import { answerOf, dataDir, ownQuestions, parentIn } from '../ask/questions.ts';
import { type Labelled, samePlace, score } from '../ask/score.ts';

/** Shares are of one; times are in milliseconds. */
export type AskFigures = {
  questions: number;
  verdict: number;
  verdictFair: number;
  route: number;
  clause: number;
  clauseLunr: number;
  clauseMiniSearch: number;
  start: number;
  median: number;
  slowest: number;
  medianLunr: number;
  medianMiniSearch: number;
};

type Finder = (row: Labelled) => string | undefined;
type Timed = { clause: number; times: number[] };

export function measureAsk(): AskFigures {
  const began = performance.now();
  const engine = loadEngine(dataDir);
  const start = performance.now() - began;
  const rows = ownQuestions();
  const parentOf = parentIn(engine);
  const scores = score(
    rows.map((row) => ({ row, answer: answerOf(engine, row) })),
    parentOf,
  );
  const policies = engine.policies().map((id) => engine.policy(id));
  const timed = (find: Finder): Timed => measure(rows, find, parentOf);
  const own = timed((row) => answerOf(engine, row).clauses[0]);
  const withLunr = timed(lunrFinder(policies));
  const withMiniSearch = timed(miniSearchFinder(policies));
  return {
    questions: rows.length,
    verdict: scores.strict,
    verdictFair: scores.lenient,
    route: scores.route,
    clause: own.clause,
    clauseLunr: withLunr.clause,
    clauseMiniSearch: withMiniSearch.clause,
    start,
    median: quantile(own.times, 0.5),
    slowest: quantile(own.times, 0.99),
    medianLunr: quantile(withLunr.times, 0.5),
    medianMiniSearch: quantile(withMiniSearch.times, 0.5),
  };
}

function measure(rows: Labelled[], find: Finder, parentOf: ReturnType<typeof parentIn>): Timed {
  const times: number[] = [];
  let covered = 0;
  let right = 0;
  for (const row of rows) {
    const tries = Array.from({ length: rounds }, () => timeOf(() => find(row)));
    times.push(quantile(tries, 0.5));
    const found = find(row) ?? '';
    if (row.sections.length === 0) continue;
    covered++;
    const accepted = [...row.sections, ...row.sections_fine];
    if (accepted.some((section) => samePlace(row.policy, found, section, parentOf))) right++;
  }
  return { clause: right / covered, times };
}

/** A machine that is busy with something else for a moment says nothing about a question. */
const rounds = 5;

function timeOf(step: () => unknown): number {
  const began = performance.now();
  step();
  return performance.now() - began;
}

function lunrFinder(policies: Policy[]): Finder {
  const indexes = new Map(
    policies.map((policy) => {
      const index = lunr(function () {
        this.ref('anchor');
        this.field('text');
        for (const { anchor, heading, text } of policy.clauses.values()) {
          this.add({ anchor, text: `${heading} ${text}` });
        }
      });
      return [policy.about.id, index] as const;
    }),
  );
  // Words only: to lunr, a colon or a minus in a question is an instruction.
  return (row) => indexes.get(row.policy)?.search(row.question.replace(/[^\p{L}\p{N}\s]/gu, ' '))[0]?.ref;
}

function miniSearchFinder(policies: Policy[]): Finder {
  const indexes = new Map(
    policies.map((policy) => {
      const index = new MiniSearch({ idField: 'anchor', fields: ['heading', 'text'] });
      index.addAll([...policy.clauses.values()]);
      return [policy.about.id, index] as const;
    }),
  );
  return (row) => indexes.get(row.policy)?.search(row.question, { fuzzy: 0.2, prefix: true })[0]?.id;
}

function quantile(times: number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
}

export function askLines(figures: AskFigures): string[] {
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const time = (ms: number) => `${ms.toFixed(2)} ms`;
  return [
    `Answering ${figures.questions} questions of our own`,
    `  verdict right                 ${percent(figures.verdict)} (with a fair second reading ${percent(figures.verdictFair)})`,
    `  flow right                    ${percent(figures.route)}`,
    `  right clause first            ${percent(figures.clause)}; lunr ${percent(figures.clauseLunr)}, MiniSearch ${percent(figures.clauseMiniSearch)}`,
    `  that is, times lunr           ${(figures.clause / figures.clauseLunr).toFixed(1)}`,
    `  start                         ${time(figures.start)}`,
    `  one question, median          ${time(figures.median)}; lunr ${time(figures.medianLunr)}, MiniSearch ${time(figures.medianMiniSearch)}`,
    `  one question, 99th percentile ${time(figures.slowest)}`,
  ];
}
