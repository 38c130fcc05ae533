/** The cards of a dialog: one question, the choice of what to change, the summary, and a part of it as a form. */
import {
  type Button,
  button,
  type CaseCard,
  caseCard,
  type FormCard,
  formCard,
  type NoticeCard,
  notice,
  type QuestionCard,
  questionCard,
} from './card.ts';
import { notQuite, partsOf } from './check.ts';
import { readDate } from './dates.ts';
import type { Draft } from './draft.ts';
import { choicesOf, type Field, type FieldOf, passageOf } from './field.ts';
import { asked, asSentence, shownAnswer } from './form.ts';
import { given } from './given.ts';
import type { Value } from './handler.ts';
import { strangerIn } from './names.ts';

export function cardOfQuestion(
  draft: Draft,
  question: Field,
  problem?: string,
  tried?: string | string[],
): QuestionCard {
  const relevant = asked(draft.fields, draft.answers);
  const number = relevant.findIndex(({ name }) => name === question.name) + 1;
  const field = { field: question.name };
  const because = whyWrong(question, problem);
  const said = because ? notQuite : problem;
  return questionCard(said ? `${said} ${question.ask}` : question.ask, answersTo(draft, question), {
    title: draft.title,
    ...given({ passage: because ?? passageOf(question) }),
    progress: `Question ${number} of ${relevant.length}${question.section ? ` · ${question.section}` : ''}`,
    hint: hintFor(draft, question, problem),
    ...given({ input: inputFor(draft, question, tried) }),
    buttons: [
      ...(number > 1 ? [press('Back', 'back', draft, field)] : []),
      ...(question.optional ? [press('Skip', 'skip', draft, field)] : []),
      cancelButton(draft),
      { ...press(partButton(draft, question), 'open', draft, field), opensForm: true },
    ],
  });
}

/** What somebody reads who has chosen a wrong answer. */
function whyWrong(question: Field, problem: string | undefined): string | undefined {
  return question.kind === 'choice' && problem?.startsWith(notQuite) ? question.right?.because : undefined;
}

/** By which the cards of a question are found again. */
export function aboutQuestion(draft: Draft, question: string): string {
  return `form:${draft.id}/${question}`;
}

export function closedQuestion(draft: Draft, question: Field): QuestionCard {
  const answer = draft.answers[question.name];
  const shown = answer?.length ? `✓ ${shownAnswer(question, answer)}` : 'No answer yet';
  return questionCard(answer === '' ? 'Skipped' : shown, [], { title: question.ask });
}

function answersTo(draft: Draft, question: Field): Button[] {
  if (question.kind !== 'choice') return [];
  return question.choices.map(({ label, value }) =>
    press(label, 'answer', draft, { field: question.name, answer: value }),
  );
}

/** Days, people and several of many are picked on the card; whoever would rather write does. */
function inputFor(
  draft: Draft,
  question: Field,
  tried: string | string[] | undefined,
): QuestionCard['input'] {
  const isPicked =
    question.kind === 'choices' ||
    question.kind === 'date' ||
    (question.kind === 'people' && question.choices);
  if (!isPicked) return undefined;
  const said = pickedIn(question, tried) ?? draft.answers[question.name];
  const button = press('OK', 'answer', draft, { field: question.name });
  // The card itself has said the rest.
  const { help: _, section: __, when: ___, ...field } = question;
  return {
    field,
    answers: said === undefined ? {} : { [question.name]: said },
    button: { ...button, style: 'primary' },
  };
}

/** What was picked and refused is still picked, so that only what is wrong has to be put right. */
function pickedIn(question: Field, tried: string | string[] | undefined): string[] | undefined {
  const listed = choicesOf(question).map(({ value }) => value);
  const picked = partsOf(tried).flatMap((part) =>
    question.kind === 'date' ? (readDate(part) ?? []) : listed.filter((value) => value === part),
  );
  return picked.length > 0 ? picked : undefined;
}

function hintFor(draft: Draft, question: Field, problem: string | undefined): string {
  const said = draft.answers[question.name];
  const hints = [
    question.help,
    said?.length ? asSentence(`Your answer now: ${shownAnswer(question, said)}`) : undefined,
    // The sentence for a date that could not be read has the example in it already.
    problem && question.kind === 'date' ? undefined : typingHint(question),
  ];
  return hints.filter((hint) => hint !== undefined).join(' ');
}

function typingHint(question: Field): string | undefined {
  return (typing[question.kind] as (field: Field) => string | undefined)(question);
}

const typing: { [Kind in Field['kind']]: (field: FieldOf<Kind>) => string | undefined } = {
  line: () => undefined,
  text: () => undefined,
  choice: () => undefined,
  choices: () => 'Tick all that fit, or write them.',
  people: ({ choices }: FieldOf<'people'>) =>
    choices ? 'Pick them, or write their names.' : 'Write the names with commas between them.',
  date: ({ notAfter }) =>
    notAfter
      ? 'Pick a day, or write it: “yesterday”, “14 March”.'
      : 'Pick a day, or write it: “next Friday”, “14 March”.',
};

/** Everything that was answered, to be read once more before it goes. */
export function summaryCard(draft: Draft, staff: string[]): CaseCard {
  return caseCard({
    title: draft.title,
    status: draft.done ? 'Is that right?' : 'Please check it before it goes',
    tone: 'info',
    callout: childNamed(draft, staff),
    facts: asked(draft.fields, draft.answers).map((field) => ({
      label: field.label,
      value: shownAnswer(field, draft.answers[field.name]),
    })),
    buttons: [
      { ...press(draft.submit, 'send', draft), style: 'primary' },
      press('Change an answer', 'change', draft),
      cancelButton(draft),
      { ...press('Change it as a form', 'open', draft), opensForm: true },
    ],
  });
}

/** Nobody is kept from naming a parent, so this only asks. */
function childNamed({ fields, answers }: Draft, staff: string[]): string | undefined {
  const texts = fields.flatMap((field) =>
    'initials' in field && field.initials ? [String(answers[field.name] ?? '')] : [],
  );
  const name = strangerIn(texts.join('\n'), staff);
  return name && `“${name}” may be a child’s name. If it is, please change it to initials first.`;
}

export function changeCard(draft: Draft): QuestionCard {
  const answered = asked(draft.fields, draft.answers).filter(({ name }) => draft.answers[name] !== undefined);
  return questionCard(
    'Which answer would you like to change?',
    answered.map(({ label, name }) => press(label, 'pick', draft, { field: name })),
    { title: draft.title, hint: 'Or write “change” and its name.' },
  );
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

export function cardOfPart(draft: Draft, { fields, title }: Part): FormCard {
  const others = hungOn(fields, draft.fields);
  return formCard({
    form: 'form.fill',
    title,
    intro: draft.intro,
    fields: fields.length < draft.fields.length ? fields.map(withoutSection) : fields,
    others: others.length > 0 ? others : undefined,
    answers: draft.answers,
    submit: fields.length < draft.fields.length ? 'Save' : 'Check it',
    value: { draft: draft.id, field: fields[0]?.name ?? '' },
  });
}

/** The title of a part says it already. */
function withoutSection({ section: _, ...field }: Field): Field {
  return field;
}

/** The questions outside of a part on whose answers its own questions hang. */
function hungOn(part: Field[], fields: Field[]): Field[] {
  return fields.filter(
    (field) => !part.includes(field) && part.some((question) => question.when?.field === field.name),
  );
}

/** Says what has become of it, with a way back. */
export function restorable(draft: Draft, text: string): NoticeCard {
  return notice('info', text, { buttons: [press('Bring it back', 'restore', draft)] });
}

export function unfinished(draft: Draft): NoticeCard {
  const buttons = [press('Go on with it', 'resume', draft)];
  return notice('info', `“${draft.title}” is still waiting for you.`, { buttons });
}

function press(label: string, action: string, draft: Draft, more: Value = {}): Button {
  return button(label, `form.${action}`, { draft: draft.id, ...more });
}

function cancelButton(draft: Draft): Button {
  return press('Cancel', 'cancel', draft);
}
