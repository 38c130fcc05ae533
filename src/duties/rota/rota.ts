/** Who looks at an account on which day: a week that repeats, with the days that go another way, and who has looked. */
import { z } from 'zod';
import { administrators, isListed, reachable } from '../../conversation/people.ts';
import { shownDate } from '../../core/dates.ts';
import { history } from '../../core/matter/table.ts';
import type { Collection } from '../../core/record.ts';
import { deed, isAmong, type Someone, someone, unique } from '../../core/someone.ts';
import { addDays } from '../../core/time.ts';
import type { Turn } from '../../core/turn.ts';

const rota = z.object({
  /** The account's own id: it has one rota. */
  id: z.string(),
  title: z.string(),
  /** Who runs the account. */
  team: z.array(someone),
  /** Monday first; null where nobody is meant to look. */
  week: z.array(someone.nullable()).length(7),
  /** By day: who looks instead; null where somebody is away and nobody has taken the day yet. */
  instead: z.record(z.string(), someone.nullable()),
  /** Who has asked whom to swap which days, and waits for an answer. */
  swaps: z.array(z.object({ from: someone, mine: z.string(), to: someone, theirs: z.string() })).optional(),
  looked: z.array(deed.extend({ day: z.string() })),
  history,
  /** The last day on which whoever looks was asked, was reminded, or was missed, and the last one without anybody. */
  asked: z.string().optional(),
  reminded: z.string().optional(),
  missed: z.string().optional(),
  alarmed: z.string().optional(),
});
export type Rota = z.infer<typeof rota>;
export type Swap = NonNullable<Rota['swaps']>[number];

export const rotas: Collection<Rota> = { kind: 'rota', schema: rota, keys: () => ['state:running'] };

export const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** "Saturday 6 March 2027". */
export function dayInWords(day: string): string {
  return `${weekdays[weekdayOf(day)]} ${shownDate(day)}`;
}

/** Those who can be put on it, and still be written to: whoever runs the account, or looks after them all. */
export function candidates(turn: Turn, { team }: Pick<Rota, 'team'>): Someone[] {
  const people = unique([...team, ...administrators(turn)]);
  return reachable(turn, people).filter(({ id }) => isListed(turn.school, id));
}

/** Whose weekday it is. */
export function usualOn({ week }: Rota, day: string): Someone | undefined {
  return week[weekdayOf(day)] ?? undefined;
}

/** As it is put down, whether or not they are still there. */
export function plannedOn(rota: Rota, day: string): Someone | undefined {
  const instead = rota.instead[day];
  return instead === undefined ? usualOn(rota, day) : (instead ?? undefined);
}

/** Whoever looks that day. Who has left, or runs the account no longer, does not. */
export function onDuty(turn: Turn, rota: Rota, day: string): Someone | undefined {
  const planned = plannedOn(rota, day);
  return planned && isAmong(candidates(turn, rota), planned.id) ? planned : undefined;
}

/** Somebody was meant to look that day, and now nobody is. */
export function isGap(turn: Turn, rota: Rota, day: string): boolean {
  return usualOn(rota, day) !== undefined && onDuty(turn, rota, day) === undefined;
}

/** Today and the days that follow. */
export function daysFrom(day: string, many: number): string[] {
  return Array.from({ length: many }, (_, at) => addDays(day, at));
}

export function lookedOn({ looked }: Rota, day: string): Rota['looked'][number] | undefined {
  return looked.find((look) => look.day === day);
}

function weekdayOf(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}
