/** A school that is busy all day: everybody applies for accounts, and the leaders decide. */
import { type School, schoolFile } from '../../../src/core/school.ts';

export const workspace = 'T0BUSY';
export const leaders = ['lin', 'sam', 'bea'];
export const staff = Array.from({ length: 12 }, (_, at) => `staff${at + 1}`);

export const busySchool: School = schoolFile.parse({
  id: 'busy',
  name: 'Busy School',
  policy: 'kenn-kenton',
  people: [
    ...staff.map((id) => ({ id, name: `Staff ${id}`, roles: ['staff'], slack: id })),
    ...leaders.map((id) => ({ id, name: `Leader ${id}`, roles: ['slt'], slack: id })),
    { id: 'tom', name: 'Tom Ivy', roles: ['administrator'], slack: 'tom' },
  ],
  rooms: { slt: { slack: 'C0SLT' } },
  workspaces: { slack: [workspace], teams: [] },
});
