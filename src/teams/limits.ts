/** What Teams allows, in one table: the drawing keeps to it, and the stand-in for Teams in the tests enforces it. */
import { measuresOf } from '../doors/measure.ts';

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
  lettersInRow: 42,
  lettersInRim: 5,
  /** More rows of buttons than this push what a card says off a phone's screen; the others unfold. */
  rows: 2,
  /** The longest label of a button that leaves a phone room for words beside it. */
  lettersBeside: 12,
  buttonLabel: 100,
  dialogTitle: 60,
  summary: 400,
  /** A form shows its answers in its fields already. */
  formTwin: 1_500,
  /** A group of more people, read in pages of a thousand, is no school's. */
  groupPages: 50,
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
