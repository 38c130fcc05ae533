/** Who a report goes to: whoever the policy names, past everybody it is about, and up where nobody is left. */
import { reachable } from '../../conversation/people.ts';
import { rolesUpFrom } from '../../core/roles.ts';
import { holders, type Person, personById, type School } from '../../core/school.ts';
import { isAmong, type Someone } from '../../core/someone.ts';
import type { Turn } from '../../core/turn.ts';
import type { Receiver, Report } from './report.ts';

type Concerned = Pick<Report, 'from' | 'about'>;

const nextUp: Record<Receiver, Receiver | undefined> = {
  'line-manager': 'head',
  dsl: 'head',
  slt: 'head',
  head: 'chair',
  chair: undefined,
};

/** The role that hears of it first. About the head nobody below hears of it, but the chair of governors does. */
export function firstReceiver(turn: Turn, concerned: Concerned, to: Receiver): Receiver | undefined {
  const isAboutHead = concerned.about.some(({ id }) => personById(turn.school, id)?.roles.includes('head'));
  return reachedFrom(turn, concerned, isAboutHead ? 'chair' : to);
}

/** The next role up that can be asked. */
export function receiverAbove(turn: Turn, report: Report): Receiver | undefined {
  const above = nextUp[report.to.at(-1) ?? 'head'];
  return above && reachedFrom(turn, report, above);
}

function reachedFrom(turn: Turn, concerned: Concerned, first: Receiver): Receiver | undefined {
  return rolesUpFrom(first, nextUp).find(
    (role) => reachable(turn, receiving(turn.school, concerned, role)).length > 0,
  );
}

/** Those who hold the role, without whoever reported it and whoever it is about. */
export function receiving(school: School, { from, about }: Concerned, role: Receiver): Person[] {
  return held(school, from, role).filter(({ id }) => id !== from.id && !isAmong(about, id));
}

function held(school: School, from: Someone, role: Receiver): Person[] {
  if (role !== 'line-manager') return holders(school, role);
  const manager = personById(school, personById(school, from.id)?.manager ?? '');
  return manager ? [manager] : [];
}

export function mayReceive({ school, person }: Turn, report: Report): boolean {
  return report.to.some((role) => isAmong(receiving(school, report, role), person.id));
}
