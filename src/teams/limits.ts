/** What Teams allows, and how a card is cut so that it always fits. The drawing and the stand-in for Teams share this table. */
import type { Card, Fact, FormCard, Item } from '../core/card.ts';
import { clip } from '../core/clip.ts';
import { check, type Field } from '../core/form.ts';
import { cutHistory, cutTo, type Measure, measuresOf } from '../doors/measure.ts';

export const limits = {
  cardVersion: '1.5',
  /** A whole message, counted in UTF-16 as Teams does; beyond it the answer is 413. */
  messageBytes: 100_000,
  /** What a card may weigh here, far enough below to leave room for everything around it. */
  cardBytes: 20_000,
  /** The same for a form, whose words are never cut; counted in UTF-16. */
  formBytes: 80_000,
  /** More people than this are named in words: a list of them travels up to three times in one form. */
  listedPeople: 100,
  /** Teams shows no more buttons than this in one row. */
  buttonsInRow: 6,
  /** Roughly what a phone shows beside each other, and what the rim of a button takes of it. */
  lettersInRow: 40,
  lettersInRim: 5,
  buttonLabel: 100,
  dialogTitle: 60,
  summary: 400,
  /** A form shows its answers in its fields already. */
  formTwin: 1_500,
  /** What a person writes is read up to here. */
  incomingText: 12_000,
  /** The body of one request. */
  requestBytes: 1_000_000,
  /** Teams gives a press or a dialog five seconds, then sends it again. */
  answerMs: 4_000,
  /** One call to Teams. */
  callMs: 10_000,
} as const;

/** The first with which a card fits is drawn, or else the last. */
export const measures = measuresOf([6_000, 3_000, 1_500, 600, 300, 120], [60, 40, 25, 18, 12, 8]);

/** The longest list of people in a form; the first with which it fits is drawn, or else the last. */
export const longestLists = [limits.listedPeople, 60, 30, 0];

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
        ...(card.hint ? { hint: short(card.hint) } : {}),
      };
    case 'case':
      return {
        ...card,
        title: short(card.title),
        status: short(card.status),
        ...(card.text ? { text: short(card.text) } : {}),
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
    const { choices, ...inWords } = field;
    if (field.kind !== 'people' || !choices || choices.length <= longestList) return field;
    const given = [answers[field.name] ?? []].flat();
    answers[field.name] = given.map((value) => nameOf(field, value));
    return inWords;
  });
  return { ...card, fields, answers };
}

/** A name by which the rules find somebody else, such as a namesake, would be the wrong one. */
function nameOf(field: Field, value: string): string {
  const name = field.choices?.find((choice) => choice.value === value)?.label ?? value;
  const found = check({ ...field, least: 1 }, name, { today: '', answers: {} });
  return 'value' in found && [found.value].flat().join() === value ? name : value;
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
