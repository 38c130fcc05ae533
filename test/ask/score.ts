/** Scores answers against labelled questions: verdict, clause, silence, asking back, hand-over and route. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const anchors = z.array(z.string()).default([]);

export const labelled = z.object({
  id: z.string(),
  policy: z.string(),
  question: z.string(),
  previous: z.string().optional(),
  verdict: z.string(),
  verdict_alt: z.array(z.string()).default([]),
  sections: anchors,
  sections_fine: anchors,
  needs_clarification: z.boolean(),
  escalate: z.string().nullable(),
  escalate_alt: z.array(z.string()).default([]),
  intent: z.string(),
  intent_alt: z.array(z.string()).default([]),
  difficulty: z.string(),
});
export type Labelled = z.infer<typeof labelled>;

export const routed = z.object({
  id: z.string(),
  text: z.string(),
  previous: z.string().optional(),
  route: z.string(),
  route_alt: z.array(z.string()).default([]),
});
export type Routed = z.infer<typeof routed>;

export type Answer = {
  route: string;
  verdict: string | null;
  clauses: string[];
  clarify: unknown;
  escalate: string | null;
};

export type Scores = {
  questions: number;
  strict: number;
  lenient: number;
  clause: number;
  severalClauses: number;
  silencePrecision: number;
  silenceRecall: number;
  asksBack: number;
  asksNeedlessly: number;
  /** Where the topic was in doubt, and nothing had to be asked. */
  picksNeedlessly: number;
  handsOver: number;
  route: number;
  /** Questions answered yes where the policy says no, must or conditional, and where no fair reader says yes. */
  wrongYes: string[];
  /** The same, where a fair reader may say yes. */
  doubtfulYes: string[];
};

export function readLines<T>(file: string | URL, shape: z.ZodType<T>): T[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => shape.parse(JSON.parse(line)));
}

/** `parentOf` gives the clause that an anchor stands in, so that a bullet and its section count as one place. */
export function score(
  pairs: { row: Labelled; answer: Answer }[],
  parentOf: (policy: string, anchor: string) => string | undefined,
): Scores {
  const covered = pairs.filter(({ row }) => row.sections.length > 0);
  const several = covered.filter(({ row }) => row.difficulty === 'multi-clause');
  const silent = pairs.filter(({ row }) => row.verdict === 'not-covered');
  const saidSilent = pairs.filter(({ answer }) => answer.verdict === 'not-covered');
  const yeses = pairs.filter(
    ({ row, answer }) => answer.verdict === 'yes' && ['no', 'must', 'conditional'].includes(row.verdict),
  );
  const toAsk = pairs.filter(({ row }) => row.needs_clarification);
  const notToAsk = pairs.filter(({ row }) => !row.needs_clarification);
  const fitsPlace = (row: Labelled, cited: string) =>
    [...row.sections, ...row.sections_fine].some((accepted) =>
      samePlace(row.policy, cited, accepted, parentOf),
    );
  return {
    questions: pairs.length,
    strict: share(pairs, ({ row, answer }) => answer.verdict === row.verdict),
    lenient: share(pairs, ({ row, answer }) => isFairVerdict(row, answer)),
    clause: share(covered, ({ row, answer }) => fitsPlace(row, answer.clauses[0] ?? '')),
    severalClauses: share(several, ({ row, answer }) => {
      const found = row.sections.filter((accepted) =>
        answer.clauses.some((cited) => samePlace(row.policy, cited, accepted, parentOf)),
      );
      return found.length >= Math.min(2, row.sections.length);
    }),
    silencePrecision: share(saidSilent, ({ row, answer }) => isFairVerdict(row, answer)),
    silenceRecall: share(silent, ({ row, answer }) => isFairVerdict(row, answer)),
    asksBack: share(toAsk, ({ answer }) => answer.clarify !== null),
    asksNeedlessly: share(notToAsk, ({ answer }) => answer.clarify !== null && !isPick(answer.clarify)),
    picksNeedlessly: share(notToAsk, ({ answer }) => isPick(answer.clarify)),
    handsOver: share(pairs, ({ row, answer }) => isFairHandOver(row, answer)),
    route: share(pairs, ({ row, answer }) => [row.intent, ...row.intent_alt].includes(answer.route)),
    wrongYes: yeses.filter(({ row }) => !row.verdict_alt.includes('yes')).map(({ row }) => row.id),
    doubtfulYes: yeses.filter(({ row }) => row.verdict_alt.includes('yes')).map(({ row }) => row.id),
  };
}

/** A choice of topics, as the engine and as the ask command tell it. */
function isPick(clarify: unknown): boolean {
  return pick.safeParse(clarify).success;
}
const pick = z.union([z.object({ fact: z.literal('topic') }), z.object({ pick: z.literal(true) })]);

function isFairVerdict(row: Labelled, answer: Answer): boolean {
  return [row.verdict, ...row.verdict_alt].includes(answer.verdict ?? '');
}

/** A hand-over to any named person is right where the policy names none; naming one too many is no error. */
function isFairHandOver(row: Labelled, answer: Answer): boolean {
  if (row.escalate === null) return true;
  if (row.escalate === 'human') return answer.escalate !== null;
  return [row.escalate, ...row.escalate_alt].includes(answer.escalate ?? '');
}

export function samePlace(
  policy: string,
  cited: string,
  accepted: string,
  parentOf: (policy: string, anchor: string) => string | undefined,
): boolean {
  return (
    cited !== '' &&
    (cited === accepted || parentOf(policy, cited) === accepted || parentOf(policy, accepted) === cited)
  );
}

function share<T>(items: T[], counts: (item: T) => boolean): number {
  return items.length === 0 ? 1 : items.filter(counts).length / items.length;
}

/** The scores as lines to read. */
export function scoreLines(scores: Scores): string[] {
  const percent = (part: number) => `${(100 * part).toFixed(1)} %`.padStart(8);
  return [
    `questions                       ${scores.questions}`,
    `right clause first            ${percent(scores.clause)}`,
    `clauses of several-part ones  ${percent(scores.severalClauses)}`,
    `verdict, strict               ${percent(scores.strict)}`,
    `verdict, fair second reading  ${percent(scores.lenient)}`,
    `route                         ${percent(scores.route)}`,
    `not covered, precision        ${percent(scores.silencePrecision)}`,
    `not covered, recall           ${percent(scores.silenceRecall)}`,
    `asks back when it must        ${percent(scores.asksBack)}`,
    `asks back when it need not    ${percent(scores.asksNeedlessly)}`,
    `lets people pick needlessly   ${percent(scores.picksNeedlessly)}`,
    `names the right person        ${percent(scores.handsOver)}`,
    `wrong yes                     ${scores.wrongYes.length}  ${scores.wrongYes.join(' ')}`,
    `doubtful yes                  ${scores.doubtfulYes.length}  ${scores.doubtfulYes.join(' ')}`,
  ];
}
