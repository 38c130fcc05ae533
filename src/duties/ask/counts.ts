/** What staff ask, what the policy leaves open and what they found unhelpful: counts by topic, and never who asked. */
import { z } from 'zod';
import { type ListCard, notice } from '../../core/card.ts';
import type { Collection } from '../../core/record.ts';
import { inPrivate, type Turn } from '../../core/turn.ts';
import type { Engine, Ruling } from '../../policy/answer.ts';

const count = z.object({
  id: z.string(),
  topic: z.string(),
  asked: z.int(),
  silent: z.int(),
  conflict: z.int(),
  helpful: z.int(),
  unhelpful: z.int(),
});
type Count = z.infer<typeof count>;
type Tally = 'asked' | 'silent' | 'conflict' | 'helpful' | 'unhelpful';

const counts: Collection<Count> = { kind: 'ask-count', schema: count, keys: () => [] };

export async function countRuling(turn: Turn, engine: Engine, ruling: Ruling): Promise<void> {
  const tallies: Tally[] = [
    'asked',
    ...(ruling.verdict === 'not-covered' ? (['silent'] as const) : []),
    ...(ruling.conflict ? (['conflict'] as const) : []),
  ];
  await add(turn, countedAs(engine, ruling.topics), tallies);
}

export async function countOpinion(
  turn: Turn,
  engine: Engine,
  topics: string[],
  tally: 'helpful' | 'unhelpful',
): Promise<void> {
  await add(turn, countedAs(engine, topics), [tally]);
}

/** What a button carries may name anything; only what there is gets a row of its own. */
function countedAs(engine: Engine, [topic]: string[]): string {
  return topic !== undefined && engine.titleOf(topic) !== undefined ? topic : other;
}

const other = 'other';

async function add(turn: Turn, topic: string, tallies: Tally[]): Promise<void> {
  const before = (await turn.work.get(counts, topic)) ?? {
    id: topic,
    topic,
    asked: 0,
    silent: 0,
    conflict: 0,
    helpful: 0,
    unhelpful: 0,
  };
  const after = { ...before };
  for (const tally of tallies) after[tally]++;
  turn.work.put(counts, after);
}

/** For the policy's owner: what to look at when it is next reviewed. */
export async function report(turn: Turn, engine: Engine): Promise<void> {
  const quiet = inPrivate(turn);
  if (!turn.person.roles.some((role) => role === 'head' || role === 'slt' || role === 'owner')) {
    return quiet.say(notice('info', 'The report on questions is for the school’s leaders.'));
  }
  const all = await turn.work.find(counts);
  quiet.say(reportCard(all, engine));
}

function reportCard(all: Count[], engine: Engine): ListCard {
  const weight = (one: Count) => one.silent * 2 + one.conflict * 2 + one.unhelpful * 3 + one.asked;
  const shown = all.toSorted((a, b) => weight(b) - weight(a)).slice(0, 12);
  const total = (tally: Tally) => all.reduce((sum, one) => sum + one[tally], 0);
  return {
    kind: 'list',
    title: 'What staff ask',
    text: `Asked: ${total('asked')}. Not covered: ${total('silent')}. Where clauses disagree: ${total('conflict')}. Found unhelpful: ${total('unhelpful')}. Counts only; nobody’s name is kept.`,
    items: shown.map((one) => ({
      title: engine.titleOf(one.topic) ?? 'Other matters',
      text: `Asked: ${one.asked}`,
      facts: [
        { label: 'Not covered', value: String(one.silent) },
        { label: 'Clauses disagree', value: String(one.conflict) },
        { label: 'Helpful / not helpful', value: `${one.helpful} / ${one.unhelpful}` },
      ],
      buttons: [],
    })),
    empty: 'Nobody has asked anything yet.',
    buttons: [],
  };
}
