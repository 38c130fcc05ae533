/** How each of several schools stands, for whoever may know: looked at one after the other, each with its own people and policy. */
import type { PolicyTurn } from '../conversation/policy-turn.ts';
import type { Bot } from '../core/bot.ts';
import type { Event } from '../core/event.ts';
import { withEverybody } from '../core/everybody.ts';
import type { Work } from '../core/record.ts';
import { type Person, type School, whoIs } from '../core/school.ts';
import { beginTurn } from '../core/turn.ts';
import { type Standing, standingOf } from '../duties/trust/standing.ts';
import type { Store } from '../store/store.ts';

type At = { bot: Bot<PolicyTurn>; school: School; work: Work; event: Event };

/** Where whoever acts is an owner, as the files and groups have it now. Several of them, or it is nothing. */
export async function ownSchools(
  bot: Bot<PolicyTurn>,
  store: Store,
  schools: School[],
  event: Event,
): Promise<Standing[]> {
  const own: Standing[] = [];
  for (const school of schools) {
    const found = await store.turn(school.id, (work) =>
      standingAt({ bot, school, work, event }, ({ roles }) => roles.includes('owner')),
    );
    if (found) own.push(found);
  }
  return own.length > 1 ? own : [];
}

/** A turn in which nothing is done. */
export async function standingAt(
  { bot, school, work, event }: At,
  may: (person: Person) => boolean,
): Promise<Standing | undefined> {
  const whole = await withEverybody(school, work, event.at);
  const person = whoIs(whole, event.by);
  if (!may(person)) return undefined;
  const looking = { event, school: whole, person, work, platforms: [], takesForm: () => false };
  return standingOf(bot.enter(beginTurn(looking).turn));
}
