/** What a card means. Each door draws it in its platform's own manner; nothing here knows how. */
import type { Answers } from './event.ts';
import type { Field } from './field.ts';
import { given, type Loose } from './given.ts';

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
  /** A quiet one stands last and small: nobody needs it to go on. */
  rank?: 'quiet';
  /** What is read aloud where the label is only a sign. */
  spoken?: string;
};

export type Fact = { label: string; value: string };
/** A clause, and in short what it says. */
export type Cited = { anchor: string; heading: string; text: string };
export type Tone = 'info' | 'good' | 'warning' | 'urgent';

/** One step of something that takes several: a stage of an approval, a task on a list. */
export type Step = { label: string; state: 'done' | 'now' | 'later' | 'stopped'; note?: string };

/** A ruling of the school's policy, or its honest silence. */
export type AnswerCard = {
  kind: 'answer';
  /** What it answers, where that may be in doubt: how a question was read, or which of several. */
  about?: string;
  /** The verdict in words: "No", "Yes", "It depends". */
  title: string;
  tone: Tone;
  text: string;
  /** What to do next. */
  next?: string;
  /** Who to tell. */
  tell?: string;
  /** Named at once; what they say is folded where the platform can fold, else a press away. */
  clauses: Cited[];
  /** Shows all that stands around the clauses. */
  whole?: Button;
  /** Warnings about the answer itself: the policy is overdue, two clauses disagree. */
  caveats: string[];
  /** Where the answer comes from: the policy's name and date. */
  source: string;
  /** Where the document itself can be read. */
  link?: string;
  buttons: Button[];
};

/** One thing to be answered, with buttons or in words. */
export type QuestionCard = {
  kind: 'question';
  title?: string;
  text: string;
  /** What is to be read before it is answered. */
  passage?: string;
  hint?: string;
  /** "Question 2 of 6". */
  progress?: string;
  choices: Button[];
  /** What is filled in on the card itself; its button brings it along. */
  input?: { field: Field; answers: Answers; button: Button };
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
  /** Questions elsewhere on which some of these hang, so that these can say so in words. */
  others?: Field[];
  answers: Answers;
  /** A sentence for each field that could not be accepted. */
  problems: Record<string, string>;
  submit: string;
  /** Travels with the form and comes back with it. */
  value: Record<string, string>;
};

/** Short lines under a heading of their own: what to do, what not to do. */
export type Points = { title: string; lines: string[] };

/** One matter with its facts: an application, a press call, a draft to be checked, a task. */
export type CaseCard = {
  kind: 'case';
  title: string;
  /** Where it stands: "Waiting for the senior leadership team", "Approved by Sam Hale on 3 March". */
  status: string;
  tone: Tone;
  text?: string;
  /** Words to be said aloud, as they stand. */
  quote?: { title: string; text: string };
  points?: Points[];
  /** What stands in the way, and has to be seen before anybody acts. */
  callout?: string;
  facts: Fact[];
  steps: Step[];
  /** What has happened so far, oldest first. */
  history: string[];
  /** What only some look up. */
  details?: Fact[];
  buttons: Button[];
  /** One quiet line with the buttons, or in their place. */
  aside?: string;
  /** The buttons are for these people alone, and this fetches the card as one of them sees it. */
  buttonsFor?: { people: string[] } & Fetch;
  /** Where all look at one copy: those who fetch their own, by the platform's ids. */
  fetchedBy?: { users: string[] } & Fetch;
};

/** As a button would say it, though nobody presses. */
type Fetch = Pick<Button, 'action' | 'value'>;

/** Something to know. */
export type NoticeCard = {
  kind: 'notice';
  tone: Tone;
  title?: string;
  text: string;
  facts: Fact[];
  /** One line below the buttons. */
  aside?: string;
  /** What only some look up. */
  details?: Fact[];
  buttons: Button[];
};

export type Item = {
  /** Stands over this one and those that follow. */
  heading?: string;
  title: string;
  text: string;
  facts: Fact[];
  buttons: Button[];
};

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
      return [...loud(card.buttons), ...(card.whole ? [card.whole] : []), ...quiet(card.buttons)];
    case 'case':
    case 'notice':
      return [...loud(card.buttons), ...quiet(card.buttons)];
    case 'question':
      return [...card.choices, ...(card.input ? [card.input.button] : []), ...card.buttons];
    case 'form':
      return [];
    case 'list':
      return [...card.items.flatMap((item) => item.buttons), ...card.buttons];
  }
}

/** The same card with other values in its buttons, and in whatever else comes back from it. */
export function mapButtons(card: Card, change: (value: Button['value']) => Button['value']): Card {
  const one = <B extends { value: Button['value'] }>(each: B): B => ({ ...each, value: change(each.value) });
  const all = (buttons: Button[]) => buttons.map(one);
  switch (card.kind) {
    case 'answer':
      return { ...card, buttons: all(card.buttons), ...given({ whole: card.whole && one(card.whole) }) };
    case 'question': {
      const input = card.input && { ...card.input, button: one(card.input.button) };
      return { ...card, choices: all(card.choices), buttons: all(card.buttons), ...given({ input }) };
    }
    case 'form':
      return one(card);
    case 'case': {
      const { buttonsFor, fetchedBy } = card;
      const fetches = { buttonsFor: buttonsFor && one(buttonsFor), fetchedBy: fetchedBy && one(fetchedBy) };
      return { ...card, buttons: all(card.buttons), ...given(fetches) };
    }
    case 'notice':
      return { ...card, buttons: all(card.buttons) };
    case 'list': {
      const items = card.items.map((item) => ({ ...item, buttons: all(item.buttons) }));
      return { ...card, items, buttons: all(card.buttons) };
    }
  }
}

export function loud(buttons: Button[]): Button[] {
  return buttons.filter(({ rank }) => rank !== 'quiet');
}

export function quiet(buttons: Button[]): Button[] {
  return buttons.filter(({ rank }) => rank === 'quiet');
}

export function button(
  label: string,
  action: string,
  value: Record<string, string> = {},
  more: Loose<Pick<Button, 'style' | 'opensForm' | 'confirm' | 'rank' | 'spoken'>> = {},
): Button {
  return { label, action, value, ...given(more) };
}

type More<C, Needed extends keyof C> = Loose<Omit<C, 'kind' | Needed>>;

export function notice(tone: Tone, text: string, more: More<NoticeCard, 'tone' | 'text'> = {}): NoticeCard {
  return { kind: 'notice', facts: [], buttons: [], ...given(more), tone, text };
}

export function caseCard(
  card: Pick<CaseCard, 'title' | 'status' | 'tone'> & More<CaseCard, 'title' | 'status' | 'tone'>,
): CaseCard {
  const { title, status, tone, ...more } = card;
  return {
    kind: 'case',
    facts: [],
    steps: [],
    history: [],
    buttons: [],
    ...given(more),
    title,
    status,
    tone,
  };
}

export function questionCard(
  text: string,
  choices: Button[],
  more: More<QuestionCard, 'text' | 'choices'> = {},
): QuestionCard {
  return { kind: 'question', buttons: [], ...given(more), text, choices };
}

export function answerCard(
  card: Pick<AnswerCard, 'title' | 'tone' | 'text' | 'source'> &
    More<AnswerCard, 'title' | 'tone' | 'text' | 'source'>,
): AnswerCard {
  const { title, tone, text, source, ...more } = card;
  return { kind: 'answer', clauses: [], caveats: [], buttons: [], ...given(more), title, tone, text, source };
}

export function listCard(
  title: string,
  items: Item[],
  more: More<ListCard, 'title' | 'items'> & { empty: string },
): ListCard {
  const { empty, ...rest } = more;
  return { kind: 'list', buttons: [], ...given(rest), title, items, empty };
}

export function item(title: string, text: string, more: Loose<Pick<Item, 'facts' | 'buttons'>> = {}): Item {
  return { facts: [], buttons: [], ...given(more), title, text };
}

export function formCard(
  card: Pick<FormCard, 'form' | 'title' | 'fields' | 'submit'> &
    More<FormCard, 'form' | 'title' | 'fields' | 'submit'>,
): FormCard {
  const { form, title, fields, submit, ...more } = card;
  return { kind: 'form', answers: {}, problems: {}, value: {}, ...given(more), form, title, fields, submit };
}

/** The same card with these buttons before its own; a question's choices stay first. A form has none. */
export function withButtons<C extends Card>(card: C, buttons: Button[]): C {
  return card.kind === 'form' ? card : { ...card, buttons: [...buttons, ...card.buttons] };
}
