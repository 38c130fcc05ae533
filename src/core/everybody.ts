/** Everybody at a school: those in its file, those whom somebody has added in the chat, and those in its groups. */
import { withGroups } from './groups.ts';
import { withAdded } from './newcomers.ts';
import type { Records } from './record.ts';
import type { School } from './school.ts';

export async function withEverybody(school: School, records: Records, at: string): Promise<School> {
  const joined = await withGroups(await withAdded(school, records), records, at);
  // Whoever is in a group may have been added on another platform.
  return withAdded(joined, records);
}
