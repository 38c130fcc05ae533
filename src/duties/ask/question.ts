/** A question that a person has to answer: who may, what they are asked, and their reply to whoever asked. */

import { z } from 'zod';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { brief, capital, dated, roleInWords } from '../../conversation/words.ts';
import { type CaseCard, caseCard, type Fact, notice } from '../../core/card.ts';
import { clauseName } from '../../core/clause-name.ts';
import type { Field } from '../../core/field.ts';
import type { Matter, Refusal } from '../../core/matter/table.ts';
import { history } from '../../core/matter/table.ts';
import type { Collection } from '../../core/record.ts';
import { whenAt } from '../../core/register.ts';
import { someone } from '../../core/someone.ts';
import type { Turn } from '../../core/turn.ts';
import { cited } from '../../policy/present.ts';
import { keepRuling, leavesRoom, scopeInWords } from './own-ruling.ts';
import { rulingOn, subjectParts } from './subject.ts';

const question = z.object({
  id: z.string(),
  asker: someone,
  words: z.string(),
  ...subjectParts,
  role: z.enum(['slt', 'dsl', 'head']),
  at: z.string(),
  answer: z.object({ words: z.string(), by: someone, at: z.string(), kept: z.boolean() }).optional(),
  history,
});
export type Question = z.infer<typeof question>;

const questionRecords: Collection<Question> = {
  kind: 'question',
  schema: question,
  keys: ({ answer }) => (answer ? ['state:answered', `ended:${answer.at.slice(0, 10)}`] : ['state:open']),
};

const answerField: Field = {
  name: 'answer',
  kind: 'text',
  label: 'Your answer',
  ask: 'What is your answer?',
  longest: 1500,
};

/** A reply may be kept for what was named, or for the whole topic; examples show what that would answer. */
function keepFields(turn: PolicyTurn, { topics: [topic = ''], facts }: Question): Field[] {
  const { engine } = turn;
  const asAsked = scopeInWords(turn, { topics: [topic], facts });
  const whole = scopeInWords(turn, { topics: [topic], facts: {} });
  const ways = engine.waysOfAsking(topic, facts).map((way) => `“${way}”`);
  return [
    {
      name: 'keep',
      kind: 'choice',
      label: 'Keep this answer for everyone?',
      ask: 'Keep it?',
      help: [
        'Everyone who asks the same will get it, with your name.',
        ...(ways.length > 0 ? [`For example: ${ways.join(' ')}`] : []),
      ].join(' '),
      choices: [
        { value: 'no', label: 'No, just for this person' },
        { value: 'yes', label: `Yes: ${asAsked}` },
        { value: 'wide', label: `Yes, for the whole topic: ${whole}` },
      ],
    },
    untilField,
  ];
}

const untilField: Field = {
  name: 'until',
  kind: 'date',
  label: 'Until when?',
  ask: 'Until when?',
  help: 'Leave it empty if it has no end.',
  optional: true,
  notBefore: 'today',
};

export const questions: Matter<Question, PolicyTurn, 'answer'> = {
  name: 'ask',
  records: questionRecords,
  gone: 'This question is no longer on record, so nothing was changed.',
  by: mayAnswer,
  over: (_turn, { answer }) => answer && `${answer.by.name} has answered this already.`,
  sees: ({ person }, { role, asker }) =>
    person.roles.includes(role) || asker.id === person.id ? 'question' : undefined,
  confidential: true,
  views: () => [{ name: 'question', looks: askedCard, acts: ['answer'] }],
  acts: {
    answer: {
      label: 'Answer',
      style: 'primary',
      asks: (turn, question) => {
        const keepable = mayBeKept(turn, question);
        return {
          title: 'Answer a question',
          intro: brief(question.words, 300),
          fields: [answerField, ...(keepable ? keepFields(turn, question) : [])],
          answers: keepable ? { keep: 'no' } : {},
          submit: 'Answer',
        };
      },
      does: (question, { by, at, answers }) => ({
        ...question,
        answer: {
          words: String(answers.answer),
          by,
          at,
          kept: answers.keep === 'yes' || answers.keep === 'wide',
        },
      }),
      audit: 'answered a question',
      detail: ({ answer }) => ({ kept: answer?.kept ? 'yes' : 'no' }),
      history: ({ answer }, { by }) =>
        `Answered by ${by.name}${answer?.kept ? ', and kept for everyone' : ''}`,
      tells: (turn, { asker, words }, { by, answers }) =>
        turn.tell(
          { person: asker.id },
          notice('good', String(answers.answer), {
            title: `${by.name} has answered`,
            facts: [{ label: 'You asked', value: words }],
          }),
        ),
      after: async (turn, { answer, ...asked }, { answers }) => {
        if (answer?.kept)
          keepRuling(turn, asked, {
            question: asked.words,
            answer: answer.words,
            until: String(answers.until ?? ''),
            scope: answers.keep === 'wide' ? 'wide' : 'as-asked',
          });
      },
    },
  },
  home: {
    among: ['state:open'],
    waits: ['answer'],
    line: (_turn, { asker, words, role }, waits) =>
      waits
        ? { title: `${asker.name} asks`, text: brief(words, 120) }
        : { title: 'Your question', text: `Waiting for ${roleInWords(role)}` },
  },
  kept: {
    days: 400,
    because: 'A school year and the summer after it, so that the same question gets the same answer.',
    seenBy: 'Whoever asked, and those who answer it',
  },
  register: {
    name: 'questions',
    title: 'Questions to a person',
    columns: {
      Question: ({ words }) => words,
      'Asked by': ({ asker }) => asker.name,
      Asked: ({ at }, turn) => whenAt(turn, at),
      Answer: ({ answer }) => answer?.words,
      'Answered by': ({ answer }) => answer?.by.name,
      Answered: ({ answer }, turn) => whenAt(turn, answer?.at),
    },
  },
};

function mayAnswer({ person }: Turn, { role, asker }: Question): Refusal | undefined {
  if (!person.roles.includes(role))
    return {
      says: `${capital(roleInWords(role))} answers this one, so nothing was changed.`,
      audit: 'may not answer this question',
    };
  if (asker.id === person.id)
    return {
      says: 'This is your own question, so someone else has to answer it.',
      audit: 'nobody answers their own question',
    };
  return undefined;
}

/** A ruling of the school's own fills a gap; it is not offered where the policy has spoken. */
function mayBeKept(turn: PolicyTurn, question: Question): boolean {
  return question.topics.length > 0 && leavesRoom(rulingOn(turn, question));
}

function askedCard(turn: PolicyTurn, question: Question): CaseCard {
  const { answer } = question;
  return caseCard({
    title: `${question.asker.name} asks`,
    status: answer ? `Answered by ${answer.by.name}` : 'Waiting for an answer',
    tone: answer ? 'good' : 'warning',
    text: question.words,
    facts: answer ? [{ label: 'Answer', value: answer.words }] : [],
    details: closestClauses(turn, question),
    history: question.history.map((past) => dated(turn.school, past)),
  });
}

function closestClauses(turn: PolicyTurn, question: Question): Fact[] {
  const near = question.topics.length > 0 ? rulingOn(turn, question) : undefined;
  const clauses = near ? cited(turn.policy, [...near.clauses, ...near.context]) : [];
  if (clauses.length === 0)
    return [{ label: 'Closest clause', value: 'None: your policy doesn’t mention it.' }];
  return clauses.map((clause) => ({ label: `Closest clause: ${clauseName(clause)}`, value: clause.text }));
}
