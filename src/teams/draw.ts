/** Draws a card as an Adaptive Card, by filling in the template of its kind from `cards/`. */
import { readFileSync } from 'node:fs';
import { Template } from 'adaptivecards-templating';
import {
  type AnswerCard,
  type Button,
  type Card,
  type CaseCard,
  type Fact,
  type FormCard,
  type Item,
  type ListCard,
  loud,
  type NoticeCard,
  type QuestionCard,
  quiet,
  type Step,
  type Tone,
} from '../core/card.ts';
import { clauseName, clauseNames } from '../core/clause-name.ts';
import { clip } from '../core/clip.ts';
import { answerWords, moreLabel, stepMarks, stepWords, textOf, toneMarks } from '../core/text.ts';
import { firstToFit } from '../doors/measure.ts';
import { cut, cutForm } from './cut.ts';
import { buttonRows, drawn, type Row, rowsOf, rowsWith, toggle } from './draw-buttons.ts';
import { formData, inputOn, type Where } from './draw-form.ts';
import { plainly, words } from './escape.ts';
import { mriOf } from './ids.ts';
import { limits, longestLists, measures } from './limits.ts';

export type AdaptiveCard = { type: 'AdaptiveCard'; [more: string]: unknown };

export function draw(card: Card): AdaptiveCard {
  if (card.kind === 'form') return drawForm(card, 'chat');
  return fitting(
    measures,
    (measure) => drawWhole(cut(card, measure), measure.text),
    (json) => Buffer.byteLength(json) <= limits.cardBytes,
  );
}

export function drawDialog(card: FormCard): AdaptiveCard {
  return drawForm(card, 'dialog');
}

/** What a notification shows. */
export function summaryOf(card: Card): string {
  return clip(textOf(card), limits.summary);
}

function drawForm(card: FormCard, where: Where): AdaptiveCard {
  return fitting(
    longestLists,
    (longest) => drawWhole(cutForm(card, longest), limits.formTwin, where),
    (json) => json.length * 2 <= limits.formBytes,
  );
}

/** One that fits with no measure is sent with the last: Teams allows more than we do. */
function fitting<By>(
  measures: readonly By[],
  drawnBy: (measure: By) => AdaptiveCard,
  fits: (json: string) => boolean,
): AdaptiveCard {
  const drawn = firstToFit(measures, drawnBy, (card) => fits(JSON.stringify(card)));
  return drawn ?? drawnBy(measures.at(-1) as By);
}

function drawWhole(card: Card, longestTwin: number, where: Where = 'chat'): AdaptiveCard {
  const twin = plainly(clip(textOf(card), longestTwin));
  return expand(card.kind, { twin, fallback: words(twin), ...dataOf(card, where) });
}

const templates = new Map<Card['kind'], Template>();

function template(kind: Card['kind']): Template {
  const cached = templates.get(kind);
  if (cached) return cached;
  const source = readFileSync(new URL(`../../cards/${kind}.json`, import.meta.url), 'utf8');
  const parsed = new Template(JSON.parse(source));
  templates.set(kind, parsed);
  return parsed;
}

// People may write "${…}" themselves. It is put aside while the template is filled in,
// so that any that is left afterwards is ours.
const opening = '${';
const aside = '\ue000{';

function expand(kind: Card['kind'], data: object): AdaptiveCard {
  const told = JSON.stringify(data);
  const root: unknown = told.includes(opening) ? JSON.parse(told.replaceAll(opening, aside)) : data;
  return finished(template(kind).expand({ $root: root }), kind) as AdaptiveCard;
}

/** Without what is null, which stands for a property that this card does not have; and with people's own words put back. */
function finished(part: unknown, kind: Card['kind']): unknown {
  if (typeof part === 'string') return finishedText(part, kind);
  if (typeof part !== 'object' || part === null) return part;
  if (Array.isArray(part)) return part.map((each) => finished(each, kind));
  const whole: Record<string, unknown> = {};
  for (const [name, each] of Object.entries(part))
    if (each !== null && each !== undefined) whole[name] = finished(each, kind);
  return whole;
}

function finishedText(text: string, kind: Card['kind']): string {
  const at = text.indexOf(opening);
  if (at >= 0)
    throw new Error(`cards/${kind}.json asks for ${text.slice(at, at + 40)}, which draw.ts does not give.`);
  return text.replaceAll(aside, opening);
}

function dataOf(card: Card, where: Where): object {
  switch (card.kind) {
    case 'answer':
      return answerData(card);
    case 'question':
      return questionData(card);
    case 'form':
      return formData(card, where);
    case 'case':
      return caseData(card);
    case 'notice':
      return noticeData(card);
    case 'list':
      return listData(card);
  }
}

/** A tone is told by a mark as well, never by colour alone. */
const tones: Record<Tone, { style: string; mark: string }> = {
  info: { style: 'accent', mark: toneMarks.info },
  good: { style: 'good', mark: toneMarks.good },
  warning: { style: 'warning', mark: toneMarks.warning },
  urgent: { style: 'attention', mark: toneMarks.urgent },
};

function answerData(card: AnswerCard): object {
  return {
    ...tones[card.tone],
    hasAbout: Boolean(card.about),
    about: words(card.about ?? ''),
    title: words(card.title),
    text: words(card.text),
    hasNext: Boolean(card.next),
    next: words(card.next ?? ''),
    hasTell: Boolean(card.tell),
    tell: words(card.tell ?? ''),
    labels: answerWords,
    hasClauses: card.clauses.length > 0,
    names: words(clauseNames(card.clauses)),
    clauses: card.clauses.map((clause) => ({ name: words(clauseName(clause)), text: words(clause.text) })),
    hasCaveats: card.caveats.length > 0,
    caveats: card.caveats.map((text) => ({ text: words(text) })),
    source: words(card.source),
    hasLink: Boolean(card.link),
    link: card.link ?? '',
    ...answerRows(card),
  };
}

/** The clauses unfold where they stand. What somebody may say of the answer unfolds with them where the rows are full. */
function answerRows({ buttons, clauses, whole }: AnswerCard): { rows: Row[]; foldedRows: Row[] } {
  const unfold = clauses.length > 0 ? [toggle(answerWords.read, 'clauses')] : [];
  const first = [...loud(buttons).map(drawn), ...unfold];
  const words = quiet(buttons).filter(({ spoken }) => !spoken);
  const isRoomFor = (back: Button[]) => rowsOf([...first, ...back.map(drawn)]).length <= limits.rows;
  const shown = unfold.length === 0 ? quiet(buttons) : ([quiet(buttons), words].find(isRoomFor) ?? []);
  const folded = quiet(buttons).filter((button) => !shown.includes(button));
  return {
    rows: rowsOf([...first, ...shown.map(drawn)]),
    foldedRows: buttonRows([...(whole ? [{ ...whole, label: answerWords.whole }] : []), ...folded]),
  };
}

/** What is filled in on the card has the question itself for its label, and how to answer below it. */
function questionData(card: QuestionCard): object {
  const inputs = card.input ? inputOn(card.input, card.text) : [];
  const isAsked = inputs.length === 0;
  return {
    hasTitle: Boolean(card.title),
    title: words(card.title ?? ''),
    hasProgress: Boolean(card.progress),
    progress: words(card.progress ?? ''),
    hasText: isAsked,
    text: words(card.text),
    hasPassage: Boolean(card.passage),
    passage: words(card.passage ?? ''),
    hasHint: Boolean(card.hint) && isAsked,
    hint: words(card.hint ?? ''),
    choiceRows: buttonRows(card.choices),
    inputs,
    hasHintBelow: Boolean(card.hint) && !isAsked,
    hasButtons: card.buttons.length > 0 || card.input !== undefined,
    rows: buttonRows([...(card.input ? [card.input.button] : []), ...card.buttons]),
  };
}

function caseData(card: CaseCard): object {
  return {
    ...tones[card.tone],
    refresh: card.fetchedBy ? refreshing(card.fetchedBy) : null,
    title: words(card.title),
    status: words(card.status),
    hasText: Boolean(card.text),
    text: words(card.text ?? ''),
    hasQuote: Boolean(card.quote),
    quoteTitle: words(card.quote?.title ?? ''),
    quote: words(card.quote?.text ?? ''),
    points: (card.points ?? []).map(({ title, lines }) => ({
      heading: words(title),
      lines: lines.map((line) => ({ line: words(line) })),
    })),
    hasCallout: Boolean(card.callout),
    callout: words(card.callout ?? ''),
    facts: factsData(card.facts),
    hasSteps: card.steps.length > 0,
    steps: card.steps.map(stepData),
    hasAside: Boolean(card.aside),
    aside: words(card.aside ?? ''),
    ...detailsData(card, card.history),
  };
}

/** Each of these people sees the card as it is for them; Teams asks for it whenever they look. */
function refreshing({ users, action, value }: NonNullable<CaseCard['fetchedBy']>): object {
  return {
    action: { type: 'Action.Execute', title: 'Refresh', verb: action, data: { _look: { action, value } } },
    userIds: users.map(mriOf),
  };
}

function stepData(step: Step): object {
  const word = stepWords[step.state];
  return {
    mark: stepMarks[step.state],
    word: word.charAt(0).toUpperCase() + word.slice(1),
    weight: step.state === 'now' ? 'Bolder' : 'Default',
    label: words(step.label),
    hasNote: Boolean(step.note),
    note: words(step.note ?? ''),
  };
}

function noticeData(card: NoticeCard): object {
  const tone = tones[card.tone];
  return {
    ...tone,
    hasTitle: Boolean(card.title),
    title: words(card.title ?? ''),
    text: card.title ? words(card.text) : `${tone.mark} ${words(card.text)}`,
    facts: factsData(card.facts),
    hasAside: Boolean(card.aside),
    aside: words(card.aside ?? ''),
    ...detailsData(card),
  };
}

function listData(card: ListCard): object {
  return {
    title: words(card.title),
    hasText: Boolean(card.text),
    text: words(card.text ?? ''),
    isEmpty: card.items.length === 0,
    empty: words(card.empty),
    items: card.items.map(itemData),
    hasButtons: card.buttons.length > 0,
    rows: buttonRows(card.buttons),
  };
}

/** A single button stands beside its item where a phone has room for both. */
function itemData(item: Item): object {
  const [only, ...others] = item.buttons;
  const isBeside = only !== undefined && others.length === 0 && only.label.length <= limits.lettersBeside;
  return {
    hasHeading: Boolean(item.heading),
    heading: words(item.heading ?? ''),
    title: words(item.title),
    hasText: item.text !== '',
    text: words(item.text),
    facts: factsData(item.facts),
    besideRows: buttonRows(isBeside ? item.buttons : []),
    isBeside,
    rows: buttonRows(isBeside ? [] : item.buttons),
  };
}

/** What only some look up unfolds where it stands, and with it the buttons for which the card has no row. */
function detailsData({ buttons, details = [] }: CaseCard | NoticeCard, history: string[] = []): object {
  const shown = loud(buttons).map(drawn);
  const folded = details.length + history.length + quiet(buttons).length;
  const hasDetails = folded > 0 || rowsOf(shown).length > limits.rows;
  const { rows, left } = rowsWith(hasDetails ? [toggle(moreLabel, 'details')] : [], shown);
  return {
    hasDetails,
    foldedRows: rowsOf([...left, ...quiet(buttons).map(drawn)]),
    details: factsData(details),
    hasHistory: history.length > 0,
    history: history.map((text) => ({ text: words(text) })),
    rows,
  };
}

/** All in one column, however long, as phones have no room for two. A text run is no Markdown. */
function factsData(facts: Fact[]): object[] {
  return facts.map(({ label, value }) => {
    const lines = value.trim().split(/\r?\n/);
    return {
      label: plainly(`${label}: `),
      value: plainly(lines[0] ?? ''),
      // A run of text knows no line breaks.
      more: lines.slice(1).map((line) => ({ line: words(line) })),
    };
  });
}
