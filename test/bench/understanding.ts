/**
 * Measures how well people are understood, on questions and wishes by somebody who saw nothing that it was taught with:
 * scored and not read. Whoever reads one to mend something has used the set up, and a new one has to be written.
 */
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Engine, Understood } from '../../src/policy/answer.ts';
import { engineOf } from '../../src/policy/engine.ts';
import { loadKnowledge } from '../../src/policy/load.ts';
import { learnAll, recall } from '../../src/policy/reading/learned.ts';
import { blindQuestions, dataDir, parentIn } from '../ask/questions.ts';
import { type Labelled, readLines, samePlace } from '../ask/score.ts';

const wish = z.object({ text: z.string(), route: z.string(), clear: z.boolean() });

const wishes = fileURLToPath(new URL('blind/flows.jsonl', import.meta.url));

/** Shares are of one. */
export type UnderstandingFigures = {
  questions: number;
  verdict: number;
  verdictFair: number;
  clause: number;
  wrongNo: number;
  wrongYes: number;
  byOthers: number;
  asksBack: number;
  asksNeedlessly: number;
  picks: number;
  withinOnePress: number;
  silencePrecision: number;
  silenceRecall: number;
  wishes: number;
  openedWrongly: number;
  missed: number;
  curve: { phrasings: number; verdictFair: number; clause: number }[];
};

type Row = { row: Labelled; got: Understood };

export function measureUnderstanding(): UnderstandingFigures {
  const knowledge = loadKnowledge(dataDir);
  const engine = engineOf(
    knowledge,
    recall(dataDir, knowledge, () => {}),
  );
  const rows = questionsFor(engine);
  const silent = rows.filter(({ got }) => told(got) === 'not-covered');
  const share = <T>(of: T[], is: (item: T) => boolean) =>
    of.length === 0 ? 1 : of.filter(is).length / of.length;
  return {
    questions: rows.length,
    verdict: share(rows, ({ row, got }) => got.ruling?.verdict === row.verdict),
    verdictFair: share(rows, isFair),
    clause: clauseShare(engine, rows),
    wrongNo: share(rows, ({ row, got }) => told(got) === 'no' && !fairOnes(row).includes('no')),
    wrongYes: share(rows, ({ row, got }) => told(got) === 'yes' && !fairOnes(row).includes('yes')),
    byOthers: share(
      rows.filter(({ row }) => row.difficulty === 'somebody-else'),
      isFair,
    ),
    asksBack: share(
      rows.filter(({ row }) => row.needs_clarification),
      ({ got }) => Boolean(got.ruling?.clarify),
    ),
    asksNeedlessly: share(
      rows.filter(({ row }) => !row.needs_clarification),
      ({ got }) => Boolean(got.ruling?.clarify) && !isPick(got),
    ),
    picks: share(rows, ({ got }) => isPick(got)),
    withinOnePress: share(rows, ({ row, got }) =>
      reachable(engine, row, got).some((verdict) => fairOnes(row).includes(verdict)),
    ),
    silencePrecision: share(silent, isFair),
    silenceRecall: share(
      rows.filter(({ row }) => row.verdict === 'not-covered'),
      ({ got }) => got.ruling?.verdict === 'not-covered',
    ),
    ...wishFigures(engine),
    curve: curveOf(knowledge),
  };
}

function questionsFor(engine: Engine): Row[] {
  return blindQuestions().map((row) => ({
    row,
    got: engine.understand(row.policy, row.question),
  }));
}

/** What somebody is told at once: nothing yet, where they are asked back. */
function told({ alarm, ruling }: Understood): string | undefined {
  return alarm || ruling?.clarify ? undefined : ruling?.verdict;
}

function fairOnes({ verdict, verdict_alt }: Labelled): string[] {
  return [verdict, ...verdict_alt];
}

function isFair({ row, got }: Row): boolean {
  return fairOnes(row).includes(got.ruling?.verdict ?? '');
}

function isPick({ ruling }: Understood): boolean {
  return ruling?.clarify?.fact === 'topic';
}

/** The verdict as it stands, and those behind each button of a question back. */
function reachable(engine: Engine, { policy }: Labelled, { ruling }: Understood): string[] {
  if (!ruling) return [];
  const { clarify, topics, facts } = ruling;
  const after = (clarify?.choices ?? []).map(({ value }) =>
    clarify?.fact === 'topic'
      ? engine.rule(policy, [value], facts)
      : engine.rule(policy, topics, { ...facts, [clarify?.fact ?? '']: value }),
  );
  return [ruling, ...after].map(({ verdict }) => verdict);
}

function clauseShare(engine: Engine, rows: Row[]): number {
  const parentOf = parentIn(engine);
  const covered = rows.filter(({ row }) => row.sections.length > 0);
  const right = covered.filter(({ row, got }) =>
    [...row.sections, ...row.sections_fine].some((section) =>
      samePlace(row.policy, got.ruling?.clauses[0] ?? '', section, parentOf),
    ),
  );
  return right.length / covered.length;
}

/** Flows that begin something; the others are only ways of answering. */
const flows = new Set(['apply', 'journalist', 'training', 'status', 'accounts', 'cancel']);

function wishFigures(engine: Engine): Pick<UnderstandingFigures, 'wishes' | 'openedWrongly' | 'missed'> {
  const [policy = ''] = engine.policies();
  const rows = readLines(wishes, wish).map((row) => ({
    row,
    got: engine.understand(policy, row.text),
  }));
  const clear = rows.filter(({ row }) => row.clear && flows.has(row.route));
  return {
    wishes: rows.length,
    openedWrongly:
      rows.filter(({ row, got }) => flows.has(got.route) && got.route !== row.route).length / rows.length,
    missed:
      clear.filter(({ row, got }) => got.route !== row.route && got.offer !== row.route).length /
      clear.length,
  };
}

/** The same questions with fewer writers to learn from, to see whether more would help. */
function curveOf(knowledge: ReturnType<typeof loadKnowledge>): UnderstandingFigures['curve'] {
  const writers = knowledge.phrasings.filter(({ name }) => name.startsWith('writer-'));
  const others = knowledge.phrasings.filter(({ name }) => !name.startsWith('writer-'));
  return [0, 0.25, 0.5, 1].map((part) => {
    const phrasings = [...others, ...writers.slice(0, Math.round(part * writers.length))];
    const engine = engineOf(knowledge, learnAll({ ...knowledge, phrasings }));
    const rows = questionsFor(engine);
    return {
      phrasings: phrasings.reduce((sum, { text }) => sum + text.split('\n').length - 1, 0),
      verdictFair: rows.filter(isFair).length / rows.length,
      clause: clauseShare(engine, rows),
    };
  });
}

export function understandingLines(figures: UnderstandingFigures): string[] {
  const percent = (part: number) => `${(part * 100).toFixed(1)} %`;
  return [
    `Understanding ${figures.questions} questions that nothing was tuned on`,
    `  verdict right                 ${percent(figures.verdict)} (with a fair second reading ${percent(figures.verdictFair)})`,
    `  right clause first            ${percent(figures.clause)}`,
    `  told “no”, “yes” wrongly      ${percent(figures.wrongNo)}, ${percent(figures.wrongYes)}`,
    `  what somebody else did, fair  ${percent(figures.byOthers)}`,
    `  asks back where it must       ${percent(figures.asksBack)}, needlessly ${percent(figures.asksNeedlessly)}; lets people pick ${percent(figures.picks)}`,
    `  right within one press        ${percent(figures.withinOnePress)}`,
    `  “does not say”                right ${percent(figures.silencePrecision)}, found ${percent(figures.silenceRecall)}`,
    `  of ${figures.wishes} wishes and remarks    opened wrongly ${percent(figures.openedWrongly)}, clear ones missed ${percent(figures.missed)}`,
    ...figures.curve.map(
      ({ phrasings, verdictFair, clause }) =>
        `  taught with ${String(phrasings).padStart(6)} lines     fair ${percent(verdictFair)}, clause ${percent(clause)}`,
    ),
  ];
}
