/** People whom a school's own groups on Slack and Microsoft 365 name: they are staff, with the role of each group they are in. */
import { z } from 'zod';
import type { Collection, Records } from './record.ts';
import {
  handleOf,
  type Listed,
  type ListedPlatform,
  listedPlatforms,
  ownName,
  type Role,
  roles,
  type School,
} from './school.ts';
import { later } from './time.ts';

const member = z.object({ user: z.string(), name: z.string() });
/** Somebody as their platform knows them. Guests, bots and closed accounts are none. */
export type Member = z.infer<typeof member>;

const group = z.object({
  /** "slack:S0STAFF". */
  id: z.string(),
  members: z.array(member),
  /** When the platform last said so; empty where it never has. */
  read: z.string(),
  /** Why it has not been read since, and how far that has been told. */
  trouble: z
    .object({ since: z.string(), why: z.string(), told: z.enum(['nothing', 'trouble', 'end']) })
    .optional(),
});
export type Group = z.infer<typeof group>;

/** As they were when they were last read, so that a platform that is away locks nobody out. */
export const groups: Collection<Group> = { kind: 'group', schema: group, keys: () => [] };

/** Long enough for a weekend, and for whoever puts it right on Monday. After that nobody can say who has left. */
const holdsFor = 72 * 60 * 60 * 1000;

export function holdsUntil({ read }: Group): string {
  return read && later(read, holdsFor);
}

/** A group as the school file names it. */
export type Named = { id: string; role: Role; platform: ListedPlatform; group: string };

export function groupsOf(school: School): Named[] {
  return roles.flatMap((role) =>
    listedPlatforms.flatMap((platform) => {
      const group = school.groups[role]?.[platform];
      return group ? [{ id: `${platform}:${group}`, role, platform, group }] : [];
    }),
  );
}

/** The school with everybody in its groups. Whoever is listed already keeps their own name, and gets the roles as well. */
export async function withGroups(school: School, records: Records, at: string): Promise<School> {
  const named = groupsOf(school);
  if (named.length === 0) return school;
  const joined = new Joined(school.people);
  for (const { id, role, platform } of named) {
    const found = await records.get(groups, id);
    if (found && at < holdsUntil(found)) for (const each of found.members) joined.add(each, role, platform);
  }
  return { ...school, people: joined.people };
}

class Joined {
  readonly people: Listed[];
  readonly #places = new Map<string, number>();
  readonly #names: Set<string>;

  constructor(people: Listed[]) {
    this.people = [...people];
    this.#names = new Set(people.map(({ name }) => asRead(name)));
    for (const platform of listedPlatforms)
      for (const [place, person] of people.entries())
        this.#places.set(`${platform}:${handleOf(person, platform)}`, place);
  }

  add({ user, name }: Member, role: Role, platform: ListedPlatform): void {
    const id = `${platform}:${user}`;
    const place = this.#places.get(id) ?? this.people.length;
    const known = this.people[place] ?? {
      id,
      name: this.#called(name, platform),
      roles: [],
      [platform]: user,
    };
    this.people[place] = { ...known, roles: [...new Set([...known.roles, role])] };
    this.#places.set(id, place);
  }

  /** Nobody passes for somebody else by calling themselves the same. */
  #called(name: string, platform: ListedPlatform): string {
    const own = ownName(name);
    const isTaken = this.#names.has(asRead(own));
    this.#names.add(asRead(own));
    return isTaken ? `${own} (on ${platform === 'slack' ? 'Slack' : 'Teams'})` : own;
  }
}

/** One kind of letter, and nothing that nobody sees. */
function asRead(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/\s+/g, ' ')
    .toLowerCase();
}
