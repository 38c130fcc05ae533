/** Our own labelled questions, the engine that answers them, and what its answers look like to the scorer. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Engine } from '../../src/policy/answer.ts';
import { type Answer, type Labelled, labelled, type Routed, readLines, routed } from './score.ts';

export const dataDir = fileURLToPath(new URL('../../data', import.meta.url));
const here = fileURLToPath(new URL('.', import.meta.url));

export function ownQuestions(): Labelled[] {
  return readdirSync(here)
    .filter((name) => name.endsWith('.jsonl') && name !== 'routing.jsonl')
    .sort()
    .flatMap((name) => readLines(`${here}/${name}`, labelled));
}

export function ownRoutes(): Routed[] {
  return readLines(`${here}/routing.jsonl`, routed);
}

const blind = fileURLToPath(new URL('../bench/blind', import.meta.url));

/** Questions that nothing was tuned on: scored and not read. */
export function blindQuestions(): Labelled[] {
  return readLines(`${blind}/questions.jsonl`, labelled);
}

/** Messages that are scored by `npm run bench` and read by nobody. */
export function blindMessages(): string[] {
  const message = z.union([z.object({ text: z.string() }), z.object({ question: z.string() })]);
  return readdirSync(blind).flatMap((name) =>
    readLines(`${blind}/${name}`, message).map((row) => ('text' in row ? row.text : row.question)),
  );
}

export function answerOf(engine: Engine, { policy, question, previous }: Labelled): Answer {
  const { route, ruling } = engine.understand(
    policy,
    question,
    previous ? { question: previous } : undefined,
  );
  return {
    route,
    verdict: ruling?.verdict ?? null,
    clauses: ruling?.clauses ?? [],
    clarify: ruling?.clarify ?? null,
    escalate: ruling?.escalate ?? null,
  };
}

export function parentIn(engine: Engine): (policy: string, anchor: string) => string | undefined {
  return (policy, anchor) => engine.policy(policy).clauses.get(anchor)?.parent;
}
