/** The text twin of a card: all it says, in plain words, for notifications, screen readers and old clients. */
import type { Card, Fact, Item, Step, Tone } from './card.ts';
import { clauseName } from './clause-name.ts';
import { shownAnswer } from './form.ts';

export function textOf(card: Card): string {
  return linesOf(card)
    .filter((line) => line !== undefined && line !== '')
    .join('\n');
}

function linesOf(card: Card): (string | undefined)[] {
  switch (card.kind) {
    case 'answer':
      return [
        card.about,
        card.title,
        card.text,
        card.next && `${answerWords.next}: ${card.next}`,
        card.tell && `${answerWords.tell}: ${card.tell}`,
        ...card.clauses.map((clause) => `${clauseName(clause)}: ${clause.text}`),
        ...card.caveats,
        card.source,
        card.link,
      ];
    case 'question':
      return [
        card.title,
        card.progress,
        card.text,
        card.passage,
        card.hint,
        card.choices.map((choice) => choice.label).join(' · '),
      ];
    case 'form':
      return [
        card.title,
        card.intro,
        ...card.fields.map((field) => `${field.label}: ${shownAnswer(field, card.answers[field.name])}`),
      ];
    case 'case':
      return [
        card.title,
        card.status,
        card.text,
        card.quote && `${card.quote.title}: “${card.quote.text}”`,
        ...(card.points ?? []).flatMap(({ title, lines }) => [title, ...lines.map((line) => `• ${line}`)]),
        card.callout,
        ...card.facts.map(factLine),
        ...card.steps.map(stepLine),
        card.aside,
        ...(card.details ?? []).map(factLine),
        ...card.history,
      ];
    case 'notice':
      return [
        card.title,
        card.text,
        ...card.facts.map(factLine),
        card.aside,
        ...(card.details ?? []).map(factLine),
      ];
    case 'list':
      return [
        card.title,
        card.text,
        ...(card.items.length > 0 ? card.items.flatMap(itemLines) : [card.empty]),
      ];
  }
}

function factLine(fact: Fact): string {
  return `${fact.label}: ${fact.value}`;
}

/** Every platform marks a tone and a step alike, always beside words: no state is told by a colour or a sign alone. */
export const toneMarks: Record<Tone, string> = { info: 'ℹ️', good: '✅', warning: '⚠️', urgent: '🛑' };
export const stepMarks: Record<Step['state'], string> = { done: '✅', now: '🔵', later: '⚪', stopped: '⛔' };
export const stepWords: Record<Step['state'], string> = {
  done: 'done',
  now: 'waiting',
  later: 'next',
  stopped: 'not approved',
};

/** What stands over the parts of an answer, on every platform. */
export const answerWords = {
  next: 'Next',
  tell: 'Who to tell',
  clauses: 'Your policy, in short',
  read: 'Read the clause',
  whole: 'Show the whole section',
  link: 'Read your policy',
};

/** Unfolds what only some look up, and do. */
export const moreLabel = 'More';

/** What somebody reads when a turn of theirs has failed through our fault. */
export const ourFault =
  'Something went wrong on our side. Nothing was changed. Please try again in a minute.';

export function stepLine(step: Step): string {
  return `${step.label} (${stepWords[step.state]})${step.note ? `: ${step.note}` : ''}`;
}

function itemLines(item: Item): string[] {
  return [item.heading ?? '', `• ${item.title}`, item.text, ...item.facts.map(factLine)];
}
