/** A form as a Slack modal: every question at once, each with the input that suits it. */
import type { types } from '@slack/bolt';
import type { FormCard } from '../core/card.ts';
import { clip } from '../core/clip.ts';
import { readDate } from '../core/dates.ts';
import type { Place } from '../core/event.ts';
import {
  choicesOf,
  type Field,
  type FieldOf,
  labelOf,
  longestIn,
  longestName,
  longestNames,
} from '../core/field.ts';
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
  const names = new Set(card.fields.map((field) => field.name));
  const loose = Object.entries(card.problems).filter(([name]) => !names.has(name));
  return [
    // Slack cuts a longer title short, so it is shown in full below.
    ...(card.title.length > limits.viewTitle ? [header(card.title)] : []),
    ...(card.intro ? [section(card.intro)] : []),
    ...loose.map(([, problem]) => section(`⚠️ ${problem}`)),
    ...card.fields.flatMap((field, at) => drawField(field, card, card.fields[at - 1]?.section)),
  ];
}

function drawField(field: Field, card: FormCard, sectionBefore: string | undefined): Block[] {
  const problem = card.problems[field.name];
  const isNewSection = field.section !== undefined && field.section !== sectionBefore;
  return [
    ...(isNewSection ? [header(field.section ?? '')] : []),
    ...(problem ? [section(`⚠️ ${problem}`)] : []),
    drawInput(field, card),
  ];
}

function drawInput(field: Field, card: FormCard): types.InputBlock {
  const answer = card.answers[field.name];
  const given = (Array.isArray(answer) ? answer : [answer ?? '']).filter((part) => part !== '');
  const hint = [field.help, condition(field, card.fields)].filter(Boolean).join(' ');
  return {
    type: 'input',
    block_id: field.name,
    label: plain(field.label, limits.inputLabel),
    ...(hint ? { hint: plain(hint, limits.inputLabel) } : {}),
    optional: Boolean(field.optional || field.when),
    element: drawElement(field, given),
  };
}

function drawElement(field: Field, given: string[]): Element {
  switch (field.kind) {
    case 'line':
      return textInput(given.join(', '), false, longestIn(field));
    case 'text':
      return textInput(given.join('\n'), true, longestIn(field));
    case 'choice':
      return oneOf(field, given);
    case 'choices':
      return severalOf(field, given);
    case 'people':
      return field.choices ? manyOf(field, given) : namesInput(given);
    case 'date':
      return dateInput(given[0]);
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

function namesInput(given: string[]): types.PlainTextInput {
  return {
    ...textInput(given.join('\n'), true, longestNames),
    placeholder: plain('One name on each line', limits.placeholder),
  };
}

function oneOf(field: FieldOf<'choice'>, given: string[]): Element {
  const options = optionsOf(field, given);
  const [initial] = pickedOf(field, options, given);
  const picked = initial ? { initial_option: initial } : {};
  if (options.length <= limits.listedOptions)
    return { type: 'radio_buttons', action_id: answerId, options, ...picked };
  if (options.length > limits.selectOptions) return textInput(given.join(', '), false, longestName);
  return { type: 'static_select', action_id: answerId, options, placeholder: choose, ...picked };
}

function severalOf(field: FieldOf<'choices'>, given: string[]): Element {
  const options = optionsOf(field, given);
  if (options.length > limits.listedOptions) return manyOf(field, given);
  const picked = pickedOf(field, options, given);
  return {
    type: 'checkboxes',
    action_id: answerId,
    options,
    ...(picked.length > 0 ? { initial_options: picked } : {}),
  };
}

/** More than Slack can list are named in words; the form's rules know labels as well as ids. */
function manyOf(field: Field, given: string[]): Element {
  const options = optionsOf(field, given);
  if (options.length > limits.selectOptions) return namesInput(given.map((value) => labelOf(field, value)));
  const picked = pickedOf(field, options, given);
  return {
    type: 'multi_static_select',
    action_id: answerId,
    options,
    placeholder: choose,
    ...(picked.length > 0 ? { initial_options: picked } : {}),
  };
}

const choose = plain('Choose', limits.placeholder);

function optionsOf(field: Field, given: string[]): types.PlainTextOption[] {
  const known = choicesOf(field);
  // Somebody who was named in the chat and is not on the list must not get lost.
  const others = given.filter((value) => !known.some((option) => option.value === value));
  return [...known, ...others.map((value) => ({ value, label: value }))].map((option) => ({
    text: plain(option.label, limits.optionLabel),
    value: optionValue(field, option.value),
  }));
}

/** The form's rules take the number of a choice as well, where its own value is too long for Slack. */
function optionValue(field: Field, value: string): string {
  if (value.length <= limits.optionValue) return value;
  const at = choicesOf(field).findIndex((option) => option.value === value);
  return at < 0 ? clip(value, limits.optionValue) : String(at + 1);
}

function pickedOf(field: Field, options: types.PlainTextOption[], given: string[]): types.PlainTextOption[] {
  const wanted = given.map((value) => optionValue(field, value));
  return options.filter((option) => option.value !== undefined && wanted.includes(option.value));
}

/** Slack refuses the whole form for one date that is none. */
function dateInput(given: string | undefined): types.Datepicker {
  const date = given ? readDate(given) : undefined;
  return { type: 'datepicker', action_id: answerId, ...(date ? { initial_date: date } : {}) };
}

/** Slack cannot hide a question, so it says when the question counts. */
function condition(field: Field, fields: Field[]): string | undefined {
  const { when } = field;
  if (!when) return undefined;
  const other = fields.find((one) => one.name === when.field);
  const answers = when.is.map((value) => `“${other ? labelOf(other, value) : value}”`);
  return `Only if “${other?.label ?? when.field}” is ${answers.join(' or ')}.`;
}

function header(text: string): Block {
  return { type: 'header', text: plain(text, limits.header) };
}

function section(text: string): Block {
  return { type: 'section', text: plain(text, limits.section) };
}
