/** What Slack allows, in one table: the drawing keeps to it, and the stand-in for Slack in the tests enforces it. */
import type { types } from '@slack/bolt';
import { head } from '../core/clip.ts';
import { measuresOf } from '../doors/measure.ts';

export const limits = {
  blocks: 50,
  viewBlocks: 100,
  /**
   * All blocks of a message together. Slack documents no number: refusals have been reported from 13,200
   * characters on, and once at 11,300 of text alone, so the whole JSON is counted.
   */
  allBlocks: 13_000,
  /** `chat.update` refuses more; `chat.postMessage` advises no more. */
  text: 4_000,
  section: 3_000,
  fields: 10,
  field: 2_000,
  header: 150,
  contextElements: 10,
  buttonsInBlock: 25,
  buttonLabel: 75,
  buttonValue: 2_000,
  /** What a button's packed value may come to. */
  unpacked: 20_000,
  id: 255,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  viewTitle: 24,
  viewButton: 24,
  metadata: 3_000,
  inputLabel: 2_000,
  inputText: 3_000,
  optionLabel: 75,
  optionValue: 75,
  listedOptions: 10,
  selectOptions: 100,
  placeholder: 150,
  /** So many of the latest messages are looked through for one of our own. */
  lookedBack: 100,
  /** So many accounts are asked for at once, and so many times at most. */
  listedAccounts: 1_000,
  accountPages: 100,
  /** The body of one request. */
  requestBytes: 1_000_000,
  /** How far a request's time may lie from ours, either way. */
  clockSkewMs: 5 * 60 * 1000,
  /** Slack gives up after three seconds; by then it must have been answered. */
  answerMs: 2_500,
  /** One call to Slack. */
  callMs: 10_000,
} as const;

/** The first with which a message fits is drawn. */
export const measures = measuresOf([9_000, 3_000, 1_500, 800, 500, 300, 200], [40, 30, 20, 15, 10, 6, 3]);

export function fitsMessage(blocks: types.KnownBlock[]): boolean {
  return blocks.length <= limits.blocks && JSON.stringify(blocks).length <= limits.allBlocks;
}

/** A text in pieces that each fit, cut where a line or a word ends. */
export function pieces(text: string, longest: number): string[] {
  if (text.length <= longest) return [text];
  const whole = head(text, longest);
  const space = Math.max(whole.lastIndexOf('\n'), whole.lastIndexOf(' '));
  const end = space > longest / 2 ? space : whole.length;
  return [text.slice(0, end), ...pieces(text.slice(end).trimStart(), longest)];
}
