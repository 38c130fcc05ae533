/** From schema 1 to schema 2: whatever is taken further has a history, and a leaver's handovers are records of their own. */
import { z } from 'zod';
import { given } from '../core/given.ts';
import { asSomeone, someone } from '../core/someone.ts';
import type { Migration } from './embedded/migrate.ts';

type Item = { id: string; [part: string]: unknown };
type Happened = { at: string; words: string };

const call = z.looseObject({
  id: z.string(),
  takenBy: someone,
  at: z.string(),
  state: z.string(),
  claimedBy: someone.extend({ at: z.string() }).optional(),
  outcome: z.object({ words: z.string(), by: z.string(), at: z.string() }).optional(),
});

function pressCall(record: Item): Item {
  const { state: _, claimedBy, outcome, ...rest } = call.parse(record);
  return {
    ...rest,
    ...given({
      claimedBy: claimedBy && asSomeone(claimedBy),
      // Only the name was kept.
      outcome: outcome && { words: outcome.words, by: { id: '', name: outcome.by } },
    }),
    history: happened(
      { at: rest.at, words: `Taken by ${rest.takenBy.name}` },
      claimedBy && { at: claimedBy.at, words: `Claimed by ${claimedBy.name}` },
      outcome && { at: outcome.at, words: `Closed by ${outcome.by}` },
    ),
  };
}

const asked = z.looseObject({
  id: z.string(),
  from: someone,
  at: z.string(),
  done: z.object({ name: z.string(), at: z.string() }).optional(),
});

function callback(record: Item): Item {
  const { from, at, done, ...rest } = asked.parse(record);
  return {
    ...rest,
    from,
    at,
    ...given({ done }),
    history: happened(
      { at, words: `${from.name} asked to be rung` },
      done && { at: done.at, words: `${done.name} has spoken to them` },
    ),
  };
}

const put = z.looseObject({
  id: z.string(),
  asker: someone,
  at: z.string(),
  answer: z.looseObject({ by: someone, at: z.string(), kept: z.boolean() }).optional(),
});

function question(record: Item): Item {
  const { asker, at, answer, ...rest } = put.parse(record);
  return {
    ...rest,
    asker,
    at,
    ...given({ answer }),
    history: happened(
      { at, words: `Asked by ${asker.name}` },
      answer && {
        at: answer.at,
        words: `Answered by ${answer.by.name}${answer.kept ? ', and kept as the school’s own ruling' : ''}`,
      },
    ),
  };
}

const decided = z.looseObject({ id: z.string(), by: someone, at: z.string() });

function ownRuling(record: Item): Item {
  const { by, at } = decided.parse(record);
  return { ...record, history: happened({ at, words: `Decided by ${by.name}` }) };
}

const leaver = z.looseObject({
  id: z.string(),
  person: someone,
  on: z.string(),
  state: z.enum(['open', 'done', 'off']),
  handovers: z.array(z.looseObject({ account: z.string(), step: z.string() })),
});

/** What becomes of each account was a line of the leaver's record; and others look up on which day somebody leaves. */
function leaverAndHandovers(record: Item) {
  const { handovers, ...rest } = leaver.parse(record);
  const { id, person, on, state } = rest;
  // What was called off waits for nobody any more.
  const stepNow = (step: string) => (state === 'off' && step !== 'done' ? 'off' : step);
  return [
    { kind: 'leaver', record: rest },
    ...handovers.map((handover) => ({
      kind: 'handover',
      record: {
        ...handover,
        id: `${id}-${handover.account}`,
        leaver: id,
        person,
        step: stepNow(handover.step),
        history: [],
      },
    })),
    ...(state === 'off'
      ? []
      : [{ kind: 'leaving-day', record: { id: person.id, on, settled: state === 'done' } }]),
  ];
}

const request = z.looseObject({ id: z.string(), state: z.string() });

/** Whoever decides had the card at once, and what was approved was carried out in the same turn. */
function requestNow(record: Item): Item {
  const { state } = request.parse(record);
  return {
    ...record,
    ...(state === 'waiting' ? { givenOut: true } : {}),
    ...(state === 'approved' ? { carriedOut: true } : {}),
  };
}

const draft = z.looseObject({
  id: z.string(),
  form: z.string(),
  value: z.record(z.string(), z.string()),
});

const forms: Record<string, string> = {
  'accounts.apply': 'requests.apply',
  'accounts.change': 'requests.change',
  'accounts.existing': 'requests.existing',
  'accounts.standing': 'training.record',
};

function draftNow(record: Item): Item {
  const { form, value, ...rest } = draft.parse(record);
  const { revises } = value;
  if (revises) return { ...rest, form: 'requests.revise', value: { id: revises } };
  return { ...rest, form: forms[form] ?? form, value };
}

/** What the copies of a card are found by. */
const renamed: [RegExp, string][] = [
  [/^press:([^/]+)$/, 'press:$1/call'],
  [/^callback:([^/]+)$/, 'safety:$1/call'],
  [/^question:([^/]+)$/, 'ask:$1/question'],
  [/^leaver:([^/]+)$/, 'leaver:$1/leaver'],
  [/^leaver:([^/]+)\/([^/]+)$/, 'handover:$1-$2/handover'],
  [/^leaver:([^/]+)\/([^/]+)\/access$/, 'handover:$1-$2/access'],
  [/^leaver:([^/]+)\/([^/]+)\/(.+)$/, 'handover:$1-$2/heir-$3'],
];

function aboutNow(about: string): string {
  const [before, after = ''] = renamed.find(([pattern]) => pattern.test(about)) ?? [about, about];
  return about.replace(before, after);
}

const copy = z.looseObject({ id: z.string(), about: z.string() });
const delivery = z.looseObject({
  id: z.string(),
  order: z.looseObject({ about: z.string().optional() }),
});

function copyNow(record: Item): Item {
  const { about, ...rest } = copy.parse(record);
  return { ...rest, about: aboutNow(about) };
}

function deliveryNow(record: Item): Item {
  const { order, ...rest } = delivery.parse(record);
  return { ...rest, order: order.about ? { ...order, about: aboutNow(order.about) } : order };
}

function happened(...lines: (Happened | undefined)[]): Happened[] {
  return lines.filter((line) => line !== undefined);
}

/** A kind whose records stay what they are, each in a new shape. */
function each(kind: string, become: (record: Item) => Item) {
  return [kind, (record: Item) => [{ kind, record: become(record) }]] as const;
}

export const toSchema2: Migration = new Map([
  each('press-call', pressCall),
  each('callback', callback),
  each('question', question),
  each('own-ruling', ownRuling),
  ['leaver', leaverAndHandovers],
  each('request', requestNow),
  each('draft', draftNow),
  each('copy', copyNow),
  each('delivery', deliveryNow),
]);
