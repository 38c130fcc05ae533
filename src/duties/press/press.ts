/** A journalist has rung: first what to say and not to say, then a log in under a minute, and leaders who claim and close it. */
import { z } from 'zod';
import { leadersOnly } from '../../conversation/people.ts';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { brief, capital, closedAlready, dated, roleInWords } from '../../conversation/words.ts';
import { button, type CaseCard, caseCard, notice } from '../../core/card.ts';
import { clauseName } from '../../core/clause-name.ts';
import { begin } from '../../core/dialog.ts';
import type { Duty } from '../../core/duty.ts';
import type { Address } from '../../core/effect.ts';
import type { Answers } from '../../core/event.ts';
import type { Field } from '../../core/field.ts';
import { filledIn } from '../../core/form.ts';
import { given } from '../../core/given.ts';
import type { Value } from '../../core/handler.ts';
import { give } from '../../core/matter/cards.ts';
import { raise } from '../../core/matter/change.ts';
import { history, type Matter } from '../../core/matter/table.ts';
import type { Collection } from '../../core/record.ts';
import { whenAt } from '../../core/register.ts';
import { isLeader } from '../../core/roles.ts';
import { holders, type Role } from '../../core/school.ts';
import { asSomeone, someone } from '../../core/someone.ts';
import { inPrivate, type Turn } from '../../core/turn.ts';
import type { Policy } from '../../policy/pack.ts';
import { cited } from '../../policy/present.ts';
import { callIn } from './said.ts';

const call = z.object({
  id: z.string(),
  caller: z.string(),
  outlet: z.string(),
  reach: z.string(),
  subject: z.string(),
  deadline: z.string(),
  takenBy: someone,
  at: z.string(),
  claimedBy: someone.optional(),
  /** The instant is not on record where an earlier release closed it. */
  outcome: z.object({ words: z.string(), by: someone, at: z.string().optional() }).optional(),
  history,
});
type Call = z.infer<typeof call>;

const calls: Collection<Call> = {
  kind: 'press-call',
  schema: call,
  keys: ({ outcome, claimedBy, at }) =>
    outcome
      ? ['state:closed', `ended:${(outcome.at ?? at).slice(0, 10)}`]
      : [claimedBy ? 'state:claimed' : 'state:new'],
};

const logFields: Field[] = [
  { name: 'caller', kind: 'line', label: 'Journalist', ask: 'What’s the journalist’s name?' },
  { name: 'outlet', kind: 'line', label: 'Paper or station', ask: 'Which paper, station or site?' },
  {
    name: 'reach',
    kind: 'line',
    label: 'How to reach them',
    ask: 'How can we reach them?',
    help: 'A phone number or an email address.',
  },
  {
    name: 'subject',
    kind: 'text',
    label: 'About',
    ask: 'What’s it about?',
    help: 'Their words, not ours. Please leave out children’s names.',
    longest: 1000,
  },
  {
    name: 'deadline',
    kind: 'line',
    label: 'Deadline',
    ask: 'When do they need an answer?',
    help: 'For example: today at 5.',
    optional: true,
  },
];

const noDeadline = 'not given';

const outcomeField: Field = {
  name: 'outcome',
  kind: 'text',
  label: 'Outcome',
  ask: 'How did it end?',
  help: 'For example: statement sent, no comment, referred to the trust.',
  longest: 1000,
};

const pressCalls: Matter<Call, PolicyTurn, 'claim' | 'close'> = {
  name: 'press',
  records: calls,
  gone: 'This call is no longer on record, so nothing was changed.',
  by: leadersOnly(
    `Calls from the press are dealt with by ${roleInWords('slt')}, so nothing was changed.`,
    'calls from the press are for the leaders',
  ),
  over: (_turn, { outcome }) => outcome && closedAlready(outcome.by.name),
  sees: (turn, { takenBy }) => (isLeader(turn.person) || takenBy.id === turn.person.id ? 'call' : undefined),
  views: () => [{ name: 'call', looks: callCard, acts: ['claim', 'close'] }],
  acts: {
    claim: {
      label: 'I’ll take it',
      style: 'primary',
      unless: (_turn, { claimedBy }) => claimedBy && `${claimedBy.name} has taken this already.`,
      does: (call, { by }) => ({ ...call, claimedBy: by }),
      audit: 'claimed a call from the press',
      history: (_call, { by }) => `Taken on by ${by.name}`,
      tells: (turn, call, { by }) =>
        tellCaller(turn, call, `${by.name} is dealing with the call from ${brief(call.outlet)}.`),
    },
    close: {
      label: 'Close with an outcome',
      asks: (_turn, call) => ({
        title: 'Close this call',
        intro: `${brief(call.caller)}, ${brief(call.outlet)}`,
        fields: [outcomeField],
        submit: 'Close it',
      }),
      does: (call, { by, at, answers }) => ({ ...call, outcome: { words: String(answers.outcome), by, at } }),
      audit: 'closed a call from the press',
      history: (_call, { by }) => `Closed by ${by.name}`,
      tells: (turn, call, { by }) =>
        tellCaller(
          turn,
          call,
          `${by.name} has dealt with the call from ${brief(call.outlet)}. Thank you for logging it.`,
        ),
    },
  },
  home: {
    among: ['state:new', 'state:claimed'],
    waits: ['claim', 'close'],
    line: ({ person }, call, waits) => {
      // What another leader deals with waits for nobody else.
      if (call.claimedBy && call.claimedBy.id !== person.id) return undefined;
      const title = `Press call: ${brief(call.outlet)}`;
      return { title, text: waits ? due(call) : 'The leaders have it' };
    },
  },
  kept: {
    days: 3 * 365,
    because: 'A paper often comes back to a story.',
    seenBy: 'Whoever took the call, and the leaders',
  },
  register: {
    name: 'press-calls',
    title: 'Press calls',
    columns: {
      'Paper or station': ({ outlet }) => outlet,
      Journalist: ({ caller }) => caller,
      About: ({ subject }) => subject,
      Called: ({ at }, turn) => whenAt(turn, at),
      'Taken down by': ({ takenBy }) => takenBy.name,
      'Dealt with by': ({ claimedBy }) => claimedBy?.name,
      Outcome: ({ outcome }) => outcome && `${outcome.words} (${outcome.by.name})`,
    },
  },
};

export const press: Duty<PolicyTurn> = {
  name: 'press',
  help: {
    part: 'do',
    first: true,
    title: 'The press is asking',
    text: '“A reporter has just rung me.” You read what to say first; then the leaders are told.',
    button: button('Log a call', 'press.start'),
  },
  opens: {
    journalist: {
      begins: 'press.log',
      interrupts: (text, draft) => draft.form !== 'press.log' && isCalling.test(text),
      run: start,
    },
  },
  pressed: { start },
  forms: { log },
  matters: [pressCalls],
};

const isCalling =
  /\b(?:rang|rung|ringing|phoned|called|emailed|e-mailed|contacted|on the phone|at the gate)\b/i;

async function start(turn: PolicyTurn, said: Value | string): Promise<void> {
  const privateTurn = inPrivate(turn);
  privateTurn.say(briefing(turn.policy));
  const answers = callIn(typeof said === 'string' ? said : (said.said ?? ''));
  await begin(privateTurn, {
    form: 'press.log',
    title: 'Press call',
    fields: logFields,
    next: 'The leaders are told at once, with your name. They answer the caller, so you don’t have to.',
    submit: 'Tell the leaders',
    answers,
    ...given({ intro: filledIn(logFields, answers) }),
  });
}

/** What somebody with a journalist on the line reads first. */
function briefing(policy: Policy): CaseCard {
  const { press } = policy;
  return caseCard({
    title: 'A journalist is asking',
    status: 'You don’t have to answer any questions.',
    tone: 'warning',
    quote: { title: 'Say this', text: press.holdingLine },
    points: [
      { title: 'Do', lines: press.say },
      { title: 'Don’t', lines: press.dont },
    ],
    details: [
      { label: 'Your policy', value: press.covers },
      ...cited(policy, press.clauses).map((clause) => ({ label: clauseName(clause), value: clause.text })),
    ],
  });
}

async function log(turn: PolicyTurn, answers: Answers): Promise<void> {
  const words = (name: string) => String(answers[name] ?? '');
  const call = raise(
    turn,
    pressCalls,
    {
      id: turn.reference('P'),
      caller: words('caller'),
      outlet: words('outlet'),
      reach: words('reach'),
      subject: words('subject'),
      deadline: words('deadline') || noDeadline,
      takenBy: asSomeone(turn.person),
      at: turn.event.at,
      history: [],
    },
    { audit: 'logged a call from the press', history: `Taken by ${turn.person.name}` },
  );
  const { to, role } = whoHears(turn);
  const lost = notice(
    'urgent',
    `I couldn’t get the press call from ${brief(call.outlet)} to ${roleInWords(role)}. Please tell them in person. Your log is kept.`,
  );
  await give(turn, pressCalls, call, 'call', to, { ifLost: lost, calls: true });
  turn.say(
    to.length > 0
      ? notice(
          'good',
          `Logged. ${capital(roleInWords(role))} has it now and will ring back. You don’t have to answer any questions. (${call.id})`,
        )
      : notice(
          'warning',
          `Logged, but I can’t reach ${roleInWords('slt')} from here. Please tell the headteacher in person. You don’t have to answer any questions. (${call.id})`,
        ),
  );
}

/** Where the policy sends it to the headteacher, it goes there and to nobody else, as long as they can be reached. */
function whoHears(turn: PolicyTurn): { to: Address[]; role: Role } {
  const { tell } = turn.policy.press;
  const heads = holders(turn.school, 'head').map(({ id }) => ({ person: id }));
  const reached = heads.filter((to) => turn.canReach(to));
  if (tell.fromPolicy && tell.role === 'head' && reached.length > 0) return { to: reached, role: 'head' };
  return { to: leadersOf(turn).filter((to) => turn.canReach(to)), role: 'slt' };
}

/** The leaders' room, and a head who is not one of those who read there. */
function leadersOf({ school }: Turn): Address[] {
  const heads = holders(school, 'head').filter((head) => !head.roles.includes('slt'));
  return [{ room: 'slt' }, ...heads.map(({ id }) => ({ person: id }))];
}

function tellCaller(turn: Turn, { takenBy }: Call, text: string): void {
  turn.tell({ person: takenBy.id }, notice('info', text));
}

function due({ deadline }: Call): string {
  return deadline === noDeadline ? 'They gave no deadline.' : `They need an answer by: ${brief(deadline)}`;
}

function callCard(turn: Turn, call: Call): CaseCard {
  const { claimedBy, outcome } = call;
  return caseCard({
    title: `Press call: ${brief(call.outlet)}`,
    status: outcome
      ? `Closed by ${outcome.by.name}`
      : `${claimedBy ? `${claimedBy.name} is dealing with it.` : 'Nobody has taken it yet.'} ${due(call)}`,
    tone: outcome ? 'good' : claimedBy ? 'info' : 'urgent',
    facts: [
      { label: 'Journalist', value: `${call.caller}, ${call.outlet}` },
      { label: 'How to reach them', value: call.reach },
      { label: 'About', value: call.subject },
      ...(outcome ? [{ label: 'Outcome', value: outcome.words }] : []),
    ],
    history: call.history.map((past) => dated(turn.school, past)),
  });
}
