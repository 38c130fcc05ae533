/** Draws a card as Slack blocks. */
import type { types } from '@slack/bolt';
import {
  type AnswerCard,
  buttonsOf,
  type Card,
  type CaseCard,
  type FormCard,
  type Item,
  type ListCard,
  type NoticeCard,
  type Points,
  type QuestionCard,
  type Step,
} from '../core/card.ts';
import { clauseName, clauseNames } from '../core/clause-name.ts';
import { clip } from '../core/clip.ts';
import { shownAnswer } from '../core/form.ts';
import { answerWords, stepLine, stepMarks, textOf, toneMarks } from '../core/text.ts';
import { cutTo, firstToFit, listsPeople, type Measure } from '../doors/measure.ts';
import { buttonDrawer, buttonRows, type DrawButton, plain } from './draw-buttons.ts';
import { drawInputOn } from './draw-form.ts';
import { drawFoot } from './draw-more.ts';
import {
  andMore,
  type Block,
  context,
  drawFacts,
  header,
  label,
  line,
  paragraphs,
  run,
  strong,
} from './draw-parts.ts';
import { clipEscaped, linkTo } from './escape.ts';
import { fitsMessage, limits, measures } from './limits.ts';

export function draw(card: Card): Block[] {
  const blocks = firstToFit(measures, (measure) => drawCard(card, measure, buttonDrawer()), fitsMessage);
  if (blocks) return blocks;
  throw new Error(
    `Expected a ${card.kind} card that fits one Slack message, got one with ${buttonsOf(card).length} buttons; give it fewer buttons.`,
  );
}

export function drawHome(card: Card): types.HomeView {
  return { type: 'home', blocks: draw(card) };
}

/** What notifications and screen readers get. Slack reads it as markup, so mentions and links are escaped. */
export function summaryOf(card: Card): string {
  return clipEscaped(textOf(card), limits.text);
}

function drawCard(card: Card, measure: Measure, button: DrawButton): Block[] {
  switch (card.kind) {
    case 'answer':
      return drawAnswer(card, measure, button);
    case 'question':
      return drawQuestion(card, measure, button);
    case 'form':
      return drawFormSummary(card, measure);
    case 'case':
      return drawCase(card, measure, button);
    case 'notice':
      return drawNotice(card, measure, button);
    case 'list':
      return drawList(card, measure, button);
  }
}

/** A tone is told by a mark and by the words beside it; Slack's messages have no colours. */
function drawAnswer(card: AnswerCard, measure: Measure, button: DrawButton): Block[] {
  const caveats = cutTo(card.caveats, measure);
  return [
    ...context([clip(card.about ?? '', measure.text)]),
    ...header(`${toneMarks[card.tone]} ${card.title}`),
    ...paragraphs(card.text, measure),
    ...(card.next ? labelled(answerWords.next, card.next, measure) : []),
    ...(card.tell ? labelled(answerWords.tell, card.tell, measure) : []),
    ...drawClauses(card, measure),
    ...caveats.shown.flatMap((caveat) => context([`${toneMarks.warning} ${clip(caveat, measure.text)}`])),
    ...andMore(caveats.left),
    ...drawSource(card, measure),
    ...buttonRows(buttonsOf(card).map(button)),
  ];
}

/** Slack folds nothing by itself, so what the clauses say is a press away. */
function drawClauses({ clauses, whole }: AnswerCard, measure: Measure): Block[] {
  const { shown, left } = cutTo(clauses, measure);
  if (whole && shown.length > 0) return context([`📖 ${clip(clauseNames(clauses), measure.text)}`]);
  return [...shown.flatMap((clause) => labelled(clauseName(clause), clause.text, measure)), ...andMore(left)];
}

function drawSource({ source, link }: AnswerCard, measure: Measure): Block[] {
  if (!link) return context([clip(source, measure.text)]);
  const way = { type: 'mrkdwn', text: linkTo(link, answerWords.link), verbatim: true } as const;
  return [{ type: 'context', elements: [plain(clip(source, measure.text), limits.section), way] }];
}

/** What is filled in on the card has the question itself for its label, and how to answer below it. */
function drawQuestion(card: QuestionCard, measure: Measure, button: DrawButton): Block[] {
  const choices = cutTo(card.choices, measure);
  return [
    ...context([card.title, card.progress]),
    ...(card.input ? [] : drawAsked(card.text, measure)),
    ...paragraphs(card.passage ?? '', measure),
    ...(card.input ? [] : context([clip(card.hint ?? '', measure.text)])),
    ...buttonRows(choices.shown.map(button)),
    ...(choices.left > 0 ? context([`… and ${choices.left} more: just write your answer.`]) : []),
    ...(card.input ? drawInputOn(card.input, card, listsPeople(measure, measures)) : []),
    ...buttonRows([...(card.input ? [card.input.button] : []), ...card.buttons].map(button)),
  ];
}

/** As bold as the label of what is filled in, so that what is asked stands out from what is to be read. */
function drawAsked(text: string, measure: Measure): Block[] {
  return [{ type: 'rich_text', elements: [line(strong(clip(text.trim(), measure.text) || '–'))] }];
}

/** A form is filled in in a dialog; as a message it shows what is asked and what has been answered. */
function drawFormSummary(card: FormCard, measure: Measure): Block[] {
  const facts = card.fields.map((field) => ({
    label: field.label,
    value: shownAnswer(field, card.answers[field.name]),
  }));
  return [
    ...header(card.title),
    ...paragraphs(card.intro ?? '', measure),
    ...drawFacts(facts, measure),
    ...Object.values(card.problems).flatMap((problem) =>
      context([`${toneMarks.warning} ${clip(problem, measure.text)}`]),
    ),
  ];
}

function drawCase(card: CaseCard, measure: Measure, button: DrawButton): Block[] {
  return [
    ...header(card.title),
    ...paragraphs(`${toneMarks[card.tone]} ${card.status}`, measure),
    ...paragraphs(card.text ?? '', measure),
    ...(card.quote ? drawQuote(card.quote, measure) : []),
    ...(card.points ?? []).flatMap((points) => drawPoints(points, measure)),
    ...drawFacts(card.facts, measure),
    ...(card.callout ? paragraphs(`${toneMarks.warning} ${card.callout}`, measure) : []),
    ...drawSteps(card.steps, measure),
    ...drawFoot(card, context([card.aside]), measure, button),
  ];
}

function drawNotice(card: NoticeCard, measure: Measure, button: DrawButton): Block[] {
  const mark = toneMarks[card.tone];
  return [
    ...(card.title ? header(`${mark} ${card.title}`) : []),
    ...paragraphs(card.title ? card.text : `${mark} ${card.text}`, measure),
    ...drawFacts(card.facts, measure),
    ...drawFoot(card, paragraphs(card.aside ?? '', measure), measure, button),
  ];
}

function drawList(card: ListCard, measure: Measure, button: DrawButton): Block[] {
  const items = cutTo(card.items, measure);
  return [
    ...header(card.title),
    ...paragraphs(card.text ?? '', measure),
    ...(card.items.length === 0 ? paragraphs(card.empty, measure) : []),
    ...items.shown.flatMap((item) => drawItem(item, measure, button)),
    ...andMore(items.left),
    ...buttonRows(card.buttons.map(button)),
  ];
}

/** A single button stands beside its item, several stand below it. */
function drawItem(item: Item, measure: Measure, button: DrawButton): Block[] {
  const facts = item.facts.map((fact) => `${fact.label}: ${clip(fact.value, measure.text)}`);
  const only = item.buttons.length === 1 ? item.buttons[0] : undefined;
  return [
    ...(item.heading ? header(item.heading) : []),
    {
      type: 'section',
      text: label(clip(item.title, measure.text)),
      ...(only ? { accessory: button(only) } : {}),
    },
    ...context([clip(item.text, measure.text), ...facts]),
    ...(only ? [] : buttonRows(item.buttons.map(button))),
  ];
}

function drawQuote({ title, text }: NonNullable<CaseCard['quote']>, measure: Measure): Block[] {
  const quote: types.RichTextQuote = { type: 'rich_text_quote', elements: [run(clip(text, measure.text))] };
  return [{ type: 'rich_text', elements: [line(strong(title)), quote] }];
}

function drawPoints({ title, lines }: Points, measure: Measure): Block[] {
  const { shown, left } = cutTo(lines, measure);
  const list: types.RichTextList = {
    type: 'rich_text_list',
    style: 'bullet',
    elements: shown.map((text) => line(run(clip(text, measure.text)))),
  };
  return [{ type: 'rich_text', elements: [line(strong(title)), list] }, ...andMore(left)];
}

function drawSteps(steps: Step[], measure: Measure): Block[] {
  const { shown, left } = cutTo(steps, measure);
  const lines = shown.map((step) => `${stepMarks[step.state]} ${clip(stepLine(step), measure.text)}`);
  return [...paragraphs(lines.join('\n')), ...andMore(left)];
}

function labelled(name: string, text: string, measure: Measure): Block[] {
  return [{ type: 'section', text: label(name) }, ...paragraphs(text.trim() || '–', measure)];
}
