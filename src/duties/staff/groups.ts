/** A group that can’t be read: whoever keeps the list hears of it, and of what becomes of the people in it. */
import { notice } from '../../core/card.ts';
import { type Group, groups, groupsOf, holdsUntil, type Named } from '../../core/groups.ts';
import { roleWords } from '../../core/roles.ts';
import { later, shownInstant } from '../../core/time.ts';
import type { Turn } from '../../core/turn.ts';
import { listKeepers } from './matter.ts';

/** A platform that is away for a moment is no news. */
const quietFor = 2 * 60 * 60 * 1000;

export async function tellOfTrouble(turn: Turn): Promise<void> {
  for (const named of groupsOf(turn.school)) {
    const group = await turn.work.get(groups, named.id);
    const news = group && newsOf(group, turn.event.at);
    if (!group?.trouble || !news || news === group.trouble.told) continue;
    turn.work.put(groups, { ...group, trouble: { ...group.trouble, told: news } });
    turn.audit('a group could not be read', named.id, { why: group.trouble.why });
    for (const { id } of listKeepers(turn))
      turn.tell({ person: id }, notice('warning', inWords(turn, named, group, news)));
  }
}

function newsOf(group: Group, at: string): 'trouble' | 'end' | undefined {
  if (!group.trouble) return undefined;
  if (group.read !== '' && at >= holdsUntil(group)) return 'end';
  return group.read === '' || at >= later(group.trouble.since, quietFor) ? 'trouble' : undefined;
}

function inWords({ school }: Turn, { role, platform }: Named, group: Group, news: 'trouble' | 'end'): string {
  const where = platform === 'slack' ? 'Slack' : 'Microsoft 365';
  const which = `the group for “${roleWords[role].holder}” on ${where}`;
  if (news === 'end')
    return `I couldn’t read ${which} for three days. Whoever is only in that group is off the list until I can.`;
  const until = group.read
    ? `Whoever was in it keeps what they have until ${shownInstant(holdsUntil(group), school.timezone)}.`
    : 'I don’t know yet who is in it.';
  return `I can’t read ${which}. ${until} ${group.trouble?.why ?? ''} “npm run doctor” tries it again.`;
}
