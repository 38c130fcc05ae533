/** One question and its answer, as the ask command reads and writes them. */
import { z } from 'zod';
import { callsForAnother } from '../../conversation/policy-turn.ts';
import { given } from '../../core/given.ts';
import { type School, schoolFile } from '../../core/school.ts';
import { textOf } from '../../core/text.ts';
import { answersIn, rulingCard } from '../../duties/ask/ruling-card.ts';
import { answeredWith } from '../../duties/ask/subject.ts';
import { alarmCard, pointerWords } from '../../duties/safeguarding.ts';
import type { Earlier, Engine, Reading, Route, Ruling, Understood } from '../../policy/answer.ts';
import { UnknownPolicy } from '../../policy/engine.ts';
import type { Policy } from '../../policy/pack.ts';
import { ageOf, cited } from '../../policy/present.ts';

const asked = z.object({
  id: z.string(),
  policy: z.string(),
  question: z.string(),
  previous: z.string().optional(),
});
export type Question = z.infer<typeof asked>;

export type Answer = {
  route: Exclude<Route, 'accounts'>;
  verdict: Ruling['verdict'] | null;
  conflict: boolean;
  clauses: string[];
  clarify: Asked | null;
  escalate: Ruling['escalate'];
  /** The first reply is the card that sends people to whoever must hear of it now. */
  alarm: boolean;
  /** The answer begins with a line that points to the safeguarding lead. */
  pointer: boolean;
  /** The flow that is offered with a button and not opened. */
  offer: Route | null;
  understood: Reading | null;
  /** Where several questions were asked: each with its own ruling. */
  parts?: (Outcome & { text: string })[];
  text: string;
};

type Outcome = { verdict: Ruling['verdict']; clauses: string[] };

/** The question that is asked back, and what would be ruled after each choice. A pick is of topics. */
type Asked = {
  question: string;
  choices: string[];
  outcomes: (Outcome & { escalate: Ruling['escalate'] })[];
  pick?: true;
};

/** The answer to a line of JSON, or what is wrong with the line. */
export async function answerLine(
  engine: Engine,
  line: string,
  today: string,
): Promise<({ id: string } & Answer) | { id: string | null; error: string }> {
  const json = parsed(line);
  const question = asked.safeParse(json);
  const id = z.object({ id: z.string() }).safeParse(json).data?.id ?? null;
  if (!question.success) return { id, error: faultOf(question.error) };
  try {
    return { id: question.data.id, ...(await answerTo(engine, question.data, today)) };
  } catch (error) {
    if (error instanceof UnknownPolicy) return { id, error: error.message };
    throw error;
  }
}

export async function answerTo(
  engine: Engine,
  { policy: id, question, previous }: Omit<Question, 'id'>,
  today: string,
): Promise<Answer> {
  const policy = engine.policy(id);
  const earlier = previous === undefined ? undefined : { question: previous };
  const understood = await understandWell(engine, id, question, earlier);
  const { route, ruling, alarm, pointer = false, offer = null, parts } = understood;
  return {
    route: seenFromOutside(route),
    verdict: ruling?.verdict ?? null,
    conflict: ruling?.conflict ?? false,
    clauses: ruling?.clauses ?? [],
    clarify: ruling && !alarm ? askedBack(engine, id, ruling) : null,
    escalate: ruling?.escalate ?? null,
    alarm: alarm !== undefined,
    pointer,
    offer: offer === 'accounts' ? null : offer,
    understood: understood.reading ?? null,
    ...(parts
      ? {
          parts: parts.map((part) => ({
            verdict: part.verdict,
            clauses: part.clauses,
            text: textFor(engine, policy, { route, ruling: part }, today),
          })),
        }
      : {}),
    text: textFor(engine, policy, understood, today),
  };
}

/** With the school's own reader where one is set and that is called for. */
async function understandWell(
  engine: Engine,
  policy: string,
  question: string,
  earlier: Earlier | undefined,
): Promise<Understood> {
  const own = engine.understand(policy, question, earlier);
  const { outside } = engine;
  const read = outside && callsForAnother(own, outside.when) ? await outside.read(question) : undefined;
  return read ? engine.understand(policy, question, earlier, false, read) : own;
}

/** Asking for the register is a question to whoever looks from outside. */
function seenFromOutside(route: Route): Answer['route'] {
  return route === 'accounts' ? 'ask' : route;
}

function askedBack(engine: Engine, policy: string, { clarify, topics, facts }: Ruling): Asked | null {
  if (!clarify) return null;
  const { fact, question, choices } = clarify;
  return {
    question,
    choices: choices.map(({ label }) => label),
    outcomes: choices.map(({ value }) => {
      const after = answeredWith({ topics, facts }, fact, value);
      const { verdict, clauses, escalate } = engine.rule(policy, after.topics, after.facts);
      return { verdict, clauses, escalate };
    }),
    ...(fact === 'topic' ? { pick: true } : {}),
  };
}

/** What somebody would read, at a school that names nobody. */
function textFor(engine: Engine, policy: Policy, understood: Understood, today: string): string {
  const { route, ruling, alarm, pointer } = understood;
  const { about } = policy;
  const school = schoolFile.parse({ id: about.id, name: about.school, policy: about.id });
  if (alarm) return textOf(alarmCard(school, alarm, cited(policy, ruling?.clauses ?? [])));
  const texts = answersIn(engine, understood).map((part) => readableText(policy, school, part, today));
  const text = texts.length > 0 ? texts.join('\n\n') : flowWords[route];
  return pointer ? `${pointerWords(school)}\n${text}` : text;
}

function readableText(
  policy: Policy,
  school: School,
  { ruling, beside }: ReturnType<typeof answersIn>[number],
  today: string,
): string {
  const { clarify } = ruling;
  const question =
    clarify && `${clarify.question} (${clarify.choices.map((choice) => choice.label).join(' · ')})`;
  if (question && clarify?.fact === 'topic') return question;
  const age = ageOf(policy, today);
  const card = rulingCard(policy, school, ruling, { ...beside, ...given({ age }) });
  return [textOf(card), question].filter(Boolean).join('\n');
}

/** What is said where a flow begins and there is nothing to rule on. */
const flowWords: Record<Route, string> = {
  ask: 'Please ask that in a few more words.',
  apply: 'Your application begins in the chat.',
  journalist: 'The call is logged in the chat.',
  incident: 'The report begins in the chat.',
  status: 'In the chat you are shown where your applications and reports stand.',
  cancel: 'Nothing is under way here, so there is nothing to stop.',
  help: 'Ask me what your school’s social media policy says, in your own words.',
  training: 'In the chat you can sign the policy, and see what is on record about you.',
  smalltalk: 'Hello! Ask me what your school’s social media policy says.',
  accounts: 'In the chat you are shown the school’s accounts.',
};

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function faultOf(error: z.ZodError): string {
  const [first] = error.issues;
  return first && first.path.length > 0
    ? `${first.path.join('.')}: ${first.message}`
    : 'This line is not a JSON object with id, policy and question.';
}
