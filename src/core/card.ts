/** What a card means. Each door draws it in its platform's own manner; nothing here knows how. */
import type { Answers } from './event.ts';
import type { Field } from './form.ts';

/** `action` names who handles the press ("accounts.approve"); `value` says of what. */
export type Button = {
  label: string;
  action: string;
  value: Record<string, string>;
  style?: 'primary' | 'danger';
  /** A press is answered with a form at once, so platforms that must know this beforehand do. */
  opensForm?: true;
  /** Asked before the press counts. */
  confirm?: { title: string; text: string; yes: string; no: string };
};

export type Fact = { label: string; value: string };
export type Cited = { anchor: string; heading: string; text: string };
export type Tone = 'info' | 'good' | 'warning' | 'urgent';

/** One step of something that takes several: a stage of an approval, a task on a list. */
export type Step = { label: string; state: 'done' | 'now' | 'later' | 'stopped'; note?: string };

/** A ruling of the school's policy, or its honest silence. */
export type AnswerCard = {
  kind: 'answer';
  /** The verdict in words: "No", "Yes", "It depends", "Your policy does not say". */
  title: string;
  tone: Tone;
  text: string;
  /** What to do next. */
  next?: string;
  /** Whom to tell. */
  tell?: string;
  clauses: Cited[];
  /** Warnings about the answer itself: the policy is overdue, two clauses disagree. */
  caveats: string[];
  /** Where the answer comes from: the policy's name and date. */
  source: string;
  buttons: Button[];
};

/** One thing to be answered, with buttons or in words. */
export type QuestionCard = {
  kind: 'question';
  title?: string;
  text: string;
  hint?: string;
  /** "Question 2 of 6". */
  progress?: string;
  choices: Button[];
  /** Ways around the question: back, skip, cancel, all at once. */
  buttons: Button[];
};

/** Everything to be filled in at once: a modal on Slack, a dialog or a card with inputs on Teams. */
export type FormCard = {
  kind: 'form';
  form: string;
  title: string;
  intro?: string;
  fields: Field[];
  answers: Answers;
  /** A sentence for each field that could not be accepted. */
  problems: Record<string, string>;
  submit: string;
  /** Travels with the form and comes back with it. */
  value: Record<string, string>;
};

/** One matter with its facts: an application, a press call, a draft to be checked, a task. */
export type CaseCard = {
  kind: 'case';
  title: string;
  /** Where it stands: "Waiting for the senior leadership team", "Approved by Sam Hale on 3 March". */
  status: string;
  tone: Tone;
  text?: string;
  facts: Fact[];
  steps: Step[];
  /** What has happened so far, oldest first. */
  history: string[];
  buttons: Button[];
};

/** Something to know. */
export type NoticeCard = {
  kind: 'notice';
  tone: Tone;
  title?: string;
  text: string;
  facts: Fact[];
  buttons: Button[];
};

export type Item = { title: string; text: string; facts: Fact[]; buttons: Button[] };

/** Several matters of one kind. */
export type ListCard = {
  kind: 'list';
  title: string;
  text?: string;
  items: Item[];
  /** Read in place of the items where there are none. */
  empty: string;
  buttons: Button[];
};

export type Card = AnswerCard | QuestionCard | FormCard | CaseCard | NoticeCard | ListCard;

/** Every button of a card, in the order in which people meet them. */
export function buttonsOf(card: Card): Button[] {
  switch (card.kind) {
    case 'answer':
    case 'case':
    case 'notice':
      return card.buttons;
    case 'question':
      return [...card.choices, ...card.buttons];
    case 'form':
      return [];
    case 'list':
      return [...card.items.flatMap((item) => item.buttons), ...card.buttons];
  }
}
