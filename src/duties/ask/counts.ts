/** What staff ask, what the policy leaves open and what they found unhelpful: counts by topic, and never who asked. */
import { z } from 'zod';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { button, item, type ListCard, listCard, notice } from '../../core/card.ts';
import { shownDate } from '../../core/dates.ts';
import type { HomeLine } from '../../core/duty.ts';
import type { Collection } from '../../core/record.ts';
import type { Register } from '../../core/register.ts';
import { isLeader } from '../../core/roles.ts';
import type { Person } from '../../core/school.ts';
import { inPrivate } from '../../core/turn.ts';
import type { Engine, Ruling } from '../../policy/answer.ts';
import type { Subject } from './subject.ts';

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

export async function countRuling(turn: PolicyTurn, ruling: Ruling): Promise<void> {
  const tallies: Tally[] = [
    'asked',
    ...(ruling.verdict === 'not-covered' ? (['silent'] as const) : []),
    ...(ruling.conflict ? (['conflict'] as const) : []),
  ];
  await add(turn, ruling.topics, tallies);
}

export async function countOpinion(
  turn: PolicyTurn,
  topics: string[],
  tally: 'helpful' | 'unhelpful',
): Promise<void> {
  await add(turn, topics, [tally]);
}

async function add({ engine, work }: PolicyTurn, topics: string[], tallies: Tally[]): Promise<void> {
  const topic = countedAs(engine, topics);
  const before = (await work.get(counts, topic)) ?? {
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
  work.put(counts, after);
}

/** What a button carries may name anything; only what there is gets a row of its own. */
function countedAs(engine: Engine, [topic]: string[]): string {
  return topic !== undefined && engine.titleOf(topic) !== undefined ? topic : other;
}

const other = 'other';

/** What somebody picked where it was unclear what they asked about: topics and how it was put, never their words. */
export const meantShape = z.object({
  id: z.string(),
  guessed: z.string(),
  meant: z.string(),
  act: z.string(),
  times: z.int(),
  last: z.string(),
});
export type Meant = z.infer<typeof meantShape>;
const meanings: Collection<Meant> = { kind: 'meant', schema: meantShape, keys: () => [] };

export async function countMeant(
  { engine, work, today }: PolicyTurn,
  guess: string | undefined,
  { topics, facts }: Subject,
): Promise<void> {
  const guessed = countedAs(engine, guess === undefined ? [] : [guess]);
  const meant = countedAs(engine, topics);
  const act = facts.act ?? 'unclear';
  const id = `${guessed}>${meant}:${act}`;
  const before = await work.get(meanings, id);
  work.put(meanings, { id, guessed, meant, act, times: (before?.times ?? 0) + 1, last: today });
}

export const countsRegister: Register<Count, PolicyTurn> = {
  name: 'question-counts',
  kind: counts.kind,
  title: 'What staff ask',
  columns: {
    Topic: ({ topic }, turn) => nameOf(turn, topic),
    Asked: ({ asked }) => String(asked),
    'Not covered': ({ silent }) => String(silent),
    'Clauses disagree': ({ conflict }) => String(conflict),
    Helpful: ({ helpful }) => String(helpful),
    'Not helpful': ({ unhelpful }) => String(unhelpful),
  },
};

export const meantRegister: Register<Meant, PolicyTurn> = {
  name: 'questions-misread',
  kind: meanings.kind,
  title: 'Questions misread',
  columns: {
    'Picked instead': ({ meant }, turn) => nameOf(turn, meant),
    'Understood as': ({ guessed }, turn) => nameOf(turn, guessed),
    Times: ({ times }) => String(times),
    Last: ({ last }) => shownDate(last),
  },
};

/** For the leaders' home: what staff ask most, and where the policy is silent. */
export async function countsAtHome(turn: PolicyTurn): Promise<HomeLine[]> {
  if (!isLeader(turn.person)) return [];
  const all = await turn.work.find(counts);
  const most = all.toSorted((a, b) => b.asked - a.asked).slice(0, 4);
  if (most.length === 0) return [];
  const asked = `Most of all: ${most.map((count) => `${nameOf(turn, count.topic)} (${count.asked})`).join(', ')}`;
  const gaps = (await gapsIn(turn)).silent.slice(0, 3);
  const text = gaps.length > 0 ? [asked, `Your policy doesn’t mention: ${gaps.join(', ')}`] : [asked];
  const buttons = [button('Show the report', 'ask.report')];
  return [{ part: 'known', item: item('What staff ask', text.join('\n'), { buttons }) }];
}

function nameOf({ engine }: PolicyTurn, topic: string): string {
  return engine.titleOf(topic) ?? 'Other topics';
}

/** What staff asked that the policy leaves open, or says twice, the most asked first. */
export async function gapsIn(turn: PolicyTurn): Promise<Record<'silent' | 'conflict', string[]>> {
  const all = await turn.work.find(counts);
  const most = (tally: 'silent' | 'conflict') =>
    all
      .filter((count) => count[tally] > 0)
      .toSorted((a, b) => b[tally] - a[tally])
      .slice(0, mostGaps)
      .map((count) => `${nameOf(turn, count.topic)} (${count[tally]})`);
  return { silent: most('silent'), conflict: most('conflict') };
}

const mostGaps = 6;

/** The leaders and the policy's owner. */
export function readsReport(person: Person): boolean {
  return isLeader(person) || person.roles.includes('owner');
}

/** What to look at when the policy is next reviewed. */
export async function report(turn: PolicyTurn): Promise<void> {
  const privateTurn = inPrivate(turn);
  const { person, work, engine } = turn;
  if (!readsReport(person))
    return privateTurn.say(
      notice(
        'info',
        'The report on questions is for the school’s leaders. Would you like to report something?',
        {
          buttons: [button('Report something', 'reports.start')],
        },
      ),
    );
  privateTurn.say(reportCard(await work.find(counts), engine));
}

function reportCard(all: Count[], engine: Engine): ListCard {
  const shown = all.toSorted((a, b) => weight(b) - weight(a)).slice(0, 12);
  const total = (tally: Tally) => all.reduce((sum, count) => sum + count[tally], 0);
  return listCard(
    'What staff ask',
    shown.map(({ topic, asked, silent, conflict, helpful, unhelpful }) =>
      item(engine.titleOf(topic) ?? 'Other topics', `Asked: ${asked}`, {
        facts: [
          { label: 'Not covered', value: String(silent) },
          { label: 'Clauses disagree', value: String(conflict) },
          { label: 'Helpful / not helpful', value: `${helpful} / ${unhelpful}` },
        ],
      }),
    ),
    {
      text: `Asked: ${total('asked')}. Not covered: ${total('silent')}. Where clauses disagree: ${total('conflict')}. Found unhelpful: ${total('unhelpful')}. Counts only; nobody’s name is kept.`,
      empty: 'Nobody has asked anything yet.',
    },
  );
}

function weight({ silent, conflict, unhelpful, asked }: Count): number {
  return silent * 2 + conflict * 2 + unhelpful * 3 + asked;
}
