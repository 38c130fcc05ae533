/** The cards of a dialog: one question, the choice of what to change, the summary, and a part of it as a form. */
import type { Button, CaseCard, FormCard, NoticeCard, QuestionCard } from './card.ts';
import type { Draft } from './draft.ts';
import type { Field } from './field.ts';
import { choicesOf } from './field.ts';
import { asked, shownAnswer } from './form.ts';

export function questionCard(draft: Draft, question: Field, problem?: string): QuestionCard {
  const relevant = asked(draft.fields, draft.answers);
  const number = relevant.findIndex((field) => field.name === question.name) + 1;
  const said = draft.answers[question.name];
  const hints = [
    question.help,
    said?.length ? `So far: ${shownAnswer(question, said)}` : undefined,
    // The sentence for a date that could not be read has the example in it already.
    problem && question.kind === 'date' ? undefined : typing[question.kind](question),
  ];
  return {
    kind: 'question',
    title: draft.title,
    progress: `Question ${number} of ${relevant.length}${question.section ? ` · ${question.section}` : ''}`,
    text: problem ? `${problem} ${question.ask}` : question.ask,
    hint: hints.filter((hint) => hint !== undefined).join(' '),
    choices:
      question.kind === 'choice'
        ? question.choices.map((choice) =>
            button(choice.label, 'answer', draft, { field: question.name, answer: choice.value }),
          )
        : [],
    buttons: [
      ...(number > 1 ? [button('Back', 'back', draft)] : []),
      ...(question.optional ? [button('Skip', 'skip', draft)] : []),
      {
        ...button(partButton(draft, question), 'open', draft, { field: question.name }),
        opensForm: true,
      },
      cancelButton(draft),
    ],
  };
}

const typing: Record<Field['kind'], (field: Field) => string | undefined> = {
  line: () => undefined,
  text: () => undefined,
  choice: () => undefined,
  choices: (field) => `Write one or more of: ${numbered(field)}. The numbers work too, for example “1, 2”.`,
  people: () => 'Write the names with commas between them.',
  date: () => 'For example 14 March 2027.',
};

function numbered(field: Field): string {
  return choicesOf(field)
    .map((option, at) => `${at + 1}. ${option.label}`)
    .join('; ');
}

/** Everything that was answered, to be read once more before it goes. */
export function summaryCard(draft: Draft): CaseCard {
  return {
    kind: 'case',
    title: draft.title,
    status: 'Please check it before it goes',
    tone: 'info',
    facts: asked(draft.fields, draft.answers).map((field) => ({
      label: field.label,
      value: shownAnswer(field, draft.answers[field.name]),
    })),
    steps: [],
    history: [],
    buttons: [
      { ...button(draft.submit, 'send', draft), style: 'primary' },
      button('Change an answer', 'change', draft),
      { ...button('Change it as a form', 'open', draft), opensForm: true },
      cancelButton(draft),
    ],
  };
}

export function changeCard(draft: Draft): QuestionCard {
  return {
    kind: 'question',
    title: draft.title,
    text: 'Which answer would you like to change?',
    hint: 'Or write “change” and its name.',
    choices: asked(draft.fields, draft.answers)
      .filter((field) => draft.answers[field.name] !== undefined)
      .map((field) => button(field.label, 'pick', draft, { field: field.name })),
    buttons: [],
  };
}

/** Long forms are filled in part by part, so that each part is saved as it comes and fits every platform. */
const longForm = 10;

export type Part = { fields: Field[]; title: string };

export function partOf(draft: Draft, name: string | undefined): Part {
  if (draft.fields.length <= longForm) return { fields: draft.fields, title: draft.title };
  const sections = [...new Set(draft.fields.map((field) => field.section ?? ''))];
  const section = draft.fields.find((field) => field.name === name)?.section ?? sections[0] ?? '';
  const fields = draft.fields.filter((field) => (field.section ?? '') === section);
  return { fields, title: `${section} (${sections.indexOf(section) + 1} of ${sections.length})` };
}

function partButton(draft: Draft, question: Field): string {
  return draft.fields.length > longForm
    ? `Fill in “${question.section ?? 'this part'}” as a form`
    : 'Fill in everything at once';
}

export function formCard(draft: Draft, part: Part): FormCard {
  const others = hungOn(part.fields, draft.fields);
  return {
    kind: 'form',
    form: 'form.fill',
    title: part.title,
    ...(draft.intro ? { intro: draft.intro } : {}),
    fields: part.fields,
    ...(others.length > 0 ? { others } : {}),
    answers: draft.answers,
    problems: {},
    submit: part.fields.length < draft.fields.length ? 'Save' : 'Check it',
    value: { draft: draft.id, field: part.fields[0]?.name ?? '' },
  };
}

/** The questions outside of a part on whose answers its own questions hang. */
function hungOn(part: Field[], fields: Field[]): Field[] {
  return fields.filter(
    (field) => !part.includes(field) && part.some((question) => question.when?.field === field.name),
  );
}

/** Says what has become of it, with a way back. */
export function restorable(draft: Draft, text: string): NoticeCard {
  return notice(text, [button('Bring it back', 'restore', draft)]);
}

export function unfinished(draft: Draft): NoticeCard {
  return notice(`“${draft.title}” is still waiting for you.`, [button('Go on with it', 'resume', draft)]);
}

function button(label: string, action: string, draft: Draft, more: Record<string, string> = {}): Button {
  return { label, action: `form.${action}`, value: { draft: draft.id, ...more } };
}

function cancelButton(draft: Draft): Button {
  return button('Cancel', 'cancel', draft);
}

export function notice(text: string, buttons: Button[] = []): NoticeCard {
  return { kind: 'notice', tone: 'info', text, facts: [], buttons };
}
