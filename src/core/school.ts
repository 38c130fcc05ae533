/** A school as its file describes it, and who somebody is there: always by platform id, never by name. */
import { z } from 'zod';
import { clip } from './clip.ts';
import type { Platform } from './event.ts';

export const roles = [
  'staff',
  'head',
  'slt',
  'dsl',
  'governor',
  'hs-governor',
  'chair',
  'administrator',
  'owner',
] as const;
export type Role = (typeof roles)[number];

/** The platforms that have ids of their own for people, rooms and schools. Any other goes by ours. */
export const listedPlatforms = ['slack', 'teams'] as const;
export type ListedPlatform = (typeof listedPlatforms)[number];

/** So many readers of a card in a room may each fetch it there as it is for them. To all others it is the same. */
export function mostFetching(platform: Platform): number {
  return platform === 'teams' ? 60 : 0;
}

/** A room is named after the role whose holders read there. */
export const rooms = ['slt', 'dsl', 'administrator'] as const satisfies Role[];
export type RoomName = (typeof rooms)[number];

/** The school's eye on its accounts: comments to answer, posts about it, parents' posts, who looks when, who is let in. */
const watchParts = ['comments', 'posts', 'parents', 'rota', 'friends'] as const;
export type WatchPart = (typeof watchParts)[number];

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'Write dates as 2026-12-25.');
const id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/, 'Use letters, digits, "-" and "_" only.');

const person = z.strictObject({
  id,
  name: z.string().trim().min(1, 'Give the name.').transform(amongEnglish),
  email: z.email('Give a whole e-mail address.').optional(),
  roles: z.array(z.enum(roles)).default([]),
  manager: id.optional(),
  slack: z.string().min(1).optional(),
  teams: z.string().min(1).optional(),
});

/** What one thing is called on each platform. */
const onPlatforms = z.strictObject({
  slack: z.string().min(1).optional(),
  teams: z.string().min(1).optional(),
});

export const schoolFile = z
  .strictObject({
    id,
    name: z.string().trim().min(1),
    policy: id,
    /** Where staff can read the document itself. */
    policyUrl: z
      .url({ protocol: /^https$/, error: 'Give a whole address that begins with https://.' })
      .transform(asLinked)
      .optional(),
    timezone: z
      .string()
      .refine(isTimezone, 'Name a time zone such as Europe/London.')
      .default('Europe/London'),
    calendar: z
      .strictObject({ holidays: z.array(day).default([]), terms: z.array(z.tuple([day, day])).default([]) })
      .prefault({}),
    people: z.array(person).default([]),
    /** Whoever is in the school's workspace and not among them: nobody, or staff where no pupil has an account there. */
    unlisted: z.enum(['nobody', 'staff']).default('nobody'),
    /** What staff can report though the policy does not ask for it, by the ids in data/reports.json. */
    reports: z.array(id).default([]),
    /** What the policy doesn’t ask for before a post goes out or once consent is withdrawn, and the school does. */
    checks: z.array(z.enum(['leader', 'withdrawn'])).default([]),
    /** What it watches though the policy does not ask for it. */
    watch: z.array(z.enum(watchParts)).default([]),
    /** Everybody is to sign the policy though it does not ask for it. */
    signing: z.boolean().default(false),
    /** How long training holds good. No policy here says, so without it training does not run out. */
    trainingMonths: z.int().min(1).max(120).optional(),
    /** In days, by the name of the matter: how long this school keeps what is over, where that is not as it comes. */
    keep: z
      .record(
        z.string(),
        z
          .int()
          .min(30)
          .max(100 * 365),
      )
      .default({}),
    rooms: z.partialRecord(z.enum(rooms), onPlatforms).default({}),
    /** The school's own lists on its platforms: whoever is in one is staff, with its role. */
    groups: z.partialRecord(z.enum(roles), onPlatforms).default({}),
    workspaces: z
      .strictObject({ slack: z.array(z.string()).default([]), teams: z.array(z.string()).default([]) })
      .prefault({}),
  })
  .superRefine((school, context) => {
    for (const part of ['id', ...listedPlatforms] as const) {
      for (const twice of repeated(school.people.map((listed) => listed[part]))) {
        context.addIssue({
          code: 'custom',
          path: ['people'],
          message: `Two people have the ${part} "${twice}".`,
        });
      }
    }
    const ids = new Set(school.people.map((listed) => listed.id));
    for (const listed of school.people) {
      if (listed.manager && !ids.has(listed.manager)) {
        context.addIssue({
          code: 'custom',
          path: ['people'],
          message: `${listed.name}’s manager "${listed.manager}" is not listed.`,
        });
      }
    }
  });

export type School = z.infer<typeof schoolFile>;
export type Listed = School['people'][number];
/** Whoever stands behind an event: someone on the school's list, or a member of staff who is not on it. */
export type Person = { id: string; name: string; roles: Role[]; manager?: string };

export function whoIs(school: School, by: { platform: Platform; user: string; name?: string }): Person {
  const listed = school.people.find((person) => handleOf(person, by.platform) === by.user);
  if (listed) return asPerson(listed);
  return { id: `${by.platform}:${by.user}`, name: unlistedName(by.name), roles: ['staff'] };
}

/** People choose their display names themselves, so one may be somebody else's. */
function unlistedName(name: string | undefined): string {
  return name ? `${clip(name, longestName)} (not on the staff list)` : 'Somebody not on the staff list';
}

const longestName = 60;

export function personById(school: School, id: string): Person | undefined {
  const listed = school.people.find((person) => person.id === id);
  return listed && asPerson(listed);
}

export function holders(school: School, role: Role): Person[] {
  return school.people.filter(({ roles }) => role === 'staff' || roles.includes(role)).map(asPerson);
}

/** The id under which a platform knows someone. */
export function handleOf(listed: Listed, platform: Platform): string | undefined {
  return isListed(platform) ? listed[platform] : listed.id;
}

/** The conversation that is a room on a platform; one with our own names has every room in which there is somebody. */
export function conversationOf(school: School, room: RoomName, platform: Platform): string | undefined {
  if (isListed(platform)) return school.rooms[room]?.[platform];
  return holders(school, room).length > 0 ? `room:${room}` : undefined;
}

/** The names under which a platform knows the school itself. */
export function workspacesOf(school: School, platform: Platform): string[] {
  return isListed(platform) ? school.workspaces[platform] : [school.id];
}

function isListed(platform: Platform): platform is ListedPlatform {
  return listedPlatforms.some((listed) => listed === platform);
}

function asPerson(listed: Listed): Person {
  const { id, name, manager } = listed;
  return { id, name, roles: [...new Set<Role>(['staff', ...listed.roles])], ...(manager ? { manager } : {}) };
}

function repeated(values: (string | undefined)[]): string[] {
  const seen = new Set<string>();
  return values.filter((value): value is string => value !== undefined && seen.size === seen.add(value).size);
}

/** As somebody is called on a platform, where people may call themselves whatever they like. */
export function ownName(name: string): string {
  const plain = clip(name, longestName)
    .replace(/[\s,;]+/g, ' ')
    .trim();
  return amongEnglish(plain || 'Somebody without a name');
}

/** A name that is read from the right would turn the words and figures around it; marks that nobody sees keep them in place. */
function amongEnglish(name: string): string {
  return readFromTheRight.test(name) ? `${mark}${name}${mark}` : name;
}

const mark = '\u200e';
const readFromTheRight = /\p{Script=Arabic}|\p{Script=Hebrew}|\p{Script=Thaana}|\p{Script=Syriac}/u;

/** No platform may take any sign in an address for the end of its link. */
function asLinked(address: string): string {
  return new URL(address).href.replace(/[\s|()<>[\]]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
}

function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
