/** One delivery from Slack: understood, handed to the core, and answered before Slack gives up waiting. */
import type { Card, NoticeCard } from '../core/card.ts';
import type { Incoming, Receive, Reply } from '../core/door.ts';
import type { Answers } from '../core/event.ts';
import { reasonOf } from '../core/reason.ts';
import { ourFault } from '../core/text.ts';
import type { AtHand } from '../doors/at-hand.ts';
import { drawDialog } from './draw-form.ts';
import type { Heard, Input } from './heard.ts';
import { limits } from './limits.ts';
import { hear } from './receive.ts';
import type { Sender } from './send.ts';

/** 400: nothing that Slack would send. 500: not committed, so Slack should send it again. */
type Answer = { status: 200; body?: object } | { status: 400 | 500 };

export type Answering = {
  answer(payload: unknown): Promise<Answer>;
  /** Resolves when nothing is in hand any more. */
  settled(): Promise<void>;
};

type Parts = AtHand & { receive: Receive; send: Sender };
type Outcome = Reply | 'failed';
type Way<Name extends Heard['way']> = Extract<Heard, { way: Name }>;

const accepted: Answer = { status: 200 };

export function answering({ receive, send, now, log }: Parts): Answering {
  const inHand = new Set<Promise<unknown>>();

  async function answer(payload: unknown): Promise<Answer> {
    // The instant of an event is that of its arrival: half of Slack's payloads name none.
    const heard = hear(payload, now().toISOString());
    if (heard === 'ignored') return accepted;
    if (heard === 'unknown') {
      log('A request of an unknown kind was refused. Nothing was changed.');
      return { status: 400 };
    }
    switch (heard.way) {
      case 'event':
        return answerEvent(heard);
      case 'command':
        return answerCommand(heard);
      case 'press':
        return answerPress(heard);
      case 'form':
        return answerForm(heard);
    }
  }

  async function answerEvent({ incoming }: Way<'event'>): Promise<Answer> {
    const work = play(incoming, async (reply) => {
      // Slack opens forms only after a press or a command; a message at least shows what is asked.
      if (reply.openForm) await send.post({ place: incoming.event.place }, reply.openForm);
    });
    const outcome = await inTime(work);
    // Slack does not send again what was acknowledged.
    if (outcome === 'late') keep(work.then((later) => tellFailure(later, incoming)));
    return outcome === 'failed' ? { status: 500 } : accepted;
  }

  async function answerCommand({ incoming, trigger, isElsewhere }: Way<'command'>): Promise<Answer> {
    const work = play(incoming, (reply) => openForm(reply, incoming, trigger));
    const outcome = await inTime(work);
    if (outcome === 'failed') return note(ourFault);
    if (outcome === 'late') {
      keep(work.then((later) => tellFailure(later, incoming)));
      return isElsewhere ? note(slow) : accepted;
    }
    return isElsewhere ? note('I have answered in our private chat.') : accepted;
  }

  async function answerPress({ incoming, trigger }: Way<'press'>): Promise<Answer> {
    const work = play(incoming, (reply) => openForm(reply, incoming, trigger));
    await inTime(work.then((outcome) => tellFailure(outcome, incoming)));
    return accepted;
  }

  async function tellFailure(outcome: Outcome, incoming: Incoming): Promise<void> {
    if (outcome === 'failed') await whisper(incoming, notice(ourFault));
  }

  async function openForm(reply: Reply, incoming: Incoming, trigger: string): Promise<void> {
    if (!reply.openForm) return;
    try {
      await send.openForm(trigger, reply.openForm, incoming.event.place);
    } catch (error) {
      log(`The form “${reply.openForm.title}” did not open. ${reasonOf(error)}`);
      await whisper(incoming, notice(tooSlow));
    }
  }

  async function answerForm({ incoming, inputs }: Way<'form'>): Promise<Answer> {
    const work = play(incoming, async () => {});
    const outcome = await inTime(work);
    if (outcome !== 'late') return formAnswer(outcome, incoming, inputs);
    // The form is closed now, so whatever is left to say about it comes as a note.
    keep(work.then((later) => tellLate(later, incoming, inputs)));
    return clear;
  }

  async function tellLate(outcome: Outcome, incoming: Incoming, inputs: Input[]): Promise<void> {
    const problems = outcome === 'failed' ? {} : outcome.problems;
    if (problems) await whisper(incoming, keptAnswers(problems, incoming, inputs));
    else if (outcome !== 'failed' && outcome.openForm) await whisper(incoming, notice(tooSlow));
  }

  /** Hands the event to the core. What goes wrong is logged here, once. */
  async function play(incoming: Incoming, after: (reply: Reply) => Promise<void>): Promise<Outcome> {
    let reply: Reply;
    try {
      reply = await receive(incoming);
    } catch (error) {
      log(`${incoming.event.id} could not be taken in. ${reasonOf(error)}`);
      return 'failed';
    }
    await after(reply).catch((error) => log(`After ${incoming.event.id}: ${reasonOf(error)}`));
    return reply;
  }

  async function whisper({ event }: Incoming, card: Card): Promise<void> {
    const to = { place: event.place, user: event.by.user };
    await send.whisper(to, card).catch((error) => log(`A note was not delivered. ${reasonOf(error)}`));
  }

  async function inTime<T>(work: Promise<T>): Promise<T | 'late'> {
    keep(work);
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), limits.answerMs);
    });
    try {
      return await Promise.race([work, patience]);
    } finally {
      clearTimeout(timer);
    }
  }

  function keep(work: Promise<unknown>): void {
    const done = () => inHand.delete(work);
    inHand.add(work);
    work.then(done, done);
  }

  return {
    answer,
    async settled() {
      while (inHand.size > 0) await Promise.allSettled(inHand);
    },
  };
}

const slow = 'This is taking longer than usual. What comes of it will be in our private chat.';
const tooSlow = 'The form took too long to open. Nothing was lost: please try once more.';
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
  const first = inputs[0]?.id ?? '';
  const errors: Record<string, string> = {};
  for (const [name, problem] of Object.entries(problems)) {
    const beside = inputs.some((input) => input.id === name) ? name : first;
    errors[beside] = errors[beside] ? `${errors[beside]} ${problem}` : problem;
  }
  return { status: 200, body: { response_action: 'errors', errors } };
}

function keptAnswers(problems: Record<string, string>, { event }: Incoming, inputs: Input[]): NoticeCard {
  const answers: Answers = event.type === 'submitted' ? event.answers : {};
  return {
    ...notice('Some answers could not be accepted, so nothing was sent. Here is what you wrote.'),
    facts: inputs.map(({ id, label }) => ({
      label,
      value: [shown(answers[id]), problems[id]].filter(Boolean).join('\n'),
    })),
  };
}

function shown(answer: string | string[] | undefined): string {
  return Array.isArray(answer) ? answer.join(', ') : (answer ?? '');
}

function notice(text: string): NoticeCard {
  return { kind: 'notice', tone: 'warning', text, facts: [], buttons: [] };
}

/** Seen only by whoever typed the command. */
function note(text: string): Answer {
  return { status: 200, body: { response_type: 'ephemeral', text } };
}
