/** The core's one question: an event has happened; whose is it, and what follows? */
import { z } from 'zod';
import { reaches, reachOfConversation, reachOfPerson } from './delivery.ts';
import type { Reply } from './door.ts';
import type { Duty } from './duty.ts';
import type { Event, Platform } from './event.ts';
import { enqueue } from './outbox.ts';
import type { Collection, Work } from './record.ts';
import { type School, whoIs } from './school.ts';
import { daysSinceTidied } from './tidy.ts';
import { later } from './time.ts';
import { beginTurn, type Turn } from './turn.ts';

export type Bot = {
  duties: Duty[];
  /** Hears what somebody said: an answer to a question, or something that opens a duty. */
  hear: (turn: Turn, text: string) => Promise<void>;
  greet: (turn: Turn) => Promise<void>;
  /** Told to whoever presses a button that nobody knows any more. */
  shrug: (turn: Turn) => void;
};

/** Events already played, so that a platform's second delivery of the same one changes nothing. */
const played = z.object({ id: z.string(), until: z.string() });
const playedEvents: Collection<z.infer<typeof played>> = {
  kind: 'played',
  schema: played,
  keys: (one) => [`day:${one.until.slice(0, 10)}`],
};

const remembered = 24 * 60 * 60 * 1000;

export async function decide(
  bot: Bot,
  around: { event: Event; school: School; platforms: Platform[]; work: Work },
): Promise<Reply> {
  const { event, school, work, platforms } = around;
  if (event.type !== 'timePassed') {
    if (await work.get(playedEvents, event.id)) return {};
    work.put(playedEvents, { id: event.id, until: later(event.at, remembered) });
  }
  await noteReach(work, event);
  const { turn, outcome } = beginTurn(event, school, whoIs(school, event.by), work, platforms);
  if (!(await play(bot, turn))) outcome.reply.stray = nameOf(event);
  const replaced = await enqueue(around, outcome.effects);
  return replaced ? { replaced, ...outcome.reply } : outcome.reply;
}

/** Keeps what the door needs to write to this person or conversation first, whenever that has changed. */
async function noteReach(work: Work, event: Event): Promise<void> {
  const { platform, conversation, direct, via } = event.place;
  if (!via) return;
  const id = direct ? reachOfPerson(platform, event.by.user) : reachOfConversation(platform, conversation);
  const before = await work.get(reaches, id);
  if (JSON.stringify(before?.via) !== JSON.stringify(via)) work.put(reaches, { id, via });
}

/** False when the event is a press or a form that nobody knows. */
async function play(bot: Bot, turn: Turn): Promise<boolean> {
  const { event } = turn;
  switch (event.type) {
    case 'said':
      await bot.hear(turn, event.text);
      return true;
    case 'pressed': {
      const handler = own(owner(bot, event.action)?.pressed, wordsOf(event.action)[1]);
      await (handler ? handler(turn, event.value) : bot.shrug(turn));
      return handler !== undefined;
    }
    case 'submitted': {
      const handler = own(owner(bot, event.form)?.submitted, wordsOf(event.form)[1]);
      await (handler ? handler(turn, event.answers, event.value) : bot.shrug(turn));
      return handler !== undefined;
    }
    case 'opened':
    case 'joined':
      await bot.greet(turn);
      return true;
    case 'timePassed':
      await forgetPlayed(turn);
      for (const duty of bot.duties) await duty.timePassed?.(turn);
      return true;
  }
}

/** What was pressed or sent, as it may stand in a log: it may come from anybody. */
function nameOf(event: Event): string {
  const name = event.type === 'pressed' ? event.action : event.type === 'submitted' ? event.form : event.type;
  return name.replace(/[^\w.-]/g, '?').slice(0, 60);
}

function owner(bot: Bot, action: string): Duty | undefined {
  return bot.duties.find((one) => one.name === wordsOf(action)[0]);
}

/** Only what the duty itself has put there: "toString" is nobody's button. */
function own<T>(handlers: Record<string, T> | undefined, name: string): T | undefined {
  return handlers && Object.hasOwn(handlers, name) ? handlers[name] : undefined;
}

function wordsOf(action: string): [string, string] {
  const dot = action.indexOf('.');
  return dot < 0 ? [action, ''] : [action.slice(0, dot), action.slice(dot + 1)];
}

/** Looks only at the days that can have run out, so that the cost does not grow with what is remembered. */
async function forgetPlayed(turn: Turn): Promise<void> {
  for (const day of await daysSinceTidied(turn, 'played')) {
    for (const one of await turn.work.find(playedEvents, `day:${day}`)) {
      if (one.until <= turn.event.at) turn.work.remove(playedEvents, one.id);
    }
  }
}
