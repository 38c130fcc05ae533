/** A form as a Slack modal: every question at once, each with the input that suits it. */
import type { types } from '@slack/bolt';
import { type FormCard, formCard, type QuestionCard } from '../core/card.ts';
import { clip } from '../core/clip.ts';
import { readDate } from '../core/dates.ts';
import type { Place } from '../core/event.ts';
import { choicesOf, type Field, labelOf, longestIn, longestName, longestNames } from '../core/field.ts';
import { toneMarks } from '../core/text.ts';
import { looseProblems, optionsOf, placeholders, type Question, questionsOf } from '../doors/questions.ts';
import { writeFormData } from './card-data.ts';
import { plain } from './draw-buttons.ts';
import { limits } from './limits.ts';

type Block = types.KnownBlock;
type Element = types.InputBlock['element'];

/** All our modals are of one kind; which form it is stands in its data. */
const callbackId = 'chalkline.form';
const answerId = 'answer';

export function drawDialog(card: FormCard, place: Place): types.ModalView {
  const blocks = drawBlocks(card);
  if (blocks.length > limits.viewBlocks) {
    throw new Error(
      `Expected a form of at most ${limits.viewBlocks} blocks, got ${blocks.length} for “${card.title}”; ask it in parts.`,
    );
  }
  return {
    type: 'modal',
    callback_id: callbackId,
    private_metadata: writeFormData(card, place),
    title: plain(card.title, limits.viewTitle),
    submit: plain(card.submit, limits.viewButton),
    close: plain('Cancel', limits.viewButton),
    blocks,
  };
}

function drawBlocks(card: FormCard): Block[] {
  return [
    // Slack cuts a longer title short, so it is shown in full below.
    ...(card.title.length > limits.viewTitle ? [header(card.title)] : []),
    ...(card.intro ? [section(card.intro)] : []),
    ...looseProblems(card).map(drawProblem),
    ...questionsOf(card).flatMap(drawQuestion),
  ];
}

function drawQuestion(question: Question): Block[] {
  return [
    ...(question.section ? [header(question.section)] : []),
    ...(question.problem ? [drawProblem(question.problem)] : []),
    drawInput(question),
  ];
}

/** One question of a form, on a message; where all staff do not fit, people are named in words. */
export function drawInputOn(
  { field, answers }: NonNullable<QuestionCard['input']>,
  { text, hint }: Pick<QuestionCard, 'text' | 'hint'>,
  lists: boolean,
): Block[] {
  return questionsOf(formCard({ form: '', title: '', fields: [field], answers, submit: '' })).map(
    (question) => ({
      ...drawInput(question),
      label: plain(text, limits.inputLabel),
      ...(hint ? { hint: plain(hint, limits.inputLabel) } : {}),
      ...(field.kind === 'people' && !lists ? { element: inWords(question) } : {}),
      optional: false,
    }),
  );
}

function drawProblem(problem: string): Block {
  return section(`${toneMarks.warning} ${problem}`);
}

function drawInput(question: Question): types.InputBlock {
  const { field, help, mustBeFilled } = question;
  return {
    type: 'input',
    block_id: field.name,
    label: plain(field.label, limits.inputLabel),
    ...(help ? { hint: plain(help, limits.inputLabel) } : {}),
    optional: !mustBeFilled,
    element: drawElement(question),
  };
}

function drawElement(question: Question): Element {
  const { field, answer } = question;
  switch (field.kind) {
    case 'line':
      return textInput(answer.join(', '), false, longestIn(field));
    case 'text':
      return textInput(answer.join('\n'), true, longestIn(field));
    case 'choice':
      return oneOf(question);
    case 'choices':
      return severalOf(question);
    case 'people':
      return field.choices ? manyOf(question) : namesInput(answer);
    case 'date':
      return dateInput(answer[0]);
  }
}

function textInput(value: string, isMultiline: boolean, longest: number): types.PlainTextInput {
  const longestInput = Math.min(longest, limits.inputText);
  return {
    type: 'plain_text_input',
    action_id: answerId,
    multiline: isMultiline,
    max_length: longestInput,
    ...(value ? { initial_value: clip(value, longestInput) } : {}),
  };
}

function namesInput(names: string[]): types.PlainTextInput {
  return {
    ...textInput(names.join('\n'), true, longestNames),
    placeholder: plain(placeholders.names, limits.placeholder),
  };
}

function oneOf(question: Question): Element {
  const { options, picked } = drawOptions(question);
  const [initial] = picked;
  const chosen = initial ? { initial_option: initial } : {};
  if (options.length <= limits.listedOptions)
    return { type: 'radio_buttons', action_id: answerId, options, ...chosen };
  if (options.length > limits.selectOptions) return textInput(question.answer.join(', '), false, longestName);
  return { type: 'static_select', action_id: answerId, options, placeholder: choose, ...chosen };
}

function severalOf(question: Question): Element {
  const { options, picked } = drawOptions(question);
  if (options.length > limits.listedOptions) return manyOf(question);
  const chosen = picked.length > 0 ? { initial_options: picked } : {};
  return { type: 'checkboxes', action_id: answerId, options, ...chosen };
}

/** More than Slack can list are named in words; the form's rules know labels as well as ids. */
function manyOf(question: Question): Element {
  const { options, picked } = drawOptions(question);
  if (options.length > limits.selectOptions) return inWords(question);
  const chosen = picked.length > 0 ? { initial_options: picked } : {};
  return { type: 'multi_static_select', action_id: answerId, options, placeholder: choose, ...chosen };
}

function inWords({ field, answer }: Question): types.PlainTextInput {
  return namesInput(answer.map((value) => labelOf(field, value)));
}

const choose = plain(placeholders.choice, limits.placeholder);

type Options = Record<'options' | 'picked', types.PlainTextOption[]>;

function drawOptions(question: Question): Options {
  const { field, answer } = question;
  const options = optionsOf(question).map(({ value, label }) => ({
    text: plain(label, limits.optionLabel),
    value: optionValue(field, value),
  }));
  const values = answer.map((value) => optionValue(field, value));
  return { options, picked: options.filter((option) => values.includes(option.value)) };
}

/** The form's rules take the number of a choice as well, where its own value is too long for Slack. */
function optionValue(field: Field, value: string): string {
  if (value.length <= limits.optionValue) return value;
  const at = choicesOf(field).findIndex((choice) => choice.value === value);
  return at < 0 ? clip(value, limits.optionValue) : String(at + 1);
}

/** Slack refuses the whole form for one date that is none. */
function dateInput(text: string | undefined): types.Datepicker {
  const date = text ? readDate(text) : undefined;
  return { type: 'datepicker', action_id: answerId, ...(date ? { initial_date: date } : {}) };
}

function header(text: string): Block {
  return { type: 'header', text: plain(text, limits.header) };
}

function section(text: string): Block {
  return { type: 'section', text: plain(text, limits.section) };
}
