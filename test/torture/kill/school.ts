/** A school that is busy all day: everybody applies for accounts, and the leaders decide. */
import { type School, schoolFile } from '../../../src/core/school.ts';

export const workspace = 'T0BUSY';
const room = 'C0SLT';
export const leaders = ['lin', 'sam', 'bea'];
export const staff = Array.from({ length: 12 }, (_, at) => `staff${at + 1}`);

/** What the same person is called there, by which a bot is told on which platform they are. */
export function onTeams(id: string): string {
  return `${id} on Teams`;
}

export function platformOf(user: string): string {
  return user.endsWith(onTeams('')) ? 'teams' : 'slack';
}

export const busySchool: School = schoolFile.parse({
  id: 'busy',
  name: 'Busy School',
  policy: 'kenn-kenton',
  people: [
    ...staff.map((id) => ({ id, name: `Staff ${id}`, roles: ['staff'], slack: id, teams: onTeams(id) })),
    ...leaders.map((id) => ({ id, name: `Leader ${id}`, roles: ['slt'], slack: id, teams: onTeams(id) })),
    { id: 'tom', name: 'Tom Ivy', roles: ['administrator'], slack: 'tom', teams: onTeams('tom') },
  ],
  rooms: { slt: { slack: room, teams: onTeams(room) } },
  workspaces: { slack: [workspace], teams: [workspace] },
});
