/** The core's one question: an event has happened; whose is it, and what follows? */
import { z } from 'zod';
import { sparing } from './absence.ts';
import type { Bot } from './bot.ts';
import { buttonsOf, notice } from './card.ts';
import { reaches, reachOfConversation, reachOfPerson } from './delivery.ts';
import type { Reply } from './door.ts';
import type { Event } from './event.ts';
import { withEverybody } from './everybody.ts';
import { tick } from './matter/clock.ts';
import { isNobody } from './newcomers.ts';
import { enqueue, type Mail } from './outbox.ts';
import type { Collection, Work } from './record.ts';
import { whoIs } from './school.ts';
import { daysSinceTidied } from './tidy.ts';
import { addDays } from './time.ts';
import { beginTurn, type Outcome, type Turn } from './turn.ts';

/**
 * Events already played, so that a platform's second delivery of the same one changes nothing. Those of a day are a kind
 * of their own: there may be very many, and they are all forgotten at once.
 */
const played = z.object({ id: z.string() });

function playedOn(day: string): Collection<z.infer<typeof played>> {
  return { kind: `played-${day}`, schema: played, keys: () => [] };
}

/** `found` is what was looked up for it outside, or null where nothing was found. */
export async function decide<T extends Turn>(bot: Bot<T>, mail: Mail, found?: unknown): Promise<Reply> {
  const { event, work, platforms, elsewhere } = mail;
  const school = await withEverybody(mail.school, work, event.at);
  if (event.type !== 'timePassed' && event.type !== 'looked') {
    if (await wasPlayed(work, event)) return {};
    work.put(playedOn(utcDay(event)), { id: event.id });
    await noteReach(work, event);
  }
  const person = whoIs(school, event.by);
  const takesForm = (form: string) => bot.forms.has(form);
  const { turn, outcome } = beginTurn({
    event,
    school,
    person,
    work,
    platforms,
    takesForm,
    found,
    elsewhere,
  });
  const entered = bot.enter(turn);
  if (!(await play(bot, entered, outcome))) outcome.reply.stray = nameOf(event);
  await letFollow(bot, entered, outcome);
  // Sent again as it is, a form that was refused is refused again, and not taken for one that has arrived.
  if (outcome.reply.problems) work.remove(playedOn(utcDay(event)), event.id);
  sayWhereItWent(entered, outcome);
  refuseUnhandled(bot, outcome);
  // Whoever acts does so knowingly; only what time brings may find somebody on leave.
  const effects =
    event.type === 'timePassed' ? await sparing(bot, entered, outcome.effects) : outcome.effects;
  const replaced = await enqueue({ ...mail, school }, effects);
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
async function play<T extends Turn>(bot: Bot<T>, turn: T, outcome: Outcome): Promise<boolean> {
  const { event } = turn;
  if (isNobody(turn.school, event)) {
    await bot.nobody(turn);
    return true;
  }
  switch (event.type) {
    case 'said':
      await bot.said(turn, event.text);
      return true;
    case 'pressed': {
      const handler = bot.pressed.get(event.action);
      await (handler ? handler(turn, event.value) : bot.unknown(turn));
      return handler !== undefined;
    }
    case 'looked':
      await bot.looked.get(event.action)?.(turn, event.value);
      return true;
    case 'submitted': {
      const handler = bot.submitted.get(event.form);
      await (handler ? handler(turn, event.answers, event.value) : bot.unknown(turn));
      return handler !== undefined;
    }
    case 'opened':
    case 'joined':
      await bot.greet(turn);
      return true;
    case 'timePassed':
      await forgetPlayed(turn);
      for (const duty of bot.duties) {
        for (const matter of duty.matters ?? []) await tick(turn, matter);
        await duty.timePassed?.(turn);
        await letFollow(bot, turn, outcome);
      }
      return true;
  }
}

/** Whoever writes or presses in a channel sees there that they were answered, wherever the answer went. */
function sayWhereItWent(turn: Turn, { effects, reply }: Outcome): void {
  const { place, type } = turn.event;
  if (place.direct || (type !== 'said' && type !== 'pressed')) return;
  const isSeenHere = effects.some(
    (effect) =>
      effect.type === 'update' ||
      effect.type === 'replace' ||
      (effect.type === 'post' && 'place' in effect.to && effect.to.place.conversation === place.conversation),
  );
  const isToldAlone = effects.some(
    (effect) => effect.type === 'post' && 'person' in effect.to && effect.to.person === turn.person.id,
  );
  if (isSeenHere || reply.openForm !== undefined) return;
  const line = notice('info', 'I’ve answered you privately.');
  if (type === 'said') turn.say(line);
  // What others have before them is no news to them.
  else if (isToldAlone) turn.whisper(line);
}

/** Far more than one turn ever brings about: two duties that follow each other for ever would never end. */
const mostChanges = 10_000;

/** Each change is told to whoever follows its kind; what they change in turn is told again. */
async function letFollow<T extends Turn>(bot: Bot<T>, turn: T, { changes }: Outcome): Promise<void> {
  for (let count = 0; changes.length > 0; count++) {
    if (count > mostChanges) throw new Error('Expected changes to come to an end, got one after the other.');
    const { kind, id } = changes.shift() as Outcome['changes'][number];
    for (const follower of bot.followers) if (follower.kind === kind) await follower.run(turn, id);
  }
}

/** A button or form that nobody takes care of must not reach anybody, so the whole turn fails instead. */
function refuseUnhandled<T extends Turn>(bot: Bot<T>, { effects, reply }: Outcome): void {
  const cards = [...effects.map((effect) => effect.card), ...(reply.openForm ? [reply.openForm] : [])];
  for (const card of cards) {
    const button = buttonsOf(card).find(({ action }) => !bot.pressed.has(action));
    if (button)
      throw new Error(`Expected a handler for the button “${button.label}” (${button.action}), got none.`);
    if (card.kind === 'form' && !bot.submitted.has(card.form))
      throw new Error(`Expected a handler for the form “${card.title}” (${card.form}), got none.`);
  }
}

/** What was pressed or sent, as it may stand in a log: it may come from anybody. */
function nameOf(event: Event): string {
  const name = event.type === 'pressed' ? event.action : event.type === 'submitted' ? event.form : event.type;
  return name.replace(/[^\w.-]/g, '?').slice(0, 60);
}

/** Today or yesterday, so for a day at least. */
async function wasPlayed(work: Work, event: Event): Promise<boolean> {
  const today = utcDay(event);
  const days = [today, addDays(today, -1)];
  const found = await Promise.all(days.map((day) => work.get(playedOn(day), event.id)));
  return found.some((known) => known !== undefined);
}

function utcDay({ at }: Event): string {
  return at.slice(0, 'yyyy-mm-dd'.length);
}

/** Once a day. One day more than would do, as it may be tomorrow already where the school is. */
async function forgetPlayed(turn: Turn): Promise<void> {
  const isOver = (day: string) => day <= addDays(turn.today, -2);
  for (const day of await daysSinceTidied(turn, 'played'))
    if (isOver(day)) turn.work.removeAll(playedOn(addDays(day, -1)));
}
