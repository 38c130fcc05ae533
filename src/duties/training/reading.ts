/** What somebody reads and answers before they sign: what is new, the clauses that matter, three questions, the statement. */
import { editionOf, type PolicyTurn } from '../../conversation/policy-turn.ts';
import { clauseName } from '../../core/clause-name.ts';
import { type Begin, begin } from '../../core/dialog.ts';
import type { Field } from '../../core/field.ts';
import { inPrivate } from '../../core/turn.ts';
import type { Policy } from '../../policy/pack.ts';
import { cited } from '../../policy/present.ts';
import { type Changes, changesSince } from './editions.ts';
import { trainings } from './standing.ts';

export async function beginReading(turn: PolicyTurn): Promise<void> {
  await begin(inPrivate(turn), await readingForm(turn));
}

export async function readingForm(turn: PolicyTurn): Promise<Begin> {
  const { policy } = turn;
  const standing = await turn.work.get(trainings, turn.person.id);
  const older = standing?.signed?.policy;
  const changes = older ? await changesSince(turn, older) : undefined;
  return {
    form: 'training.sign',
    title: 'Your signature',
    intro: introTo(turn, older, changes),
    fields: [
      ...newFields(policy, changes),
      ...readFields(policy),
      ...questionFields(policy),
      ...ownFields(policy),
    ],
    next: 'Your name, the time and the edition go on record. Leaders and administrators see that you’ve signed. What you answered isn’t kept.',
    submit: 'Sign it',
    value: { edition: editionOf(policy) },
  };
}

/** More than these would make a short conversation a long one. */
const mostNew = 6;

function introTo(
  { policy, school }: PolicyTurn,
  older: string | undefined,
  changes: Changes | undefined,
): string {
  const { clauses, reads, questions } = policy.signing;
  return [
    ...(clauses.length === 0 ? ['Your school asks for this. Your policy doesn’t.'] : []),
    ...(older ? [changesInWords(changes)] : []),
    `You’ll read ${reads.length} short clauses, answer ${questions.length} questions and sign. It takes about three minutes. Stop whenever you like, and go on later.`,
    ...(school.policyUrl ? [`The whole document: ${school.policyUrl}`] : []),
  ].join(' ');
}

function changesInWords(changes: Changes | undefined): string {
  const signed = 'There’s a new edition since you signed.';
  if (!changes) return `${signed} I haven’t kept the old one, so I can’t show what’s different.`;
  const { anchors, gone } = changes;
  if (anchors.length + gone === 0) return `${signed} Its clauses say the same as before.`;
  const shown = anchors.length > mostNew ? ` You read the first ${mostNew} of them here.` : '';
  const dropped = gone > 0 ? ` Gone: ${gone}.` : '';
  return `${signed} New or changed clauses: ${anchors.length}.${shown}${dropped}`;
}

function newFields(policy: Policy, changes: Changes | undefined): Field[] {
  return (changes?.anchors ?? [])
    .slice(0, mostNew)
    .map((clause, at) =>
      readField(policy, `new${at + 1}`, `New or changed (${at + 1})`, clause, 'What’s new'),
    );
}

function readFields(policy: Policy): Field[] {
  return policy.signing.reads.map(({ title, clause }, at) =>
    readField(policy, `read${at + 1}`, title, clause, 'What matters most'),
  );
}

function readField(policy: Policy, name: string, title: string, anchor: string, section: string): Field {
  return {
    name,
    kind: 'choice',
    section,
    label: title,
    ask: title,
    passage: inWords(policy, anchor),
    clause: anchor,
    choices: [{ value: 'read', label: 'Read' }],
  };
}

function inWords(policy: Policy, anchor: string): string {
  return cited(policy, [anchor])
    .map((clause) => `${clauseName(clause)}: ${clause.text}`)
    .join(' ');
}

function questionFields(policy: Policy): Field[] {
  return policy.signing.questions.map(({ label, ask, choices, right, clause: anchor }, at) => ({
    name: `question${at + 1}`,
    kind: 'choice',
    section: 'Three questions',
    label,
    ask,
    clause: anchor,
    choices: choices.map((choice, place) => ({ value: `answer${place + 1}`, label: choice })),
    right: { value: `answer${right}`, because: inWords(policy, anchor) },
  }));
}

function ownFields({ signing }: Policy): Field[] {
  const section = 'Your signature';
  return [
    ...(signing.position
      ? [
          {
            name: 'position',
            kind: 'line',
            section,
            label: 'Position',
            ask: 'What’s your position here?',
          } as const,
        ]
      : []),
    {
      name: 'statement',
      kind: 'choice',
      section,
      label: signing.statement.replace(/\.$/, ''),
      ask: signing.statement,
      help: signing.note,
      choices: [{ value: 'agree', label: 'I agree' }],
    },
  ];
}
