/** Whoever writes from a school's workspace and is on no list: pupils have accounts there too, so they are nobody until somebody adds them. */
import { z } from 'zod';
import type { Event } from './event.ts';
import { history } from './matter/table.ts';
import type { Collection, Records } from './record.ts';
import { handleOf, type Listed, listedPlatforms, type School } from './school.ts';
import { someone } from './someone.ts';

const newcomer = z.object({
  /** As they are known before anybody has said who they are: "slack:U0ADA". */
  id: z.string(),
  platform: z.string(),
  user: z.string(),
  /** What they call themselves there. */
  name: z.string(),
  /** The day on which they first wrote. */
  day: z.string(),
  state: z.enum(['open', 'added', 'refused']),
  /** Who they are at the school, once they are added: somebody on its list, or themselves. */
  as: someone.optional(),
  decided: z.object({ by: someone, at: z.string() }).optional(),
  history,
});
export type Newcomer = z.infer<typeof newcomer>;

export const newcomers: Collection<Newcomer> = {
  kind: 'newcomer',
  schema: newcomer,
  keys: ({ state, day, decided }) => [
    `state:${state}`,
    `day:${day}`,
    ...(state === 'refused' && decided ? [`ended:${decided.at.slice(0, 10)}`] : []),
  ],
};

/** Whoever is on no list at all keeps the id that they have had so far; where a platform goes by ours, that is their name there. */
export function idOfTheirOwn({ id, platform, user }: Newcomer): string {
  return listedPlatforms.some((listed) => listed === platform) ? id : user;
}

/** The school with everybody whom somebody has added in the chat. They are staff, and nothing more. */
export async function withAdded(school: School, records: Records): Promise<School> {
  const added = await records.find(newcomers, 'state:added');
  return added.length === 0 ? school : { ...school, people: added.reduce(add, school.people) };
}

/** The file goes first: whoever has a handle there keeps it. Whoever was on a list and has left it is nobody here, too. */
function add(people: Listed[], newcomer: Newcomer): Listed[] {
  const { platform, user, as } = newcomer;
  if (!as || people.some((person) => handleOf(person, platform) === user)) return people;
  const handle = { [platform]: user };
  if (people.some(({ id }) => id === as.id))
    return people.map((person) =>
      person.id === as.id && !handleOf(person, platform) ? { ...person, ...handle } : person,
    );
  return as.id === idOfTheirOwn(newcomer) ? [...people, { ...as, roles: [], ...handle }] : people;
}

/** Somebody on no list, where that is nobody; what time brings is nobody's. */
export function isNobody(school: School, event: Event): boolean {
  if (event.type === 'timePassed' || school.unlisted === 'staff') return false;
  // A greeting to a whole channel is for everybody there.
  if (event.type === 'joined' && !event.place.direct) return false;
  return !isListed(school, event);
}

export function isListed(school: School, { by }: Event): boolean {
  return school.people.some((person) => handleOf(person, by.platform) === by.user);
}
