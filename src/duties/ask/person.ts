/** A question that a person has to answer: it goes to the right leaders, their reply comes back, and may be kept as the school's own ruling. */
import { z } from 'zod';
import { namesSomebody } from '../../conversation/names.ts';
import { brief, capital, roleInWords, roleWithNames } from '../../conversation/words.ts';
import { type AnswerCard, button, type CaseCard, type FormCard, notice } from '../../core/card.ts';
import type { Answers } from '../../core/event.ts';
import { checkAll, type Field, shownDate } from '../../core/form.ts';
import type { Collection } from '../../core/record.ts';
import { holders, type Role } from '../../core/school.ts';
import { dayAt, shownInstant } from '../../core/time.ts';
import { inPrivate, type Turn } from '../../core/turn.ts';
import type { Engine, Escalation, Ruling } from '../../policy/answer.ts';
import type { Policy } from '../../policy/pack.ts';
import { handOver, isSafeguarding } from '../safeguarding.ts';
import { cited, sourceOf } from './ruling-card.ts';
import { packSubject, type Subject, sameTopics, subjectParts, unpackSubject } from './subject.ts';

const someone = z.object({ id: z.string(), name: z.string() });

const question = z.object({
  id: z.string(),
  asker: someone,
  words: z.string(),
  ...subjectParts,
  role: z.enum(['slt', 'dsl', 'head']),
  at: z.string(),
  answer: z.object({ words: z.string(), by: someone, at: z.string(), kept: z.boolean() }).optional(),
});
type Question = z.infer<typeof question>;

const questions: Collection<Question> = {
  kind: 'question',
  schema: question,
  keys: (one) => [one.answer ? 'state:answered' : 'state:open'],
};

/** What a leader decided where the policy is silent or disagrees with itself. It never loosens a rule that is there. */
const ownRuling = z.object({
  id: z.string(),
  ...subjectParts,
  question: z.string(),
  answer: z.string(),
  by: someone,
  at: z.string(),
  until: z.string().optional(),
});
type OwnRuling = z.infer<typeof ownRuling>;

const ownRulings: Collection<OwnRuling> = {
  kind: 'own-ruling',
  schema: ownRuling,
  keys: () => [],
};

type Value = Record<string, string>;

const questionField: Field = {
  name: 'question',
  kind: 'text',
  label: 'Your question',
  ask: 'What is your question?',
  help: 'Please leave out the names of children.',
  longest: 1000,
};

export function openQuestion(turn: Turn, value: Value): void {
  turn.openForm({
    kind: 'form',
    form: 'ask.person',
    title: 'Ask a person',
    intro: `It goes to ${roleWithNames(turn.school, roleFor(value.to))}, and the reply comes to you.`,
    fields: [questionField],
    answers: value.words ? { question: value.words } : {},
    problems: {},
    submit: 'Send it',
    value,
  });
}

/** Who answers: whoever the ruling names, else the senior leaders. */
function roleFor(escalation: string | undefined): Question['role'] {
  return escalation === ('dsl' satisfies Escalation) || escalation === ('head' satisfies Escalation)
    ? escalation
    : 'slt';
}

export async function sendQuestion(
  turn: Turn,
  engine: Engine,
  answers: Answers,
  value: Value,
): Promise<void> {
  const result = checkAll([questionField], answers, turn.today);
  if (result.problems.question) return turn.refuse(result.problems);
  const words = String(result.answers.question);
  const policy = engine.policy(turn.school.policy);
  const carried = unpackSubject(value);
  const understood = engine.understand(policy.about.id, words, { question: '', ...carried });
  if (isSafeguarding(understood)) return handOver(turn, cited(policy, understood.ruling?.clauses ?? []));
  const fresh: Question = {
    id: turn.reference('Q'),
    asker: { id: turn.person.id, name: turn.person.name },
    words,
    ...subjectOf(carried, understood.ruling),
    role: roleFor(value.to),
    at: turn.event.at,
  };
  turn.work.put(questions, fresh);
  turn.audit('asked a person', fresh.id);
  const card = questionCard(turn, engine, fresh);
  const people = holders(turn.school, fresh.role).filter(
    (one) => one.id !== turn.person.id && turn.canReach({ person: one.id }),
  );
  if (fresh.role === 'slt') turn.tell({ room: 'slt' }, card, aboutQuestion(fresh));
  else for (const one of people) turn.tell({ person: one.id }, card, aboutQuestion(fresh));
  const sent =
    people.length > 0
      ? `Sent to ${roleWithNames(turn.school, fresh.role)}. The reply will come to you here.`
      : `I can reach nobody else here who answers as ${roleInWords(fresh.role)}, so please ask in person.`;
  inPrivate(turn).say(notice(people.length > 0 ? 'good' : 'warning', sent));
}

/** What the words as they were sent are about; only where that is what was asked before do its facts still count. */
function subjectOf(carried: Subject, sent: Ruling | null): Subject {
  const { topics, facts } = sent ?? { topics: [], facts: {} };
  return { topics, facts: sameTopics(topics, carried.topics) ? { ...carried.facts, ...facts } : facts };
}

function questionCard(turn: Turn, engine: Engine, one: Question): CaseCard {
  const policy = engine.policy(turn.school.policy);
  const near = one.topics.length > 0 ? engine.rule(turn.school.policy, one.topics, one.facts) : undefined;
  const clauses = near ? cited(policy, [...near.clauses, ...near.context]) : [];
  return {
    kind: 'case',
    title: `${one.asker.name} asks`,
    status: one.answer ? `Answered by ${one.answer.by.name}` : 'Waiting for an answer',
    tone: one.answer ? 'good' : 'warning',
    text: one.words,
    facts: [
      ...clauses.map((clause) => ({ label: `Closest: clause ${clause.anchor}`, value: clause.text })),
      ...(clauses.length === 0
        ? [{ label: 'Closest clause', value: 'None. The policy does not speak of it.' }]
        : []),
      ...(one.answer ? [{ label: 'Answer', value: one.answer.words }] : []),
    ],
    steps: [],
    history: [
      `Asked by ${one.asker.name}, ${shownInstant(one.at, turn.school.timezone)}`,
      ...(one.answer?.kept ? ['Kept as the school’s own ruling'] : []),
    ],
    buttons: one.answer
      ? []
      : [{ ...button('Answer', 'ask.answer', { id: one.id }), style: 'primary', opensForm: true }],
  };
}

export async function openAnswer(turn: Turn, engine: Engine, value: Value): Promise<void> {
  const one = await answerable(turn, value);
  if (one) turn.openForm(answerForm(one, mayBeKept(engine, turn, one)));
}

function answerForm(one: Question, keepable: boolean): FormCard {
  return {
    kind: 'form',
    form: 'ask.answer',
    title: 'Answer a question',
    intro: brief(one.words, 300),
    fields: answerFields(keepable),
    answers: keepable ? { keep: 'no' } : {},
    problems: {},
    submit: 'Answer',
    value: { id: one.id },
  };
}

function answerFields(keepable: boolean): Field[] {
  const words: Field = {
    name: 'answer',
    kind: 'text',
    label: 'Your answer',
    ask: 'What is your answer?',
    longest: 1500,
  };
  if (!keepable) return [words];
  return [
    words,
    {
      name: 'keep',
      kind: 'choice',
      label: 'Keep it as the school’s own ruling?',
      ask: 'Keep it?',
      help: 'Everybody who asks the same from now on gets this answer, with your name.',
      choices: [
        { value: 'no', label: 'No, this one person only' },
        { value: 'yes', label: 'Yes, for everybody' },
      ],
    },
    {
      name: 'until',
      kind: 'date',
      label: 'Until when does it hold?',
      ask: 'Until when?',
      help: 'Leave it empty if it holds until somebody withdraws it.',
      optional: true,
      notBefore: 'today',
    },
  ];
}

/** A ruling of the school's own fills a gap; it is not offered where the policy has spoken. */
function mayBeKept(engine: Engine, turn: Turn, one: Question): boolean {
  return one.topics.length > 0 && leavesRoom(engine.rule(turn.school.policy, one.topics, one.facts));
}

function leavesRoom(ruling: Ruling): boolean {
  return ruling.verdict === 'not-covered' || ruling.conflict;
}

export async function answerQuestion(
  turn: Turn,
  engine: Engine,
  answers: Answers,
  value: Value,
): Promise<void> {
  const one = await answerable(turn, value);
  if (!one) return;
  const keepable = mayBeKept(engine, turn, one);
  const { problems, answers: given } = checkAll(answerFields(keepable), answers, turn.today);
  if (Object.keys(problems).length > 0) return turn.refuse(problems);
  const by = { id: turn.person.id, name: turn.person.name };
  const kept = keepable && given.keep === 'yes';
  const answered: Question = { ...one, answer: { words: String(given.answer), by, at: turn.event.at, kept } };
  turn.work.put(questions, answered);
  turn.audit('answered a question', one.id, { kept: kept ? 'yes' : 'no' });
  if (kept) {
    const until = String(given.until ?? '');
    const ruling = {
      id: keyOf(one),
      topics: one.topics,
      facts: one.facts,
      question: brief(one.words, 200),
      answer: String(given.answer),
      by,
      at: turn.event.at,
    };
    turn.work.put(ownRulings, until ? { ...ruling, until } : ruling);
    turn.audit('kept a ruling of the school', keyOf(one), until ? { until } : {});
  }
  turn.update(aboutQuestion(one), questionCard(turn, engine, answered));
  turn.tell(
    { person: one.asker.id },
    {
      kind: 'notice',
      tone: 'good',
      title: `${by.name} has answered`,
      text: String(given.answer),
      facts: [{ label: 'You asked', value: one.words }],
      buttons: [],
    },
  );
}

async function answerable(turn: Turn, value: Value): Promise<Question | undefined> {
  const one = await turn.work.get(questions, value.id ?? '');
  if (!one) turn.whisper(notice('info', 'This question is no longer on record, so nothing was changed.'));
  else if (!turn.person.roles.includes(one.role)) {
    turn.audit('was refused: may not answer this question', one.id);
    turn.whisper(
      notice('info', `${capital(roleInWords(one.role))} answers this one, so nothing was changed.`),
    );
  } else if (one.asker.id === turn.person.id) {
    turn.audit('was refused: nobody answers their own question', one.id);
    turn.whisper(notice('info', 'This is your own question, so somebody else has to answer it.'));
  } else if (one.answer) turn.whisper(notice('info', `${one.answer.by.name} has answered this already.`));
  else return one;
  return undefined;
}

/**
 * The school's own ruling on what was asked, if the policy leaves room for one and it still holds. It counts for the
 * very same topics and facts only: what was decided for parents says nothing about colleagues, nor the general about pupils.
 */
export async function ownRulingOn(turn: Turn, ruling: Ruling): Promise<OwnRuling | undefined> {
  if (!leavesRoom(ruling) || ruling.topics.length === 0) return undefined;
  const own = await turn.work.get(ownRulings, keyOf(ruling));
  return own && (!own.until || own.until >= turn.today) ? own : undefined;
}

export function ownRulingCard(turn: Turn, policy: Policy, own: OwnRuling, ruling: Ruling): AnswerCard {
  const since = shownDate(dayAt(own.at, turn.school.timezone));
  const until = own.until ? `, until ${shownDate(own.until)}` : '';
  return {
    kind: 'answer',
    title: 'Your school has decided',
    tone: 'info',
    text: own.answer,
    clauses: cited(policy, ruling.clauses),
    caveats: [
      `Decided by ${own.by.name} on ${since}${until}. It is the school’s own ruling and does not stand in the policy.`,
      ...(namesSomebody(own.question)
        ? []
        : [`The question was: “${own.question}” If yours is another one, please ask a person.`]),
    ],
    source: sourceOf(policy),
    buttons: [
      ...(leads(turn) ? [button('Withdraw this ruling', 'ask.withdraw', { key: own.id })] : []),
      { ...button('Ask a person', 'ask.person', packSubject(ruling)), opensForm: true },
    ],
  };
}

export async function withdrawRuling(turn: Turn, value: Value): Promise<void> {
  const own = await turn.work.get(ownRulings, value.key ?? '');
  if (!own) return turn.whisper(notice('info', 'This ruling has been withdrawn already.'));
  if (!leads(turn)) {
    turn.audit('was refused: only leaders withdraw a ruling', own.id);
    return turn.whisper(notice('info', 'Only the school’s leaders can withdraw a ruling.'));
  }
  turn.work.remove(ownRulings, own.id);
  turn.audit('withdrew a ruling of the school', own.id);
  turn.replace(notice('info', `Withdrawn. From now on the answer is that the policy does not say.`));
}

function leads(turn: Turn): boolean {
  return turn.person.roles.some((role: Role) => role === 'slt' || role === 'head');
}

function keyOf(one: Subject): string {
  const known = Object.entries(one.facts).map(([name, value]) => `${name}=${value}`);
  return [...one.topics.toSorted(), ...known.toSorted()].join(' ');
}

function aboutQuestion(one: Question): string {
  return `question:${one.id}`;
}
