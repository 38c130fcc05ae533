/** The answer that Teams waits for, made from what the core replied. Presses and dialogs are answered in place. */
import type { Card, FormCard } from '../core/card.ts';
import type { Incoming, Receive, Reply } from '../core/door.ts';
import { draw, drawDialog } from './draw.ts';
import { clip, limits } from './limits.ts';
import type { Received } from './receive.ts';

export type Answer = { status: number; body?: object };

type Fulfilled = Extract<Received, { incoming: Incoming }>;

/** Sends whoever acted what cannot be shown in the answer itself. Never rejects. */
export type Show = (incoming: Incoming, card: Card) => Promise<void>;

const cardType = 'application/vnd.microsoft.card.adaptive';

const trouble = 'Something went wrong here, and nothing was changed. Please try again in a minute.';
const slow = 'This is taking longer than usual. It has been received; there is no need to send it again.';

export async function answer(received: Received, receive: Receive, show: Show): Promise<Answer> {
  switch (received.as) {
    case 'nothing':
      return { status: 200 };
    case 'unknown':
      return { status: 501 };
    case 'foreign':
      return { status: 400 };
    case 'refresh':
      // The card that is shown is the one that was last sent; an edit here would ask for the next refresh.
      return { status: 200, body: note('Up to date.') };
    case 'event':
      return await eventAnswer(received, receive, show);
    case 'press':
      return { status: 200, body: await pressAnswer(received, receive, show) };
    case 'dialog':
      return await dialogAnswer(received, receive);
  }
}

async function eventAnswer(received: Fulfilled, receive: Receive, show: Show): Promise<Answer> {
  const { incoming } = received;
  try {
    const reply = await receive(incoming);
    const form = reply.openForm ?? corrected(received, reply);
    // A message cannot be answered with a dialog; the form is written into the chat instead.
    if (form) await show(incoming, form);
    return { status: 200 };
  } catch (error) {
    logged(error);
    if (incoming.event.type !== 'joined') await show(incoming, apology);
    return { status: 500 };
  }
}

const apology: Card = { kind: 'notice', tone: 'warning', text: trouble, facts: [], buttons: [] };

async function pressAnswer(received: Fulfilled, receive: Receive, show: Show): Promise<object> {
  const outcome = await inTime(receive(received.incoming));
  if (outcome === 'failed')
    return {
      statusCode: 500,
      type: 'application/vnd.microsoft.error',
      value: { code: 'NotDone', message: trouble },
    };
  if (outcome === 'late') return note(slow);
  // Not waited for: Teams gives a press five seconds, and sending may take longer.
  if (outcome.openForm) void show(received.incoming, outcome.openForm);
  const shown: Card | undefined = outcome.replaced ?? corrected(received, outcome);
  return shown ? { statusCode: 200, type: cardType, value: draw(shown) } : note('Received.');
}

function note(text: string): object {
  return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: text };
}

async function dialogAnswer(received: Fulfilled, receive: Receive): Promise<Answer> {
  const outcome = await inTime(receive(received.incoming));
  if (outcome === 'failed') return { status: 200, body: remark(trouble) };
  if (outcome === 'late') return { status: 200, body: remark(slow) };
  const form = outcome.openForm ?? corrected(received, outcome);
  if (form) return { status: 200, body: dialog(form) };
  const problems = Object.values(outcome.problems ?? {});
  if (problems.length > 0) return { status: 200, body: remark(problems.join(' ')) };
  // A dialog that was sent closes by itself; one that did not open must say something.
  return received.form
    ? { status: 200 }
    : { status: 200, body: remark('There is nothing to fill in here just now.') };
}

function dialog(form: FormCard): object {
  const card = { contentType: cardType, content: drawDialog(form) };
  const value = { title: clip(form.title, limits.dialogTitle), height: 'large', width: 'medium', card };
  return { task: { type: 'continue', value } };
}

function remark(text: string): object {
  return { task: { type: 'message', value: text } };
}

/** The form as it was sent, with what has to be put right beside its fields. */
function corrected({ form, incoming }: Fulfilled, { problems }: Reply): FormCard | undefined {
  if (!form || !problems || incoming.event.type !== 'submitted') return undefined;
  const { intro, ...rest } = form;
  return { kind: 'form', ...rest, ...(intro ? { intro } : {}), answers: incoming.event.answers, problems };
}

/** Teams sends a press again when it hears nothing; the core goes on, and what it decides comes by other ways. */
async function inTime(reply: Promise<Reply>): Promise<Reply | 'late' | 'failed'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(() => resolve('late'), limits.answerMs);
  });
  const settled = reply.catch((error: unknown) => {
    logged(error);
    return 'failed' as const;
  });
  return await Promise.race([settled, late]).finally(() => clearTimeout(timer));
}

function logged(error: unknown): void {
  console.error(`Teams: an event could not be handled. ${error instanceof Error ? error.message : error}`);
}
