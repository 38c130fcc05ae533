/** Who is away, and who stands in: nobody is reminded on leave. A deputy is, where they may see it; else it waits. */
import { z } from 'zod';
import type { Bot } from './bot.ts';
import { buttonsOf, type Card, notice } from './card.ts';
import { shownDate } from './dates.ts';
import { deliveries } from './delivery.ts';
import type { Effect } from './effect.ts';
import { history } from './matter/table.ts';
import type { Collection } from './record.ts';
import { personById } from './school.ts';
import { someone } from './someone.ts';
import { addDays, instantAt } from './time.ts';
import type { Turn } from './turn.ts';

const absence = z.object({
  id: z.string(),
  person: someone,
  /** The first day and the last. */
  from: z.string(),
  to: z.string(),
  deputies: z.array(someone),
  state: z.enum(['open', 'done']),
  history,
});
export type Absence = z.infer<typeof absence>;

export const absences: Collection<Absence> = {
  kind: 'absence',
  schema: absence,
  keys: ({ state, person, to }) => [
    `state:${state}`,
    `person:${person.id}`,
    ...(state === 'done' ? [`ended:${to}`] : []),
  ],
};

/** Nobody reads what waits for them at midnight. */
const firstHour = 8;

type Post = Extract<Effect, { type: 'post' }>;

/** What time brings, as it goes out while some are away. What is urgent reaches them all the same. */
export async function sparing<T extends Turn>(bot: Bot<T>, turn: T, effects: Effect[]): Promise<Effect[]> {
  const away = (await turn.work.find(absences, 'state:open')).filter((absence) => isOn(absence, turn.today));
  const sent: Effect[] = [];
  for (const effect of effects) {
    const absence = away.find(({ person }) => isFor(effect, person.id));
    if (absence && effect.type === 'post') sent.push(...(await spared(bot, turn, effect, absence, effects)));
    else sent.push(effect);
  }
  return sent;
}

export function isOn({ from, to }: Absence, day: string): boolean {
  return from <= day && day <= to;
}

function isFor(effect: Effect, id: string): boolean {
  return effect.type === 'post' && 'person' in effect.to && effect.to.person === id;
}

async function spared<T extends Turn>(
  bot: Bot<T>,
  turn: T,
  post: Post,
  absence: Absence,
  effects: Effect[],
): Promise<Effect[]> {
  const deputies = await deputiesFor(bot, turn, post, absence);
  const isReminded = (id: string) => effects.some((other) => isFor(other, id) && sameCard(other, post));
  const toDeputies = deputies.filter((id) => !isReminded(id)).flatMap((id) => inPlaceOf(absence, post, id));
  // What is given into their hands is no reminder: its copies are kept up to date while they are away.
  if (post.about || isUrgent(post.card)) return [post, ...toDeputies];
  if (deputies.length > 0) return toDeputies;
  const held = { for: absence.person.id, until: backAt(turn, absence) };
  return (await isHeldAlready(turn, post, absence)) ? [] : [{ ...post, held }];
}

function sameCard(one: Effect, { card }: Post): boolean {
  return JSON.stringify(one.card) === JSON.stringify(card);
}

/** First why it comes to them. */
function inPlaceOf({ person, to }: Absence, post: Post, id: string): Post[] {
  const why = notice('info', `${person.name} is away until ${shownDate(to)}, so this comes to you.`);
  return [
    { type: 'post', to: { person: id }, card: why },
    { ...post, to: { person: id } },
  ];
}

function isUrgent(card: Card): boolean {
  return 'tone' in card && card.tone === 'urgent';
}

/** Those who may see themselves what the reminder is about. */
async function deputiesFor<T extends Turn>(
  bot: Bot<T>,
  turn: T,
  post: Post,
  { deputies }: Absence,
): Promise<string[]> {
  const { name = '', id = '' } = matterOf(post) ?? {};
  const maySee = bot.seen.get(name);
  const able: string[] = [];
  for (const deputy of deputies) {
    const person = personById(turn.school, deputy.id);
    if (person && turn.canReach({ person: person.id }) && (await maySee?.({ ...turn, person }, id)))
      able.push(person.id);
  }
  return able;
}

/** By what its copies are found again, or by what its buttons lead to. */
function matterOf({ about, card }: Post): { name: string; id: string } | undefined {
  const [, name, id] = /^([^:]+):(.+)\/[^/]+$/.exec(about ?? '') ?? [];
  if (name && id) return { name, id };
  const led = buttonsOf(card).find(({ value }) => value.id);
  return led?.value.id ? { name: led.action.split('.')[0] ?? '', id: led.value.id } : undefined;
}

export function backAt({ school }: Turn, { to }: Pick<Absence, 'to'>): string {
  return instantAt(addDays(to, 1), firstHour, school.timezone);
}

/** Of reminders about the same thing only the last one waits. */
async function isHeldAlready({ work }: Turn, { card }: Post, { person }: Absence): Promise<boolean> {
  const leads = leadsOf(card);
  const held = await work.find(deliveries, `held:${person.id}`);
  const same = held.filter((delivery) => leads !== '[]' && leadsOf(delivery.card) === leads);
  for (const delivery of same) work.put(deliveries, { ...delivery, card });
  return same.length > 0;
}

function leadsOf(card: Card): string {
  return JSON.stringify(buttonsOf(card).map(({ action, value }) => [action, value]));
}

/** They are back sooner, or away for longer: then comes what waited. */
export async function holdUntil({ work }: Turn, person: string, until: string): Promise<void> {
  for (const delivery of await work.find(deliveries, `held:${person}`))
    work.put(deliveries, { ...delivery, due: until });
}
