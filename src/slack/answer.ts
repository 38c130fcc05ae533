/** One delivery from Slack: understood, handed to the core, and answered before Slack gives up waiting. */
import { type Card, type FormCard, type NoticeCard, notice } from '../core/card.ts';
import type { Incoming, Receive } from '../core/door.ts';
import type { Answers } from '../core/event.ts';
import { reasonOf } from '../core/reason.ts';
import { ourFault } from '../core/text.ts';
import type { AtHand } from '../doors/at-hand.ts';
import { type Outcome, patience } from '../doors/patience.ts';
import { drawDialog } from './draw-form.ts';
import { drawMore, drawPressed } from './draw-more.ts';
import { limits } from './limits.ts';
import { readPayload } from './receive.ts';
import type { Input, Pressed, Received } from './received.ts';
import type { Sender } from './send.ts';

/** 400: nothing that Slack would send. 500: not committed, so Slack should send it again. */
type Answer = { status: 200; body?: object } | { status: 400 | 500 };

export type Answering = {
  answer(payload: unknown): Promise<Answer>;
  /** Resolves when nothing is in hand any more. */
  settled(): Promise<void>;
};

type Parts = AtHand & { receive: Receive; send: Sender };
type Way<Name extends Received['way']> = Extract<Received, { way: Name }>;

const accepted: Answer = { status: 200 };

export function answering({ receive, send, now, log }: Parts): Answering {
  const { play, inTime, settled } = patience(limits.answerMs, receive, log);

  async function answer(payload: unknown): Promise<Answer> {
    // The instant of an event is that of its arrival: half of Slack's payloads name none.
    const received = readPayload(payload, now().toISOString());
    if (received === 'ignored') return accepted;
    if (received === 'unknown') {
      log('A request of an unknown kind was refused. Nothing was changed.');
      return { status: 400 };
    }
    switch (received.way) {
      case 'event':
        return answerEvent(received);
      case 'command':
        return answerCommand(received);
      case 'press':
        return answerPress(received);
      case 'more':
        return answerMore(received);
      case 'form':
        return answerForm(received);
    }
  }

  async function answerEvent({ incoming }: Way<'event'>): Promise<Answer> {
    // Slack does not send again what was acknowledged.
    const outcome = await inTime(playEvent(incoming), (later) => tellFailure(later, incoming));
    return outcome === 'failed' ? { status: 500 } : accepted;
  }

  /** Slack opens forms only after a press or a command; after a message it is shown what is asked. */
  async function playEvent(incoming: Incoming): Promise<Outcome> {
    const outcome = await play(incoming);
    if (outcome !== 'failed' && outcome.openForm) await write(incoming, outcome.openForm);
    return outcome;
  }

  async function answerCommand({ incoming, trigger, isElsewhere }: Way<'command'>): Promise<Answer> {
    const outcome = await inTime(playWithForm(incoming, trigger), (later) => tellFailure(later, incoming));
    if (outcome === 'failed') return note(ourFault);
    if (outcome === 'late') return isElsewhere ? note(slow) : accepted;
    return isElsewhere ? note('I’ve answered in our private chat.') : accepted;
  }

  async function answerPress({ incoming, trigger, dialog }: Way<'press'>): Promise<Answer> {
    await inTime(playPress(incoming, trigger, dialog).then((outcome) => tellFailure(outcome, incoming)));
    return accepted;
  }

  async function playPress(incoming: Incoming, trigger: string, dialog?: Pressed): Promise<Outcome> {
    const outcome = await playWithForm(incoming, trigger, dialog);
    if (dialog && outcome !== 'failed' && !outcome.openForm) await endDialog(incoming, dialog);
    return outcome;
  }

  /** What was pressed is done all the same, and the card shows it. */
  async function endDialog({ event }: Incoming, { id, origin }: Pressed): Promise<void> {
    await send
      .changeDialog(id, drawPressed(origin))
      .catch((error) => log(`${event.id}: a dialog was not changed. ${reasonOf(error)}`));
  }

  /** Nobody but the reader has to do with it: what is shown stood on the card, out of the way. */
  async function answerMore({ incoming, trigger, folded, origin }: Way<'more'>): Promise<Answer> {
    await inTime(opened(incoming, 'the dialog', () => send.openDialog(trigger, drawMore(folded, origin))));
    return accepted;
  }

  async function tellFailure(outcome: Outcome, incoming: Incoming): Promise<void> {
    if (outcome === 'failed') await whisper(incoming, notice('warning', ourFault));
  }

  async function playWithForm(incoming: Incoming, trigger: string, over?: Pressed): Promise<Outcome> {
    const outcome = await play(incoming);
    if (outcome !== 'failed' && outcome.openForm) await openForm(outcome.openForm, incoming, trigger, over);
    return outcome;
  }

  function openForm(form: FormCard, incoming: Incoming, trigger: string, over?: Pressed): Promise<void> {
    const open = () => send.openForm(trigger, form, incoming.event.place, over);
    return opened(incoming, `the form ${form.form}`, open);
  }

  async function opened(incoming: Incoming, what: string, open: () => Promise<void>): Promise<void> {
    try {
      await open();
    } catch (error) {
      log(`${incoming.event.id}: ${what} did not open. ${reasonOf(error)}`);
      await whisper(incoming, notice('warning', tooSlow));
    }
  }

  async function answerForm({ incoming, inputs }: Way<'form'>): Promise<Answer> {
    const outcome = await inTime(play(incoming), (later) => tellLate(later, incoming, inputs));
    return outcome === 'late' ? clear : formAnswer(outcome, incoming, inputs);
  }

  /** The form is closed now, so whatever is left to say about it comes as a note. */
  async function tellLate(outcome: Outcome, incoming: Incoming, inputs: Input[]): Promise<void> {
    const problems = outcome === 'failed' ? {} : outcome.problems;
    if (problems) await whisper(incoming, keptAnswers(problems, incoming, inputs));
    else if (outcome !== 'failed' && outcome.openForm) await whisper(incoming, notice('warning', tooSlow));
  }

  async function write({ event }: Incoming, card: Card): Promise<void> {
    const told = send.post({ place: event.place }, card);
    await told.catch((error) => log(`${event.id}: a card was not delivered. ${reasonOf(error)}`));
  }

  async function whisper({ event }: Incoming, card: Card): Promise<void> {
    const to = { place: event.place, user: event.by.user };
    await send
      .whisper(to, card)
      .catch((error) => log(`${event.id}: a note was not delivered. ${reasonOf(error)}`));
  }

  return { answer, settled };
}

const slow = 'This is taking longer than usual. I’ll answer in our private chat.';
const tooSlow = 'That took too long to open. Nothing was lost. Please try again.';
const clear: Answer = { status: 200, body: { response_action: 'clear' } };

function formAnswer(outcome: Outcome, incoming: Incoming, inputs: Input[]): Answer {
  if (outcome === 'failed') return refusal({ '': ourFault }, inputs);
  if (outcome.problems) return refusal(outcome.problems, inputs);
  if (!outcome.openForm) return clear;
  const view = drawDialog(outcome.openForm, incoming.event.place);
  return { status: 200, body: { response_action: 'update', view } };
}

/** Keeps the form open. A sentence about no question of this form stands beside the first one. */
function refusal(problems: Record<string, string>, inputs: Input[]): Answer {
  const firstId = inputs[0]?.id ?? '';
  const errors: Record<string, string> = {};
  for (const [name, problem] of Object.entries(problems)) {
    const beside = inputs.some((input) => input.id === name) ? name : firstId;
    errors[beside] = errors[beside] ? `${errors[beside]} ${problem}` : problem;
  }
  return { status: 200, body: { response_action: 'errors', errors } };
}

function keptAnswers(problems: Record<string, string>, { event }: Incoming, inputs: Input[]): NoticeCard {
  const answers: Answers = event.type === 'submitted' ? event.answers : {};
  const facts = inputs.map(({ id, label }) => ({
    label,
    value: [shown(answers[id]), problems[id]].filter(Boolean).join('\n'),
  }));
  return notice(
    'warning',
    'I couldn’t accept some of your answers, so nothing was sent. Here’s what you wrote.',
    { facts },
  );
}

function shown(answer: string | string[] | undefined): string {
  return Array.isArray(answer) ? answer.join(', ') : (answer ?? '');
}

/** Seen only by whoever typed the command. */
function note(text: string): Answer {
  return { status: 200, body: { response_type: 'ephemeral', text } };
}
