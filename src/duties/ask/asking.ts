/** Puts a question to a person: a form, and then a card for the leaders whom it is for. */
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { roleInWords, roleWithNames } from '../../conversation/words.ts';
import { formCard, notice } from '../../core/card.ts';
import type { Answers } from '../../core/event.ts';
import type { Field } from '../../core/field.ts';
import { checkAll } from '../../core/form.ts';
import type { Value } from '../../core/handler.ts';
import { give } from '../../core/matter/cards.ts';
import { raise } from '../../core/matter/change.ts';
import { holders } from '../../core/school.ts';
import { asSomeone } from '../../core/someone.ts';
import { inPrivate, type Turn } from '../../core/turn.ts';
import type { Escalation, Ruling } from '../../policy/answer.ts';
import { answerSafely } from './answering.ts';
import { type Question, questions } from './question.ts';
import { type Subject, sameTopics, unpackSubject } from './subject.ts';

const questionField: Field = {
  name: 'question',
  kind: 'text',
  label: 'Your question',
  ask: 'What is your question?',
  help: 'Please leave out the names of children.',
  longest: 1000,
};

/** Opens the form in which somebody puts their question. */
export async function openQuestion(turn: Turn, value: Value): Promise<void> {
  turn.openForm(
    formCard({
      form: 'ask.person',
      title: 'Ask a person',
      intro: `It goes to ${roleWithNames(turn.school, roleFor(value.to))}, and the reply will come to you.`,
      fields: [questionField],
      answers: value.words ? { question: value.words } : {},
      submit: 'Send it',
      value,
    }),
  );
}

/** Who answers: whoever the ruling names, else the senior leaders. */
function roleFor(escalation: string | undefined): Question['role'] {
  return escalation === ('dsl' satisfies Escalation) || escalation === ('head' satisfies Escalation)
    ? escalation
    : 'slt';
}

export async function sendQuestion(turn: PolicyTurn, answers: Answers, value: Value): Promise<void> {
  const checked = checkAll([questionField], answers, turn.today);
  if (checked.problems.question) return turn.refuse(checked.problems);
  const words = String(checked.answers.question);
  const carried = unpackSubject(value);
  const understood = turn.engine.understand(turn.school.policy, words, { question: '', ...carried });
  if (understood.alarm) return answerSafely(turn, understood.alarm, understood);
  const question = raise(
    turn,
    questions,
    {
      id: turn.reference('Q'),
      asker: asSomeone(turn.person),
      words,
      ...subjectOf(carried, understood.ruling),
      role: roleFor(value.to),
      at: turn.event.at,
      history: [],
    },
    { audit: 'asked a person', history: `Asked by ${turn.person.name}` },
  );
  await send(turn, question);
}

/** What the words as they were sent are about; only where that is what was asked before do its facts still count. */
function subjectOf(carried: Subject, sent: Ruling | null): Subject {
  const { topics, facts } = sent ?? { topics: [], facts: {} };
  return { topics, facts: sameTopics(topics, carried.topics) ? { ...carried.facts, ...facts } : facts };
}

async function send(turn: PolicyTurn, question: Question): Promise<void> {
  const { role, asker } = question;
  const people = holders(turn.school, role)
    .filter(({ id }) => id !== asker.id)
    .map(({ id }) => ({ person: id }))
    .filter((to) => turn.canReach(to));
  const lost = notice(
    'warning',
    `I couldn’t get your question to ${roleInWords(role)}. It’s kept, but please ask them in person.`,
  );
  await give(turn, questions, question, 'question', role === 'slt' ? [{ room: 'slt' }] : people, {
    ifLost: lost,
  });
  inPrivate(turn).say(
    people.length > 0
      ? notice('good', `Sent to ${roleWithNames(turn.school, role)}. The reply will come to you here.`)
      : notice(
          'warning',
          `There’s nobody else here I can reach as ${roleInWords(role)}, so please ask in person.`,
        ),
  );
}
