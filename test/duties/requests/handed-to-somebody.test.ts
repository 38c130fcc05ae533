/** A stage that was handed to somebody goes to them alone, and to whoever decides there again once they cannot. */
import { expect, it } from 'vitest';
import { reads, type Seen, type TestCore } from '../../support/test-core.ts';
import { apply, open, passDays, press, pressAndFill } from '../support/scenarios.ts';

function toldCard(seen: Seen[], who: string): boolean {
  return seen.some(({ to, card }) => to === who && card.kind === 'case');
}

/** Handed to Sam, sent back for changes, changed by Ada; `meanwhile` happens before it is sent again. */
async function sentAgain(core: TestCore, meanwhile: () => void): Promise<Seen[]> {
  const sent = await apply(core);
  await pressAndFill(core, 'lin', sent, 'Pass it on', { to: 'sam' });
  const back = await pressAndFill(core, 'sam', sent, 'Ask for changes', { changes: 'Another name.' });
  const summary = await press(core, 'ada', back, 'Make the changes', 'ada');
  meanwhile();
  return press(core, 'ada', summary, 'Send it again');
}

it('goes to them alone when it is sent again', async () => {
  const core = open();
  const again = await sentAgain(core, () => {});
  expect(toldCard(again, 'sam')).toBe(true);
  expect(toldCard(again, 'room:slt')).toBe(false);
});

it('goes to all who may decide again when it is sent again and they have left', async () => {
  const core = open();
  const again = await sentAgain(core, () => {
    core.school.people = core.school.people.filter(({ id }) => id !== 'sam');
  });
  for (const to of ['room:slt', 'lin', 'bea']) expect(toldCard(again, to)).toBe(true);
});

it('tells the applicant when it is sent again and nobody can decide any more', async () => {
  const core = open();
  const again = await sentAgain(core, () => {
    core.school.people = core.school.people.filter(({ id }) => ['ada', 'joy'].includes(id));
  });
  expect(reads(again, 'ada')).toContain('Nobody at Hill School is set up to decide');
});

it('is not given once more to those above, to whom it has gone because nobody had decided', async () => {
  const core = open({ policy: 'abbotswood' });
  const kit = { id: 'kit', name: 'Kit Lane', roles: ['head' as const] };
  core.school.people = [...core.school.people, kit];
  const sent = await apply(core);
  await passDays(core, 8);
  const handed = await pressAndFill(core, 'sam', sent, 'Pass it on', { to: 'kit' });
  expect(
    handed.filter(({ to, card }) => card.kind === 'case' && to !== 'update').map(({ to }) => to),
  ).toEqual(['kit']);
});
