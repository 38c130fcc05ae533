/** The blocks of which cards are made: people's words stand in plain text; only short labels in bold are markup. */
import type { types } from '@slack/bolt';
import type { Fact } from '../core/card.ts';
import { clip } from '../core/clip.ts';
import { cutHistory, cutTo, type Measure } from '../doors/measure.ts';
import { plain } from './draw-buttons.ts';
import { bold } from './escape.ts';
import { limits, pieces } from './limits.ts';

export type Block = types.KnownBlock;

/** All in one column, however long: rich text shows people's words exactly as they are. */
export function drawFacts(facts: Fact[], measure: Measure): Block[] {
  const { shown, left } = cutTo(facts, measure);
  if (shown.length === 0) return [];
  const lines = shown.map(({ label, value }) =>
    line(strong(`${label.trim() || '–'}: `), run(clip(value.trim(), measure.text) || '–')),
  );
  return [{ type: 'rich_text', elements: lines }, ...andMore(left)];
}

export function line(...elements: types.RichTextText[]): types.RichTextSection {
  return { type: 'rich_text_section', elements };
}

export function run(text: string): types.RichTextText {
  return { type: 'text', text };
}

export function strong(text: string): types.RichTextText {
  return { type: 'text', text, style: { bold: true } };
}

export function drawHistory(history: string[], measure: Measure): Block[] {
  const lines = cutHistory(history, measure).map((line) => clip(line, measure.text));
  return pieces(lines.join('\n'), limits.section).flatMap((piece) => context([piece]));
}

export function header(text: string): Block[] {
  return [{ type: 'header', text: plain(text.replace(/\s+/g, ' '), limits.header) }];
}

export function paragraphs(text: string, measure?: Measure): Block[] {
  const shown = measure ? clip(text.trim(), measure.text) : text;
  if (shown === '') return [];
  return pieces(shown, limits.section).map((piece) => ({
    type: 'section',
    text: plain(piece, limits.section),
  }));
}

export function context(texts: (string | undefined)[]): Block[] {
  const elements = texts
    .filter((text) => text !== undefined)
    .filter((text) => text.trim() !== '')
    .slice(0, limits.contextElements)
    .map((text) => plain(text, limits.section));
  return elements.length > 0 ? [{ type: 'context', elements }] : [];
}

export function label(text: string): types.MrkdwnElement {
  return { type: 'mrkdwn', text: bold(text.trim() || '–', limits.field), verbatim: true };
}

export function andMore(left: number): Block[] {
  return left > 0 ? context([`… and ${left} more`]) : [];
}
