/** The playground's made-up schools: one for each policy, with the same few people in all of them. */
import { readFileSync } from 'node:fs';
import { type School, schoolFile } from '../core/school.ts';

const cast = new URL('../../data/playground.json', import.meta.url);

export function playgroundSchools(policies: { id: string; school: string }[]): School[] {
  const people: unknown = JSON.parse(readFileSync(cast, 'utf8'));
  return policies.map(({ id, school }) =>
    schoolFile.parse({ ...Object(people), id, name: school, policy: id }),
  );
}
