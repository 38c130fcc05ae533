/** A child may be at risk: no essay and no details in chat, but a person, at once. Leaders are reached the same way. */
import { z } from 'zod';
import { isListed } from '../conversation/people.ts';
import type { PolicyTurn } from '../conversation/policy-turn.ts';
import { andList, namesFirst, roleInWords, roleWithNames } from '../conversation/words.ts';
import { type Button, button, type Cited, type Fact, type NoticeCard, notice } from '../core/card.ts';
import { clauseName } from '../core/clause-name.ts';
import type { Duty } from '../core/duty.ts';
import type { Answers } from '../core/event.ts';
import type { Value } from '../core/handler.ts';
import { give } from '../core/matter/cards.ts';
import { raise } from '../core/matter/change.ts';
import { history, type Matter } from '../core/matter/table.ts';
import type { Collection } from '../core/record.ts';
import { holders, type Person, type School } from '../core/school.ts';
import { asSomeone, someone } from '../core/someone.ts';
import { later } from '../core/time.ts';
import { inPrivate, type Turn } from '../core/turn.ts';
import type { Alarm } from '../policy/answer.ts';

/** Who may be asked to ring. */
const rung = z.enum(['dsl', 'slt', 'chair']);

/** Somebody asked to be rung; nothing about why is kept. */
const callback = z.object({
  id: z.string(),
  role: rung,
  from: someone,
  at: z.string(),
  /** Nobody had said for a while that they have spoken. */
  overdue: z.literal(true).optional(),
  done: z.object({ name: z.string(), at: z.string() }).optional(),
  history,
});
type Callback = z.infer<typeof callback>;

const callbacks: Collection<Callback> = {
  kind: 'callback',
  schema: callback,
  keys: ({ done, overdue }) =>
    done ? ['state:done', `ended:${done.at.slice(0, 10)}`] : [overdue ? 'state:overdue' : 'state:open'],
};

/** How long somebody waits to be rung before they are told not to. */
const patience = 20 * 60 * 1000;

const calls: Matter<Callback, PolicyTurn, 'done'> = {
  name: 'safety',
  records: callbacks,
  gone: 'This is no longer on record, so nothing was changed.',
  by: ({ person }, { role }) =>
    mayRing(person, role)
      ? undefined
      : {
          says: `This is for ${roleInWords(role)}, so nothing was changed.`,
          audit: 'somebody else was asked to ring',
        },
  over: (_turn, { done }) => done && `${done.name} has spoken to them already.`,
  sees: ({ person }, { role }) => (mayRing(person, role) ? 'call' : undefined),
  confidential: true,
  views: () => [{ name: 'call', looks: (_turn, callback) => callCard(callback), acts: ['done'] }],
  acts: {
    done: {
      label: 'I’ve spoken to them',
      does: (callback, { by, at }) => ({ ...callback, done: { name: by.name, at } }),
      audit: 'said that they have spoken',
      history: (_callback, { by }) => `${by.name} has spoken to them`,
    },
  },
  clock: {
    // A card may lie unread. After a while whoever asked is told so, and the head gets the card as well.
    chase: {
      among: 'state:open',
      due: ({ event }, { at }) => event.at >= later(at, patience),
      does: (callback) => ({ ...callback, overdue: true }),
      audit: 'found that nobody had said they have spoken',
      history: () => 'Nobody had said that they have spoken',
      tells: async (turn, callback) => {
        turn.tell({ person: callback.from.id }, notice('urgent', goAndFind(turn, callback)));
        const heads = holders(turn.school, 'head').filter(
          (head) => !head.roles.includes(callback.role) && head.id !== callback.from.id,
        );
        await give(
          turn,
          calls,
          callback,
          'call',
          heads.map(({ id }) => ({ person: id })),
        );
      },
    },
  },
  home: {
    among: ['state:open', 'state:overdue'],
    urgent: true,
    waits: ['done'],
    line: ({ person }, { from, role, overdue }) => {
      // The head steps in only where nobody else has; and it may be about the head.
      const isTheirs = from.id !== person.id && (person.roles.includes(role) || overdue);
      return isTheirs
        ? { title: `${from.name} asks you to ring them`, text: 'Please ring them now' }
        : undefined;
    },
  },
  kept: {
    days: 400,
    because: 'A school year. Nothing about why somebody asked is in it.',
    seenBy: 'Whoever is asked to ring',
  },
};

/** The head may step in for anybody; but what goes to the chair of governors may be about the head. */
function mayRing({ roles }: Person, role: Callback['role']): boolean {
  return roles.includes(role) || (role !== 'chair' && roles.includes('head'));
}

export const safeguarding: Duty<PolicyTurn> = {
  name: 'safety',
  help: {
    part: 'do',
    first: true,
    title: 'Worried about a child?',
    text: 'Ring 999 in an emergency. The safeguarding lead is one press away.',
    button: ringMe('dsl'),
  },
  pressed: { call: askForCall },
  matters: [calls],
};

/**
 * Says whom to turn to, and nothing that keeps them from doing so. In a channel it says so where nobody else reads.
 * What they may have wished for besides comes last.
 */
export function handOver(turn: Turn, alarm: Alarm, clauses: Cited[], wished: Button[]): void {
  if (!turn.event.place.direct)
    turn.whisper(notice('urgent', 'Please take that message down. I’ve written to you privately.'));
  const card = isForThem(turn, alarm) ? leadCard(clauses) : alarmCard(turn.school, alarm, clauses);
  inPrivate(turn).say({ ...card, buttons: [...card.buttons, ...wished] });
}

/**
 * What somebody has filled in may be about a child's safety, too. Then it is not taken, and stays before them alone, so
 * that nothing else in the form is lost.
 */
export function heedForm(turn: PolicyTurn, answers: Answers): boolean {
  const texts = Object.entries(answers).flatMap(([name, text]) =>
    typeof text === 'string' && /\s/.test(text) ? [{ name, alarm: alarmIn(turn, text) }] : [],
  );
  const alarming = texts.filter(({ alarm }) => alarm !== undefined);
  const [first] = alarming;
  if (!first?.alarm) return false;
  handOver(turn, first.alarm, [], []);
  turn.refuse(Object.fromEntries(alarming.map(({ name }) => [name, notHere])));
  return true;
}

const notHere = 'This may be about a child’s safety, so please take it out. I’ve written to you what to do.';

export function alarmIn({ engine, school }: PolicyTurn, text: string): Alarm | undefined {
  return text.trim() === '' ? undefined : engine.understand(school.policy, text, undefined, true).alarm;
}

/** The safeguarding lead need not be sent to themselves. */
function isForThem({ person }: Turn, alarm: Alarm): boolean {
  return alarm === 'child' && person.roles.includes('dsl');
}

function leadCard(clauses: Cited[]): NoticeCard {
  return notice('urgent', 'You’re the safeguarding lead, so follow your school’s own procedure now.', {
    title: emergency,
    aside: 'Don’t write names or details here.',
    details: shown(clauses.slice(0, 1)),
  });
}

/** A line in front of an answer, where something in the words may be about a child's safety. */
export function pointTheWay(turn: Turn): void {
  inPrivate(turn).say(notice('warning', pointerWords(turn.school), { buttons: [ringMe('dsl')] }));
}

export function pointerWords(school: School): string {
  return `If a child may not be safe, don’t wait: speak to ${roleWithNames(school, 'dsl')} today.`;
}

/** Who must hear of it, and what not to do. One clause at most: nobody reads on while a child waits. */
export function alarmCard(school: School, alarm: Alarm, clauses: Cited[]): NoticeCard {
  return cards[alarm](school, clauses.slice(0, 1));
}

const cards: Record<Alarm, (school: School, clauses: Cited[]) => NoticeCard> = {
  child: (school, clauses) =>
    notice('urgent', `Speak to ${namesFirst(school, 'dsl')} today, in person or by phone.`, {
      title: emergency,
      buttons: [ringMe('dsl')],
      aside: 'Don’t write names or details here, promise to keep a secret, or pass on any picture.',
      details: shown(clauses),
    }),
  adult: (school, clauses) =>
    notice(
      'urgent',
      `Tell ${namesFirst(school, 'head')} or ${namesFirst(school, 'dsl')} today, even if you aren’t sure. Choose the one it isn’t about.`,
      {
        title: emergency,
        buttons: [ringMe('dsl')],
        aside: 'Don’t speak to the adult first, and don’t write names or details here.',
        details: shown(clauses),
      },
    ),
  head: (school, clauses) =>
    notice(
      'urgent',
      `Tell ${namesFirst(school, 'chair')} today, even if you aren’t sure. Don’t go to the headteacher, or through the leaders.`,
      {
        title: emergency,
        buttons: holders(school, 'chair').length > 0 ? [ringMe('chair')] : [],
        aside: 'Don’t write names or details here.',
        details: shown(clauses),
      },
    ),
};

const emergency = 'If a child is in danger now, ring 999';

export function ringMe(role: Callback['role']): Button {
  const labels = {
    dsl: 'Ask the safeguarding lead to ring me',
    slt: 'Ask a senior leader to ring me',
    chair: 'Ask the chair of governors to ring me',
  };
  return button(labels[role], 'safety.call', { role }, { style: role === 'slt' ? undefined : 'danger' });
}

function shown(clauses: Cited[]): Fact[] {
  return clauses.map((clause) => ({ label: clauseName(clause), value: clause.text }));
}

/** The message says who wants to be rung and nothing about what: details belong in a conversation. */
async function askForCall(turn: PolicyTurn, value: Value): Promise<void> {
  const role = rung.safeParse(value.role).data ?? 'dsl';
  const people = holders(turn.school, role).filter(
    ({ id }) => id !== turn.person.id && turn.canReach({ person: id }),
  );
  if (people.length === 0) {
    return turn.whisper(
      notice(
        'urgent',
        `I cannot reach ${roleInWords(role)} from here, so nobody has been asked. Please go to the headteacher in person now.`,
      ),
    );
  }
  const names = andList(people.map(({ name }) => name));
  const waiting = (await turn.work.find(callbacks, 'state:open')).filter((call) => call.role === role);
  if (waiting.some(({ from }) => from.id === turn.person.id))
    return turn.whisper(
      notice('good', `I’ve asked ${names} already, just now. If it can’t wait, go and find them.`),
    );
  if (isTooMuch(turn, waiting)) {
    turn.audit('was refused: too many who are not listed asked to be rung', turn.person.id, { role });
    return turn.whisper(
      notice(
        'urgent',
        `Nobody has been asked: too many people who aren’t on the staff list want to be rung. Please go and find ${names} now. In an emergency ring 999.`,
      ),
    );
  }
  const callback = raise(
    turn,
    calls,
    {
      id: turn.reference('C'),
      role,
      from: asSomeone(turn.person),
      at: turn.event.at,
      history: [],
    },
    {
      audit: 'asked to be rung',
      detail: { role },
      history: `${turn.person.name} asked to be rung`,
    },
  );
  await give(
    turn,
    calls,
    callback,
    'call',
    people.map(({ id }) => ({ person: id })),
    {
      ifLost: notice(
        'urgent',
        `I couldn’t get my message to ${roleInWords(role)}, so they may not know. Please go and find them, or the headteacher, now. In an emergency ring 999.`,
      ),
    },
  );
  turn.whisper(notice('good', `I’ve asked ${names} to ring you. If it can’t wait, go and find them now.`));
}

/** Who is not listed may be anybody, and many of them could bury what matters. Staff are never held up. */
function isTooMuch({ school, person }: Turn, waiting: Callback[]): boolean {
  if (isListed(school, person.id)) return false;
  return waiting.filter(({ from }) => !isListed(school, from.id)).length >= mostUnlisted;
}

const mostUnlisted = 5;

function callCard({ id, role, from, done }: Callback): NoticeCard {
  const aside = `A reference for your own records: ${id}`;
  if (done) return notice('good', `${done.name} has spoken to ${from.name}.`, { aside });
  const what = role === 'slt' ? 'It is about something online.' : 'It may be about the safety of a child.';
  return notice('urgent', `${what} No details were taken here.`, {
    title: `${from.name} asks you to ring them now`,
    aside,
  });
}

function goAndFind({ school }: Turn, { role }: Callback): string {
  return `Nobody has told me yet that they have spoken to you. If they haven’t, please go and find ${roleWithNames(school, role)} or the headteacher now. In an emergency ring 999.`;
}
