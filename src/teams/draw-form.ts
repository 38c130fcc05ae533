/** A form with all its questions at once: in a dialog, or as a card in the chat. */
import type { FormCard } from '../core/card.ts';
import { choicesOf, type Field, labelOf, longestIn, longestNames } from '../core/field.ts';
import { openFormOf } from './card-data.ts';
import { execute, submit } from './draw-buttons.ts';
import { label, words } from './escape.ts';

/** In a dialog only Action.Submit works; in the chat Action.Execute lets the card be put right in place. */
export type Where = 'chat' | 'dialog';

const listed = 7;

export function formData(card: FormCard, where: Where): object {
  const names = new Set(card.fields.map((field) => field.name));
  const loose = Object.entries(card.problems).filter(([name]) => !names.has(name));
  const data = { _form: openFormOf(card) };
  return {
    title: words(card.title),
    hasIntro: Boolean(card.intro),
    intro: words(card.intro ?? ''),
    problems: loose.map(([, text]) => ({ text: words(text) })),
    fields: card.fields.map((field, at) => fieldData(field, card, card.fields[at - 1]?.section)),
    actions: [
      where === 'dialog'
        ? submit(card.submit, data, { style: 'positive' })
        : execute(card.submit, 'form.submit', data, { style: 'positive' }),
    ],
  };
}

function fieldData(field: Field, card: FormCard, sectionBefore: string | undefined): object {
  const mustBeFilled = !field.optional && !field.when;
  const help = [field.help, condition(field, card.fields)].filter(Boolean).join(' ');
  const problem = card.problems[field.name];
  return {
    name: field.name,
    label: label(mustBeFilled ? field.label : `${field.label} (optional)`),
    isRequired: mustBeFilled,
    errorMessage: mustBeFilled ? missing(field) : null,
    hasSection: field.section !== undefined && field.section !== sectionBefore,
    section: words(field.section ?? ''),
    hasHelp: help !== '',
    help: words(help),
    hasProblem: Boolean(problem),
    problem: words(problem ?? ''),
    ...inputData(field, given(card.answers[field.name])),
  };
}

function inputData(field: Field, answer: string[]): object {
  switch (field.kind) {
    case 'line':
      return textInput(answer.join(', '), false, longestIn(field));
    case 'text':
      return textInput(answer.join('\n'), true, longestIn(field));
    case 'choice':
      return choiceInput(field, answer.slice(0, 1), field.choices.length > listed ? 'compact' : 'expanded');
    case 'choices':
      return choiceInput(field, answer, 'expanded');
    case 'people':
      return field.choices
        ? choiceInput(field, answer, 'filtered')
        : textInput(answer.join('\n'), true, longestNames, 'One name on each line');
    case 'date':
      return { input: 'date', value: answer[0] ?? null };
  }
}

function textInput(value: string, isMultiline: boolean, maxLength: number, placeholder?: string): object {
  return { input: 'text', value: value || null, isMultiline, maxLength, placeholder: placeholder ?? null };
}

function choiceInput(field: Field, answer: string[], style: string): object {
  const known = choicesOf(field).map(({ value, label: title }) => ({ value, title: label(title) }));
  // Somebody who was named in the chat and is not on the list must not get lost.
  const others = answer.filter((value) => !known.some((choice) => choice.value === value));
  return {
    input: 'choices',
    style,
    isMultiSelect: field.kind !== 'choice',
    choices: [...known, ...others.map((value) => ({ value, title: label(value) }))],
    value: answer.join(',') || null,
    placeholder: style === 'expanded' ? null : 'Choose',
  };
}

function condition(field: Field, fields: Field[]): string | undefined {
  if (!field.when) return undefined;
  const { when } = field;
  const other = fields.find((one) => one.name === when.field);
  const answers = when.is.map((value) => (other ? labelOf(other, value) : value));
  return `Only if “${other?.label ?? when.field}” is ${answers.map((answer) => `“${answer}”`).join(' or ')}.`;
}

function missing(field: Field): string {
  switch (field.kind) {
    case 'line':
    case 'text':
      return 'Please write a few words here.';
    case 'choice':
    case 'choices':
      return 'Please choose an answer.';
    case 'people':
      return 'Please name somebody.';
    case 'date':
      return 'Please give a date.';
  }
}

function given(answer: string | string[] | undefined): string[] {
  return (Array.isArray(answer) ? answer : [answer ?? '']).filter((part) => part !== '');
}
