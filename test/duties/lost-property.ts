/** A duty that no school has yet, as somebody would write their first one: what was found, who claims it, who has it back. */
import { z } from 'zod';
import type { PolicyTurn } from '../../src/conversation/policy-turn.ts';
import { dated } from '../../src/conversation/words.ts';
import { button, caseCard, notice } from '../../src/core/card.ts';
import { begin } from '../../src/core/dialog.ts';
import { type Duty, following } from '../../src/core/duty.ts';
import type { Answers } from '../../src/core/event.ts';
import { give } from '../../src/core/matter/cards.ts';
import { change, raise } from '../../src/core/matter/change.ts';
import { history, type Matter } from '../../src/core/matter/table.ts';
import type { Collection } from '../../src/core/record.ts';
import { isLeader } from '../../src/core/roles.ts';
import { asSomeone, someone } from '../../src/core/someone.ts';
import { later } from '../../src/core/time.ts';
import { inPrivate } from '../../src/core/turn.ts';

const find = z.object({
  id: z.string(),
  what: z.string(),
  finder: someone,
  at: z.string(),
  claim: z.object({ by: someone, mark: z.string() }).optional(),
  /** Nobody had claimed it for days. */
  chased: z.literal(true).optional(),
  returned: z.string().optional(),
  history,
});
type Find = z.infer<typeof find>;

const finds: Collection<Find> = {
  kind: 'find',
  schema: find,
  keys: ({ claim, chased, returned }) =>
    returned ? [`ended:${returned}`] : [claim ? 'state:claimed' : chased ? 'state:chased' : 'state:found'],
};

const threeDays = 3 * 24 * 60 * 60 * 1000;

const lost: Matter<Find, PolicyTurn, 'claim' | 'release' | 'return'> = {
  name: 'lost',
  records: finds,
  gone: 'This is no longer on record, so nothing was changed.',
  by: ({ person }) =>
    isLeader(person)
      ? undefined
      : { says: 'The leaders keep what was found, so nothing was changed.', audit: 'lost things are kept' },
  over: (_turn, { returned }) => returned && 'It has been handed back already.',
  sees: ({ person }, { finder }) => (isLeader(person) || finder.id === person.id ? 'find' : undefined),
  views: () => [
    {
      name: 'find',
      looks: ({ school }, { what, claim, returned, history }) =>
        caseCard({
          title: `Found: ${what}`,
          status: returned ? 'Handed back' : claim ? `Claimed by ${claim.by.name}` : 'Nobody has claimed it',
          tone: returned ? 'good' : 'info',
          history: history.map((past) => dated(school, past)),
        }),
      acts: ['claim', 'release', 'return'],
    },
  ],
  acts: {
    claim: {
      label: 'It is mine',
      style: 'primary',
      by: () => undefined,
      unless: (_turn, { claim }) => claim && `${claim.by.name} has claimed it already.`,
      asks: (_turn, { what }) => ({
        title: 'Claim it',
        intro: what,
        fields: [{ name: 'mark', kind: 'line', label: 'A mark', ask: 'How would you know it again?' }],
        submit: 'Claim it',
      }),
      checks: async (_turn, { what }, answers) => ({
        answers,
        problems: answers.mark === what ? { mark: 'Please tell something that is not on the card.' } : {},
      }),
      does: (found, { by, answers }) => ({ ...found, claim: { by, mark: String(answers.mark) } }),
      audit: 'claimed something lost',
      history: (_found, { by }) => `Claimed by ${by.name}`,
      tells: (turn, { finder, what }, { by }) =>
        turn.tell({ person: finder.id }, notice('good', `${by.name} says that the ${what} is theirs.`)),
    },
    release: {
      label: 'Not theirs after all',
      unless: (_turn, { claim }) => (claim ? undefined : 'Nobody has claimed it.'),
      does: ({ claim: _, ...found }) => found,
      audit: 'turned down a claim',
      history: (_found, { by }) => `${by.name} turned the claim down`,
    },
    return: {
      label: ({ claim }) => `Hand it to ${claim?.by.name}`,
      confirm: ({ what }) => ({ title: 'Hand it back?', text: what, yes: 'Yes', no: 'No' }),
      unless: (_turn, { claim }) => (claim ? undefined : 'Nobody has claimed it.'),
      does: (found, { today }) => ({ ...found, returned: today }),
      audit: 'handed something back',
      history: ({ claim }) => `Handed to ${claim?.by.name}`,
    },
  },
  clock: {
    chase: {
      among: 'state:found',
      due: ({ event }, { at }) => event.at >= later(at, threeDays),
      does: (found) => ({ ...found, chased: true }),
      audit: 'found that nobody had claimed it',
      tells: (turn, { what }) =>
        turn.tell({ room: 'slt' }, notice('info', `Nobody has claimed the ${what}.`)),
    },
  },
  kept: { days: 30, because: 'Nobody asks for it any more.', seenBy: 'All staff' },
  register: { name: 'lost-property', title: 'Lost property', columns: { Thing: ({ what }) => what } },
};

/** What the press duty keeps, as a duty beside it would read it. */
const calls: Collection<{ id: string; outlet: string; subject: string }> = {
  kind: 'press-call',
  schema: z.looseObject({ id: z.string(), outlet: z.string(), subject: z.string() }),
  keys: () => [],
};

/** The whole duty, as it would stand in the row of duties. */
export const lostProperty: Duty<PolicyTurn> = {
  name: 'lost',
  help: {
    part: 'do',
    title: 'Lost and found',
    text: '“I have found something.” It is kept until somebody knows it again.',
    button: button('Hand something in', 'lost.start'),
  },
  opens: { found: { said: /^i(?:'ve| have) found something$/, run: start } },
  pressed: { start },
  forms: { hand: handIn },
  matters: [lost],
  follows: [
    following(calls, async (turn, { id, outlet, subject }) => {
      for (const found of await turn.work.find(finds, 'state:found')) {
        if (!subject.includes(found.what)) continue;
        await change(turn, lost, found, {
          does: (found) => ({ ...found }),
          audit: 'heard that the press asks about it',
          detail: () => ({ call: id }),
          history: () => `${outlet} asked about it`,
        });
      }
    }),
  ],
};

async function start(turn: PolicyTurn): Promise<void> {
  await begin(inPrivate(turn), {
    form: 'lost.hand',
    title: 'Something found',
    fields: [{ name: 'what', kind: 'line', label: 'What', ask: 'What have you found?' }],
    next: 'The office keeps it.',
    submit: 'Hand it in',
  });
}

async function handIn(turn: PolicyTurn, { what }: Answers): Promise<void> {
  const found = raise(
    turn,
    lost,
    {
      id: turn.reference('F'),
      what: String(what),
      finder: asSomeone(turn.person),
      at: turn.event.at,
      history: [],
    },
    { audit: 'handed something in', history: `Found by ${turn.person.name}` },
  );
  await give(turn, lost, found, 'find', [{ room: 'slt' }, { person: turn.person.id }]);
}
