/** A journalist has rung: first what to say and not to say, then a log in under a minute, and leaders who claim and close it. */
import { z } from 'zod';
import type { CaseCard } from '../core/card.ts';
import { begin } from '../core/dialog.ts';
import type { Finish } from '../core/dialog-duty.ts';
import type { Duty } from '../core/duty.ts';
import type { Address } from '../core/effect.ts';
import { check, type Field } from '../core/form.ts';
import type { Collection } from '../core/record.ts';
import { holders } from '../core/school.ts';
import { shownInstant } from '../core/time.ts';
import { inPrivate, type Turn } from '../core/turn.ts';
import type { Engine } from '../policy/answer.ts';
import type { Policy } from '../policy/pack.ts';
import { brief, button, capital, notice, roleInWords } from './words.ts';

const call = z.object({
  id: z.string(),
  caller: z.string(),
  outlet: z.string(),
  reach: z.string(),
  subject: z.string(),
  deadline: z.string(),
  takenBy: z.object({ id: z.string(), name: z.string() }),
  at: z.string(),
  state: z.enum(['new', 'claimed', 'closed']),
  claimedBy: z.object({ id: z.string(), name: z.string(), at: z.string() }).optional(),
  outcome: z.object({ words: z.string(), by: z.string(), at: z.string() }).optional(),
});
type Call = z.infer<typeof call>;

const calls: Collection<Call> = {
  kind: 'press-call',
  schema: call,
  keys: (one) => [`state:${one.state}`],
};

const logFields: Field[] = [
  { name: 'caller', kind: 'line', label: 'Who', ask: 'What is the journalist’s name?' },
  { name: 'outlet', kind: 'line', label: 'Outlet', ask: 'Which paper, station or site?' },
  {
    name: 'reach',
    kind: 'line',
    label: 'How to reach them',
    ask: 'How can they be reached?',
    help: 'A phone number or an e-mail address.',
  },
  {
    name: 'subject',
    kind: 'text',
    label: 'Subject',
    ask: 'What is it about?',
    help: 'Their words, not ours. Please leave out children’s names.',
    longest: 1000,
  },
  {
    name: 'deadline',
    kind: 'line',
    label: 'Deadline',
    ask: 'By when do they need an answer?',
    help: 'For example: today at 5.',
    optional: true,
  },
];

const outcomeField: Field = {
  name: 'outcome',
  kind: 'text',
  label: 'Outcome',
  ask: 'How did it end?',
  help: 'For example: statement sent, no comment, referred to the trust.',
  longest: 1000,
};

export function pressDuty(engine: Engine): Duty {
  const start = async (turn: Turn) => {
    const quiet = inPrivate(turn);
    if (!turn.event.place.direct)
      turn.whisper(notice('info', 'I have written to you privately, so that the details stay there.'));
    quiet.say(briefing(engine.policy(turn.school.policy)));
    await begin(quiet, {
      form: 'press.log',
      title: 'Call from the press',
      fields: logFields,
      submit: 'Tell the leaders',
    });
  };
  return {
    name: 'press',
    opens: { journalist: start },
    pressed: { start, claim, close: openClosing },
    submitted: { close },
  };
}

/** What somebody with a journalist on the line reads first. */
function briefing(policy: Policy): CaseCard {
  const { press } = policy;
  return {
    kind: 'case',
    title: 'A journalist is asking',
    status: press.covers,
    tone: 'warning',
    text: `You can say: “${press.holdingLine}”`,
    facts: [
      ...press.say.map((value) => ({ label: 'Do', value })),
      ...press.dont.map((value) => ({ label: 'Do not', value })),
      ...press.clauses.map((anchor) => ({
        label: `Clause ${anchor}`,
        value: policy.clauses.get(anchor)?.text ?? '',
      })),
    ],
    steps: [],
    history: [],
    buttons: [],
  };
}

export const finishLog: Finish = async (turn, answers) => {
  const words = (name: string) => String(answers[name] ?? '');
  const fresh: Call = {
    id: turn.reference('P'),
    caller: words('caller'),
    outlet: words('outlet'),
    reach: words('reach'),
    subject: words('subject'),
    deadline: words('deadline') || 'not given',
    takenBy: { id: turn.person.id, name: turn.person.name },
    at: turn.event.at,
    state: 'new',
  };
  turn.work.put(calls, fresh);
  turn.audit('logged a call from the press', fresh.id);
  const leaders = leadersOf(turn).filter((to) => turn.canReach(to));
  for (const to of leaders) turn.tell(to, callCard(turn, fresh), aboutCall(fresh));
  turn.say(
    leaders.length > 0
      ? notice(
          'good',
          `Logged as ${fresh.id}. ${capital(roleInWords('slt'))} has it now and will ring back; you need not answer any questions.`,
        )
      : notice(
          'warning',
          `Logged as ${fresh.id}, but I cannot reach ${roleInWords('slt')} from here. Please tell the headteacher in person; you need not answer any questions.`,
        ),
  );
};

/** The leaders' room, and a head who is not one of those who read there. */
function leadersOf({ school }: Turn): Address[] {
  const heads = holders(school, 'head').filter((one) => !one.roles.includes('slt'));
  return [{ room: 'slt' }, ...heads.map((one) => ({ person: one.id }))];
}

async function claim(turn: Turn, value: Record<string, string>): Promise<void> {
  const found = await allowed(turn, value);
  if (!found) return;
  if (found.claimedBy)
    return turn.whisper(notice('info', `${found.claimedBy.name} has claimed this already.`));
  const claimed: Call = {
    ...found,
    state: 'claimed',
    claimedBy: { id: turn.person.id, name: turn.person.name, at: turn.event.at },
  };
  keep(turn, claimed, 'claimed a call from the press');
  turn.tell(
    { person: claimed.takenBy.id },
    notice('info', `${turn.person.name} is dealing with the call from ${brief(claimed.outlet)}.`),
  );
}

async function openClosing(turn: Turn, value: Record<string, string>): Promise<void> {
  const found = await allowed(turn, value);
  if (!found) return;
  turn.openForm({
    kind: 'form',
    form: 'press.close',
    title: 'Close this call',
    intro: `${brief(found.caller)}, ${brief(found.outlet)}`,
    fields: [outcomeField],
    answers: {},
    problems: {},
    submit: 'Close it',
    value: { id: found.id },
  });
}

async function close(
  turn: Turn,
  answers: Record<string, string | string[]>,
  value: Record<string, string>,
): Promise<void> {
  const found = await allowed(turn, value);
  if (!found) return;
  const result = check(outcomeField, answers.outcome, { today: turn.today, answers });
  if ('problem' in result) return turn.refuse({ outcome: result.problem });
  const closed: Call = {
    ...found,
    state: 'closed',
    outcome: { words: String(result.value), by: turn.person.name, at: turn.event.at },
  };
  keep(turn, closed, 'closed a call from the press');
  turn.tell(
    { person: closed.takenBy.id },
    notice(
      'good',
      `${turn.person.name} has dealt with the call from ${brief(closed.outlet)}. Thank you for logging it.`,
    ),
  );
}

/** The call, if it is there, still open, and this person is one of the leaders. */
async function allowed(turn: Turn, value: Record<string, string>): Promise<Call | undefined> {
  const found = await turn.work.get(calls, value.id ?? '');
  if (!found) {
    turn.whisper(notice('info', 'This call is no longer on record, so nothing was changed.'));
  } else if (!turn.person.roles.includes('slt') && !turn.person.roles.includes('head')) {
    turn.audit('was refused: calls from the press are for the leaders', found.id);
    turn.whisper(
      notice('info', `Calls from the press are dealt with by ${roleInWords('slt')}, so nothing was changed.`),
    );
  } else if (found.outcome) {
    turn.whisper(notice('info', `${found.outcome.by} has closed this already.`));
  } else {
    return found;
  }
  return undefined;
}

function keep(turn: Turn, changed: Call, what: string): void {
  turn.work.put(calls, changed);
  turn.audit(what, changed.id);
  turn.update(aboutCall(changed), callCard(turn, changed));
}

function aboutCall(one: Call): string {
  return `press:${one.id}`;
}

function callCard(turn: Turn, one: Call): CaseCard {
  const when = (instant: string) => shownInstant(instant, turn.school.timezone);
  const { claimedBy, outcome } = one;
  return {
    kind: 'case',
    title: `The press: ${brief(one.outlet)}`,
    status: outcome
      ? `Closed by ${outcome.by}`
      : claimedBy
        ? `${claimedBy.name} is dealing with it`
        : 'Nobody has claimed it yet',
    tone: outcome ? 'good' : claimedBy ? 'info' : 'urgent',
    facts: [
      { label: 'Who', value: one.caller },
      { label: 'Outlet', value: one.outlet },
      { label: 'How to reach them', value: one.reach },
      { label: 'Subject', value: one.subject },
      { label: 'Deadline', value: one.deadline },
      ...(outcome ? [{ label: 'Outcome', value: outcome.words }] : []),
    ],
    steps: [],
    history: [
      `Taken by ${one.takenBy.name}, ${when(one.at)}`,
      ...(claimedBy ? [`Claimed by ${claimedBy.name}, ${when(claimedBy.at)}`] : []),
      ...(outcome ? [`Closed by ${outcome.by}, ${when(outcome.at)}`] : []),
    ],
    buttons: outcome
      ? []
      : [
          ...(claimedBy
            ? []
            : [
                {
                  ...button('I will deal with it', 'press.claim', { id: one.id }),
                  style: 'primary' as const,
                },
              ]),
          { ...button('Close with an outcome', 'press.close', { id: one.id }), opensForm: true },
        ],
  };
}
