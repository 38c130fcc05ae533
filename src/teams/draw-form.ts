/** A form with all its questions at once: in a dialog, or as a card in the chat. */
import { type FormCard, formCard, type QuestionCard } from '../core/card.ts';
import { missing } from '../core/check.ts';
import { longestIn, longestNames } from '../core/field.ts';
import { looseProblems, optionsOf, placeholders, type Question, questionsOf } from '../doors/questions.ts';
import { openFormOf } from './card-data.ts';
import { execute, submit } from './draw-buttons.ts';
import { label, words } from './escape.ts';

/** In a dialog only Action.Submit works; in the chat Action.Execute lets the card be put right in place. */
export type Where = 'chat' | 'dialog';

const listed = 7;

export function formData(card: FormCard, where: Where): object {
  const data = { _form: openFormOf(card) };
  return {
    title: words(card.title),
    hasIntro: Boolean(card.intro),
    intro: words(card.intro ?? ''),
    problems: looseProblems(card).map((text) => ({ text: words(text) })),
    fields: questionsOf(card).map(questionData),
    actions: [
      where === 'dialog'
        ? submit(card.submit, data, { style: 'positive' })
        : execute(card.submit, 'form.submit', data, { style: 'positive' }),
    ],
  };
}

function questionData(question: Question): object {
  const { field, mustBeFilled, section, help, problem } = question;
  return {
    name: field.name,
    label: label(field.optional && !field.later ? `${field.label} (optional)` : field.label),
    isRequired: mustBeFilled,
    errorMessage: mustBeFilled ? missing(field) : null,
    hasSection: section !== undefined,
    section: words(section ?? ''),
    hasHelp: help !== '',
    help: words(help),
    hasProblem: Boolean(problem),
    problem: words(problem ?? ''),
    ...inputData(question),
  };
}

/** One question of a form, on a card; none where it is answered in words. Nothing holds up its other buttons. */
export function inputOn({ field, answers }: NonNullable<QuestionCard['input']>, asked: string): object[] {
  if (field.kind === 'people' && !field.choices) return [];
  return questionsOf(formCard({ form: '', title: '', fields: [field], answers, submit: '' })).map(
    (question) => ({
      ...questionData(question),
      label: label(asked),
      isRequired: false,
    }),
  );
}

function inputData(question: Question): object {
  const { field, answer } = question;
  switch (field.kind) {
    case 'line':
      return textInput(answer.join(', '), false, longestIn(field));
    case 'text':
      return textInput(answer.join('\n'), true, longestIn(field));
    case 'choice':
      return choiceInput(
        { ...question, answer: answer.slice(0, 1) },
        field.choices.length > listed ? 'compact' : 'expanded',
      );
    case 'choices':
      return choiceInput(question, 'expanded');
    case 'people':
      return field.choices
        ? choiceInput(question, 'filtered')
        : textInput(answer.join('\n'), true, longestNames, placeholders.names);
    case 'date':
      return { input: 'date', value: answer[0] ?? null };
  }
}

function textInput(value: string, isMultiline: boolean, maxLength: number, placeholder?: string): object {
  return { input: 'text', value: value || null, isMultiline, maxLength, placeholder: placeholder ?? null };
}

function choiceInput(question: Question, style: 'compact' | 'expanded' | 'filtered'): object {
  return {
    input: 'choices',
    style,
    isMultiSelect: question.field.kind !== 'choice',
    choices: optionsOf(question).map((option) => ({ value: option.value, title: label(option.label) })),
    value: question.answer.join(',') || null,
    placeholder: style === 'expanded' ? null : placeholders.choice,
  };
}
