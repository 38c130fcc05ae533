/** What was asked just before by somebody in one place, so that "what about ex-pupils then?" can be understood. */
import { z } from 'zod';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import type { Collection } from '../../core/record.ts';
import { daysSinceTidied } from '../../core/tidy.ts';
import { addDays } from '../../core/time.ts';
import type { Turn } from '../../core/turn.ts';
import type { Earlier, Ruling } from '../../policy/answer.ts';
import { forgetAgeTold } from './age-told.ts';
import { askedFor, type Choice, forgetDeciding } from './deciding.ts';
import { answeredWith, type Subject, sameTopics, subjectParts } from './subject.ts';

/** Topics and facts only: the words themselves may name a child, and nobody needs them afterwards. */
const exchange = z.object({
  id: z.string(),
  ...subjectParts,
  /** A fact that was asked for and not yet given, with the words for its values. */
  asked: z
    .object({
      /** The deciding question. Exchanges of earlier releases do not name it. */
      question: z.string().optional(),
      fact: z.enum(askedFor),
      choices: z.array(z.object({ value: z.string(), label: z.string() })),
    })
    .optional(),
  at: z.string(),
  day: z.string(),
});
type Exchange = z.infer<typeof exchange>;

const exchanges: Collection<Exchange> = {
  kind: 'exchange',
  schema: exchange,
  keys: ({ day }) => [`day:${day}`],
};

/** A follow-up comes soon; later, the same words begin something new. */
const soon = 60 * 60 * 1000;

export async function lastExchange(turn: Turn): Promise<Exchange | undefined> {
  const exchange = await turn.work.get(exchanges, idHere(turn));
  return exchange && Date.parse(turn.event.at) - Date.parse(exchange.at) <= soon ? exchange : undefined;
}

export function asEarlier(exchange: Exchange | undefined): Earlier | undefined {
  // Where it was unclear what was asked about, there is nothing to go on with.
  if (!exchange || exchange.asked?.fact === 'topic') return undefined;
  return { question: '', topics: exchange.topics, facts: exchange.facts };
}

/** What was asked just before with the answer to its deciding question, as its button reads or by its place. */
export function chosenByName(exchange: Exchange | undefined, said: string): Subject | undefined {
  if (!exchange?.asked) return undefined;
  const { fact, choices } = exchange.asked;
  const choice =
    choices.find(({ label }) => label.toLowerCase() === said.toLowerCase()) ??
    choices[placeIn(said, choices.length)];
  return choice && answeredWith(exchange, fact, choice.value);
}

/** The same in somebody's own words, which must have been heard out before: they may tell of something else. */
export function chosenInWords(
  { engine }: PolicyTurn,
  exchange: Exchange | undefined,
  said: string,
): Subject | undefined {
  if (!exchange?.asked || exchange.asked.fact === 'topic' || isQuestion(said)) return undefined;
  const { fact, choices } = exchange.asked;
  const told = engine.factsIn(said);
  const chosen = choices.find(({ value }) => value === told[fact]);
  return chosen && answeredWith({ ...exchange, facts: { ...exchange.facts, ...told } }, fact, chosen.value);
}

/** "The second one", "2", "the last": which of so many; -1 where it is none of these. */
function placeIn(said: string, many: number): number {
  const word = /^(?:the )?(first|second|third|last|[1-9])(?: one)?[.!]*$/i
    .exec(said.trim())?.[1]
    ?.toLowerCase();
  if (word === undefined) return -1;
  if (word === 'last') return many - 1;
  const place = ['first', 'second', 'third'].indexOf(word);
  return place >= 0 ? place : Number(word) - 1;
}

/** Whoever asks anew is not answering. */
function isQuestion(said: string): boolean {
  return (
    /\?\s*$/.test(said) ||
    /^(?:can|could|may|should|do|does|is|are|what|how|when|where|why|and|but)\b/i.test(said)
  );
}

/** The answer that a ruling on new words holds to the deciding question of just before. */
export function choiceOf(exchange: Exchange | undefined, { topics, facts }: Subject): Choice | undefined {
  if (!exchange?.asked?.question) return undefined;
  const { question, fact, choices } = exchange.asked;
  if (fact !== 'topic' && !sameTopics(exchange.topics, topics)) return undefined;
  const choice = choices.find(({ value }) => value === (fact === 'topic' ? topics[0] : facts[fact]));
  // In the words with which it was asked, whatever else the new ones tell.
  return choice && { topics: exchange.topics, facts: exchange.facts, question, fact, chosen: choice.value };
}

export function rememberExchange(turn: Turn, { topics, facts, clarify }: Ruling, question?: string): void {
  turn.work.put(exchanges, {
    id: idHere(turn),
    topics,
    facts,
    ...(clarify ? { asked: { question, fact: clarify.fact, choices: clarify.choices } } : {}),
    at: turn.event.at,
    day: turn.today,
  });
}

const daysKept = 2;

export async function forgetExchanges(turn: Turn): Promise<void> {
  for (const today of await daysSinceTidied(turn, 'exchanges')) {
    const day = addDays(today, -daysKept);
    for (const { id } of await turn.work.find(exchanges, `day:${day}`)) turn.work.remove(exchanges, id);
    await forgetDeciding(turn, day);
    await forgetAgeTold(turn, day);
  }
}

function idHere({ event, person }: Turn): string {
  const { platform, conversation, thread } = event.place;
  return `${person.id}@${platform}:${conversation}${thread ? `/${thread}` : ''}`;
}
