/** What was asked just before by somebody in one place, so that "what about ex-pupils then?" can be understood. */
import { z } from 'zod';
import type { Collection } from '../../core/record.ts';
import { daysSinceTidied } from '../../core/tidy.ts';
import { addDays } from '../../core/time.ts';
import type { Turn } from '../../core/turn.ts';
import type { Earlier, Ruling } from '../../policy/answer.ts';
import { factNames } from '../../policy/pack.ts';
import { subjectParts } from './subject.ts';

/** Topics and facts only: the words themselves may name a child, and nobody needs them afterwards. */
const exchange = z.object({
  id: z.string(),
  ...subjectParts,
  /** A fact that was asked for and not yet given, with the words for its values. */
  asked: z
    .object({ fact: z.enum(factNames), choices: z.array(z.object({ value: z.string(), label: z.string() })) })
    .optional(),
  at: z.string(),
  day: z.string(),
});
type Exchange = z.infer<typeof exchange>;

const exchanges: Collection<Exchange> = {
  kind: 'exchange',
  schema: exchange,
  keys: (one) => [`day:${one.day}`],
};

/** A follow-up comes soon; later, the same words begin something new. */
const soon = 60 * 60 * 1000;

export async function lastExchange(turn: Turn): Promise<Exchange | undefined> {
  const found = await turn.work.get(exchanges, idHere(turn));
  return found && Date.parse(turn.event.at) - Date.parse(found.at) <= soon ? found : undefined;
}

export function asEarlier(one: Exchange | undefined): Earlier | undefined {
  return one && { question: '', topics: one.topics, facts: one.facts };
}

export function rememberExchange(turn: Turn, ruling: Ruling): void {
  const { topics, facts: known, clarify } = ruling;
  turn.work.put(exchanges, {
    id: idHere(turn),
    topics,
    facts: known,
    ...(clarify ? { asked: { fact: clarify.fact, choices: clarify.choices } } : {}),
    at: turn.event.at,
    day: turn.today,
  });
}

export async function forgetExchanges(turn: Turn): Promise<void> {
  for (const day of await daysSinceTidied(turn, 'exchanges')) {
    for (const one of await turn.work.find(exchanges, `day:${addDays(day, -2)}`))
      turn.work.remove(exchanges, one.id);
  }
}

function idHere(turn: Turn): string {
  const { platform, conversation, thread } = turn.event.place;
  return `${turn.person.id}@${platform}:${conversation}${thread ? `/${thread}` : ''}`;
}
