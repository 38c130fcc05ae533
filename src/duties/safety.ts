/** A child may be at risk: no essay and no details in chat, but a person, at once. Leaders are reached the same way. */
import { z } from 'zod';
import type { Cited, NoticeCard } from '../core/card.ts';
import type { Duty } from '../core/duty.ts';
import type { Collection } from '../core/record.ts';
import { holders } from '../core/school.ts';
import { later } from '../core/time.ts';
import { inPrivate, type Turn } from '../core/turn.ts';
import type { Understood } from '../policy/answer.ts';
import { andList, button, notice, roleInWords, roleWithNames } from './words.ts';

/** Somebody asked to be rung; nothing about why is kept. */
const callback = z.object({
  id: z.string(),
  role: z.enum(['dsl', 'slt']),
  from: z.object({ id: z.string(), name: z.string() }),
  at: z.string(),
  /** Nobody had said for a while that they have spoken. */
  overdue: z.literal(true).optional(),
  done: z.object({ name: z.string(), at: z.string() }).optional(),
});
type Callback = z.infer<typeof callback>;

const callbacks: Collection<Callback> = {
  kind: 'callback',
  schema: callback,
  keys: (one) => [one.done ? 'state:done' : one.overdue ? 'state:overdue' : 'state:open'],
};

/** How long somebody waits to be rung before they are told not to. */
const patience = 20 * 60 * 1000;

/** Something that calls for the safeguarding lead now, or words that speak of a child at risk in any way. */
export function isSafeguarding({ route, ruling }: Understood): boolean {
  return ruling?.escalate === 'dsl' && (route === 'incident' || ruling.topics[0] === 'child-at-risk');
}

/** Says whom to turn to, and nothing that keeps them from doing so. */
export function handOver(turn: Turn, clauses: Cited[]): void {
  inPrivate(turn).whisper(handOverCard(turn, clauses));
}

function handOverCard(turn: Turn, clauses: Cited[]): NoticeCard {
  return {
    kind: 'notice',
    tone: 'urgent',
    title: 'If a child is in danger now, ring 999',
    text: `Then speak to ${roleWithNames(turn.school, 'dsl')}, in person or by phone, today. Please do not write names or details here, and do not promise the child to keep it secret.`,
    facts: clauses.map((clause) => ({ label: `Clause ${clause.anchor}`, value: clause.text })),
    buttons: [button('Ask the safeguarding lead to ring me', 'safety.call', { role: 'dsl' })],
  };
}

export function safetyDuty(): Duty {
  return { name: 'safety', pressed: { call: askForCall, done: markDone }, timePassed: chase };
}

/** The message says who wants to be rung and nothing about what: details belong in a conversation. */
async function askForCall(turn: Turn, value: Record<string, string>): Promise<void> {
  const role = value.role === 'slt' ? 'slt' : 'dsl';
  const people = holders(turn.school, role).filter(
    (one) => one.id !== turn.person.id && turn.canReach({ person: one.id }),
  );
  if (people.length === 0) {
    return turn.whisper(
      notice(
        'urgent',
        `I cannot reach ${roleInWords(role)} from here, so nobody has been asked. Please go to the headteacher in person now.`,
      ),
    );
  }
  const fresh: Callback = {
    id: turn.reference('C'),
    role,
    from: { id: turn.person.id, name: turn.person.name },
    at: turn.event.at,
  };
  turn.work.put(callbacks, fresh);
  for (const one of people) turn.tell({ person: one.id }, callCard(fresh), aboutCallback(fresh));
  turn.audit('asked to be rung', fresh.id, { role });
  const names = andList(people.map((one) => one.name));
  turn.whisper(notice('good', `I have asked ${names} to ring you. If it cannot wait, go and find them now.`));
}

function callCard(one: Callback): NoticeCard {
  const what =
    one.role === 'dsl' ? 'It may be about the safety of a child.' : 'It is about something online.';
  return {
    kind: 'notice',
    tone: 'urgent',
    title: `${one.from.name} asks you to ring them now`,
    text: `${what} No details were taken here.`,
    facts: [],
    buttons: [button('I have spoken to them', 'safety.done', { id: one.id })],
  };
}

async function markDone(turn: Turn, value: Record<string, string>): Promise<void> {
  const one = await turn.work.get(callbacks, value.id ?? '');
  if (!one) return turn.whisper(notice('info', 'This is no longer on record, so nothing was changed.'));
  if (!turn.person.roles.includes(one.role) && !turn.person.roles.includes('head')) {
    turn.audit('was refused: somebody else was asked to ring', one.id);
    return turn.whisper(notice('info', `This is for ${roleInWords(one.role)}, so nothing was changed.`));
  }
  if (one.done) return turn.whisper(notice('info', `${one.done.name} has spoken to them already.`));
  const done: Callback = { ...one, done: { name: turn.person.name, at: turn.event.at } };
  turn.work.put(callbacks, done);
  turn.audit('said that they have spoken', one.id);
  turn.update(aboutCallback(one), notice('good', `${turn.person.name} has spoken to ${one.from.name}.`));
}

/** A card may lie unread. After a while whoever asked is told so, and the head gets the card as well. */
async function chase(turn: Turn): Promise<void> {
  for (const one of await turn.work.find(callbacks, 'state:open')) {
    if (turn.event.at < later(one.at, patience)) continue;
    turn.work.put(callbacks, { ...one, overdue: true });
    turn.audit('found that nobody had said they have spoken', one.id);
    turn.tell(
      { person: one.from.id },
      notice(
        'urgent',
        `Nobody has told me yet that they have spoken to you. If they have not, please go and find ${roleWithNames(turn.school, one.role)} or the headteacher now. In an emergency ring 999.`,
      ),
    );
    const others = holders(turn.school, 'head').filter(
      (head) => !head.roles.includes(one.role) && head.id !== one.from.id,
    );
    for (const head of others) turn.tell({ person: head.id }, callCard(one), aboutCallback(one));
  }
}

function aboutCallback(one: Callback): string {
  return `callback:${one.id}`;
}
