/** How a card is cut so that it always fits. */
import type { Card, Fact, FormCard, Item, QuestionCard } from '../core/card.ts';
import { check } from '../core/check.ts';
import { clip } from '../core/clip.ts';
import type { Answers } from '../core/event.ts';
import { choicesOf, type FieldOf, labelOf } from '../core/field.ts';
import { cutHistory, cutTo, listsPeople, type Measure } from '../doors/measure.ts';
import { measures } from './limits.ts';

/** The same card with no more in it than the measure allows. */
export function cut(card: Exclude<Card, FormCard>, measure: Measure): Card {
  const short = (text: string) => clip(text, measure.text);
  switch (card.kind) {
    case 'answer':
      return {
        ...card,
        title: short(card.title),
        text: short(card.text),
        ...(card.next ? { next: short(card.next) } : {}),
        ...(card.tell ? { tell: short(card.tell) } : {}),
        clauses: cutTo(card.clauses, measure).shown.map((clause) => ({
          ...clause,
          heading: short(clause.heading),
          text: short(clause.text),
        })),
        caveats: cutTo(card.caveats, measure).shown.map(short),
        source: short(card.source),
      };
    case 'question':
      return {
        ...card,
        ...(card.title ? { title: short(card.title) } : {}),
        text: short(card.text),
        ...(card.passage ? { passage: short(card.passage) } : {}),
        ...(card.hint ? { hint: short(card.hint) } : {}),
        ...(card.input && !listsPeople(measure, measures) ? { input: inWords(card.input) } : {}),
      };
    case 'case':
      return {
        ...card,
        title: short(card.title),
        status: short(card.status),
        ...(card.text ? { text: short(card.text) } : {}),
        ...(card.quote ? { quote: { ...card.quote, text: short(card.quote.text) } } : {}),
        ...(card.callout ? { callout: short(card.callout) } : {}),
        ...(card.details ? { details: cutFacts(card.details, measure) } : {}),
        facts: cutFacts(card.facts, measure),
        steps: cutTo(card.steps, measure).shown.map((step) => ({
          ...step,
          label: short(step.label),
          ...(step.note ? { note: short(step.note) } : {}),
        })),
        history: cutHistory(card.history, measure).map(short),
      };
    case 'notice':
      return {
        ...card,
        ...(card.title ? { title: short(card.title) } : {}),
        text: short(card.text),
        facts: cutFacts(card.facts, measure),
        ...(card.details ? { details: cutFacts(card.details, measure) } : {}),
      };
    case 'list':
      return {
        ...card,
        title: short(card.title),
        ...(card.text ? { text: short(card.text) } : {}),
        items: cutItems(card.items, measure),
      };
  }
}

/**
 * The same form with no longer list of people than that: the others are named in words, and the form's rules know
 * a name as well as an id. What was written stays whole.
 */
export function cutForm(card: FormCard, longestList: number): FormCard {
  const answers = { ...card.answers };
  const fields = card.fields.map((field) => {
    if (field.kind !== 'people' || choicesOf(field).length <= longestList) return field;
    const { choices: _, ...inWords } = field;
    answers[field.name] = namesOf(field, answers);
    return inWords;
  });
  return { ...card, fields, answers };
}

/** The same question, where people are named in words. */
function inWords({ field, answers, button }: Input): Input {
  if (field.kind !== 'people') return { field, answers, button };
  const { choices: _, ...written } = field;
  return { field: written, answers: { ...answers, [field.name]: namesOf(field, answers) }, button };
}

type Input = NonNullable<QuestionCard['input']>;

function namesOf(field: FieldOf<'people'>, answers: Answers): string[] {
  return [answers[field.name] ?? []].flat().map((value) => nameOf(field, value));
}

/** A name by which the rules find somebody else, such as a namesake, would be the wrong one. */
function nameOf(field: FieldOf<'people'>, value: string): string {
  const name = labelOf(field, value);
  const checked = check({ ...field, least: 1 }, name, { today: '', answers: {} });
  return 'value' in checked && [checked.value].flat().join() === value ? name : value;
}

function cutFacts(facts: Fact[], measure: Measure): Fact[] {
  const { shown, left } = cutTo(facts, measure);
  const cut = shown.map((fact) => ({
    label: clip(fact.label, measure.text),
    value: clip(fact.value, measure.text),
  }));
  return left > 0 ? [...cut, { label: '…', value: `and ${left} more` }] : cut;
}

function cutItems(items: Item[], measure: Measure): Item[] {
  const { shown, left } = cutTo(items, measure);
  const cut = shown.map((item) => ({
    ...item,
    title: clip(item.title, measure.text),
    text: clip(item.text, measure.text),
    facts: cutFacts(item.facts, measure),
  }));
  return left > 0 ? [...cut, { title: `and ${left} more`, text: '', facts: [], buttons: [] }] : cut;
}
