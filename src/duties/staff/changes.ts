/** Every change of who is staff, and of who may do what, is on record, and whoever keeps the list is shown it. */
import { z } from 'zod';
import { notice } from '../../core/card.ts';
import type { Collection } from '../../core/record.ts';
import { roleWords } from '../../core/roles.ts';
import { handleOf, type Listed, listedPlatforms, roles } from '../../core/school.ts';
import type { Turn } from '../../core/turn.ts';
import { listKeepers } from './matter.ts';

const known = z.object({
  id: z.string(),
  name: z.string(),
  roles: z.array(z.enum(roles)),
  manager: z.string().optional(),
  /** By what the platforms know them. */
  handles: z.array(z.string()),
});
type Known = z.infer<typeof known>;

const staffLists = z.object({ id: z.string(), people: z.array(known) });
/** The list as it was when it was last looked at. */
const lists: Collection<z.infer<typeof staffLists>> = {
  kind: 'staff-list',
  schema: staffLists,
  keys: () => [],
};

export async function noteChanges(turn: Turn): Promise<void> {
  const people = turn.school.people.map(asKnown);
  const before = await turn.work.get(lists, 'staff');
  if (before && JSON.stringify(before.people) === JSON.stringify(people)) return;
  turn.work.put(lists, { id: 'staff', people });
  if (!before) return;
  const lines = changesBetween(before.people, people);
  if (lines.length === 0) return;
  for (const { id, words } of lines) turn.audit('the list of staff has changed', id, { change: words });
  for (const keeper of listKeepers(turn))
    turn.tell(
      { person: keeper.id },
      notice('info', inWords(lines.map(({ words }) => words)), { title: 'The list of staff has changed' }),
    );
}

function asKnown(listed: Listed): Known {
  const { id, name, manager } = listed;
  const handles = listedPlatforms.flatMap((platform) => {
    const handle = handleOf(listed, platform);
    return handle ? [`${platform}:${handle}`] : [];
  });
  return { id, name, roles: [...listed.roles].sort(), ...(manager ? { manager } : {}), handles };
}

type Line = { id: string; words: string };

function changesBetween(before: Known[], after: Known[]): Line[] {
  const find = (people: Known[], id: string) => people.find((person) => person.id === id);
  const gone = before
    .filter(({ id }) => !find(after, id))
    .map(({ id, name }) => ({ id, words: `${name} is off the list.` }));
  const others = after.flatMap((person): Line[] => {
    const earlier = find(before, person.id);
    const words = earlier ? changeOf(earlier, person) : `${person.name} is new${rolesIn(person)}.`;
    return words ? [{ id: person.id, words }] : [];
  });
  return [...gone, ...others];
}

function rolesIn({ roles }: Known): string {
  return roles.length > 0 ? `: ${roles.map((role) => roleWords[role].holder).join(', ')}` : '';
}

function changeOf(before: Known, after: Known): string | undefined {
  const given = after.roles.filter((role) => !before.roles.includes(role));
  const taken = before.roles.filter((role) => !after.roles.includes(role));
  const parts = [
    ...given.map((role) => `now ${roleWords[role].holder}`),
    ...taken.map((role) => `no longer ${roleWords[role].holder}`),
    ...(before.manager !== after.manager ? ['another line manager'] : []),
    ...(before.handles.join() !== after.handles.join() ? ['known by another name on a platform'] : []),
  ];
  return parts.length > 0 ? `${after.name}: ${parts.join(', ')}.` : undefined;
}

const mostLines = 10;

function inWords(lines: string[]): string {
  const left = lines.length - mostLines;
  return [
    ...lines.slice(0, mostLines),
    ...(left > 0 ? [`And ${left} more; the audit trail has them all.`] : []),
  ].join(' ');
}
