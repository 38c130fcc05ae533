/** Can each of the schools' groups on a platform be read, and how many people are in it? */

import { peopleInWords } from '../../conversation/words.ts';
import type { GroupReader } from '../../core/door.ts';
import { groupsOf } from '../../core/groups.ts';
import { reasonOf } from '../../core/reason.ts';
import type { ListedPlatform, School } from '../../core/school.ts';
import { type Finding, fault, note, ok } from './finding.ts';

export async function examineGroups(
  schools: School[],
  on: ListedPlatform,
  reader: GroupReader,
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const school of schools)
    for (const { role, platform, group } of groupsOf(school))
      if (platform === on)
        findings.push(
          await findingOf(`The group “${role}” of ${school.name} (${group})`, () => reader(group)),
        );
  return findings;
}

async function findingOf(which: string, read: () => Promise<unknown[]>): Promise<Finding> {
  try {
    const { length } = await read();
    if (length > 0) return ok(`${which} can be read; ${peopleInWords(length)} may be staff by it.`);
    return note(
      `${which} has nobody in it who may be staff.`,
      'Guests, bots and closed accounts don’t count.',
    );
  } catch (error) {
    return fault(`${which} can’t be read.`, reasonOf(error));
  }
}
