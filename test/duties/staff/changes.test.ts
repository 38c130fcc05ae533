/** Who may do what changes in the school file: it is on record, and whoever keeps the list reads it. */
import { describe, expect, it } from 'vitest';
import { reads, type TestCore } from '../../support/test-core.ts';
import { open } from '../support/scenarios.ts';

async function changed(change: (core: TestCore) => void) {
  const core = open();
  await core.pass(60_000);
  change(core);
  return { core, seen: await core.pass(60_000) };
}

describe('a change of the list of staff', () => {
  it('is told in words, and audited person by person', async () => {
    const { core, seen } = await changed(({ school }) => {
      school.people = school.people
        .filter(({ id }) => id !== 'joy')
        .map((person) => (person.id === 'lin' ? { ...person, roles: ['dsl'] } : person));
      school.people.push({ id: 'una', name: 'Una Fry', roles: ['head'] });
    });
    expect(reads(seen, 'tom')).toContain(
      'Joy Bell is off the list. Lin Park: now safeguarding lead, no longer senior leader. Una Fry is new: headteacher.',
    );
    const entries = core.work.trail.filter(({ what }) => what === 'the list of staff has changed');
    expect(entries.map(({ about }) => about)).toEqual(['joy', 'lin', 'una']);
    expect(reads(await core.pass(60_000), 'tom')).not.toContain('list of staff');
  });

  it('is no news where nothing has changed, nor at the first look', async () => {
    const { core, seen } = await changed(() => {});
    expect(reads(seen, 'tom')).not.toContain('list of staff');
    expect(core.work.trail.filter(({ what }) => what.includes('list of staff'))).toEqual([]);
  });
});
