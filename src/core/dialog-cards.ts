/** The cards of a dialog: one question, the choice of what to change, the summary, and a part of it as a form. */
import type { Button, CaseCard, FormCard, NoticeCard, QuestionCard } from './card.ts';
import type { Draft } from './draft.ts';
import type { Field } from './field.ts';
import { choicesOf } from './field.ts';
import { asked, shownAnswer } from './form.ts';

export function questionCard(current: Draft, question: Field, problem?: string): QuestionCard {
  const relevant = asked(current.fields, current.answers);
  const number = relevant.findIndex((one) => one.name === question.name) + 1;
  const said = current.answers[question.name];
  const hints = [
    question.help,
    said?.length ? `So far: ${shownAnswer(question, said)}` : undefined,
    // The sentence for a date that could not be read has the example in it already.
    problem && question.kind === 'date' ? undefined : typing[question.kind](question),
  ];
  return {
    kind: 'question',
    title: current.title,
    progress: `Question ${number} of ${relevant.length}${question.section ? ` · ${question.section}` : ''}`,
    text: problem ? `${problem} ${question.ask}` : question.ask,
    hint: hints.filter((hint) => hint !== undefined).join(' '),
    choices:
      question.kind === 'choice'
        ? question.choices.map((one) =>
            button(one.label, 'answer', current, { field: question.name, answer: one.value }),
          )
        : [],
    buttons: [
      ...(number > 1 ? [button('Back', 'back', current)] : []),
      ...(question.optional ? [button('Skip', 'skip', current)] : []),
      {
        ...button(partButton(current, question), 'open', current, { field: question.name }),
        opensForm: true,
      },
      cancelButton(current),
    ],
  };
}

const typing: Record<Field['kind'], (one: Field) => string | undefined> = {
  line: () => undefined,
  text: () => undefined,
  choice: () => undefined,
  choices: (one) => `Write one or more of: ${numbered(one)}. The numbers work too, for example “1, 2”.`,
  people: () => 'Write the names with commas between them.',
  date: () => 'For example 14 March 2027.',
};

function numbered(one: Field): string {
  return choicesOf(one)
    .map((option, at) => `${at + 1}. ${option.label}`)
    .join('; ');
}

/** Everything that was answered, to be read once more before it goes. */
export function summaryCard(current: Draft): CaseCard {
  return {
    kind: 'case',
    title: current.title,
    status: 'Please check it before it goes',
    tone: 'info',
    facts: asked(current.fields, current.answers).map((one) => ({
      label: one.label,
      value: shownAnswer(one, current.answers[one.name]),
    })),
    steps: [],
    history: [],
    buttons: [
      { ...button(current.submit, 'send', current), style: 'primary' },
      button('Change an answer', 'change', current),
      { ...button('Change it as a form', 'open', current), opensForm: true },
      cancelButton(current),
    ],
  };
}

export function changeCard(current: Draft): QuestionCard {
  return {
    kind: 'question',
    title: current.title,
    text: 'Which answer would you like to change?',
    hint: 'Or write “change” and its name.',
    choices: asked(current.fields, current.answers)
      .filter((one) => current.answers[one.name] !== undefined)
      .map((one) => button(one.label, 'pick', current, { field: one.name })),
    buttons: [],
  };
}

/** Long forms are filled in part by part, so that each part is saved as it comes and fits every platform. */
const longForm = 10;

export type Part = { fields: Field[]; title: string };

export function partOf(current: Draft, name: string | undefined): Part {
  if (current.fields.length <= longForm) return { fields: current.fields, title: current.title };
  const sections = [...new Set(current.fields.map((one) => one.section ?? ''))];
  const section = current.fields.find((one) => one.name === name)?.section ?? sections[0] ?? '';
  const fields = current.fields.filter((one) => (one.section ?? '') === section);
  return { fields, title: `${section} (${sections.indexOf(section) + 1} of ${sections.length})` };
}

function partButton(current: Draft, question: Field): string {
  return current.fields.length > longForm
    ? `Fill in “${question.section ?? 'this part'}” as a form`
    : 'Fill in everything at once';
}

export function formCard(current: Draft, part: Part): FormCard {
  const others = hungOn(part.fields, current.fields);
  return {
    kind: 'form',
    form: 'form.fill',
    title: part.title,
    ...(current.intro ? { intro: current.intro } : {}),
    fields: part.fields,
    ...(others.length > 0 ? { others } : {}),
    answers: current.answers,
    problems: {},
    submit: part.fields.length < current.fields.length ? 'Save' : 'Check it',
    value: { draft: current.id, field: part.fields[0]?.name ?? '' },
  };
}

/** The questions outside of a part on whose answers its own questions hang. */
function hungOn(part: Field[], all: Field[]): Field[] {
  return all.filter(
    (field) => !part.includes(field) && part.some((question) => question.when?.field === field.name),
  );
}

/** Says what has become of it, with a way back. */
export function restorable(current: Draft, text: string): NoticeCard {
  return notice(text, [button('Bring it back', 'restore', current)]);
}

export function unfinished(current: Draft): NoticeCard {
  return notice(`“${current.title}” is still waiting for you.`, [button('Go on with it', 'resume', current)]);
}

function button(label: string, action: string, current: Draft, more: Record<string, string> = {}): Button {
  return { label, action: `form.${action}`, value: { draft: current.id, ...more } };
}

function cancelButton(current: Draft): Button {
  return button('Cancel', 'cancel', current);
}

export function notice(text: string, buttons: Button[] = []): NoticeCard {
  return { kind: 'notice', tone: 'info', text, facts: [], buttons };
}
