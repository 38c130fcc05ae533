/** A trust’s owner sees their schools side by side: one line for each where they are owner, as it is at that moment. */
import { z } from 'zod';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { button, type Fact, notice } from '../../core/card.ts';
import type { Duty } from '../../core/duty.ts';
import { NotYetKnown } from '../../core/not-yet-known.ts';
import { inPrivate } from '../../core/turn.ts';
import { type Standing, standing } from './standing.ts';

export const ourSchools = /^(?:(?:show|list|see)(?: me)? )?(?:all )?(?:our|my|the) schools$/;

export const trustDuty: Duty<PolicyTurn> = {
  name: 'trust',
  help: {
    part: 'lead',
    title: 'Your schools',
    text: '“Our schools” shows how each of them stands, where you own the settings of several.',
    button: button('Show our schools', 'trust.show'),
    isOn: ({ elsewhere, person }) => elsewhere !== undefined && person.roles.includes('owner'),
  },
  opens: { 'our-schools': { said: ourSchools, interrupts: true, harmless: true, run: show } },
  pressed: { show },
};

/** More lines than these no card shows well; `npm run export -- --all` has them all. */
const mostSchools = 20;

async function show(turn: PolicyTurn): Promise<void> {
  if (turn.found === undefined && turn.elsewhere) throw new NotYetKnown(turn.elsewhere);
  const schools = z.array(standing).safeParse(turn.found).data ?? [];
  if (schools.length === 0)
    return turn.whisper(
      notice('info', 'Only whoever owns the settings of several schools can see them side by side.'),
    );
  turn.audit('looked at their schools side by side', turn.person.id);
  inPrivate(turn).say(
    notice('info', totalsOf(schools), {
      title: 'Our schools',
      facts: schools.slice(0, mostSchools).map(lineOf),
      aside: schools.length > mostSchools ? `The first ${mostSchools} of ${schools.length}.` : undefined,
    }),
  );
}

function totalsOf(schools: Standing[]): string {
  const all = (part: 'accounts' | 'waiting') => schools.reduce((sum, school) => sum + school[part], 0);
  return `${all('accounts')} accounts at ${schools.length} schools, and ${all('waiting')} decisions waiting.`;
}

function lineOf({
  school,
  accounts,
  alone,
  waiting,
  overdue,
  people,
  trained,
  signing,
  signed,
}: Standing): Fact {
  const parts = [
    `${accounts} ${accounts === 1 ? 'account' : 'accounts'}`,
    ...(alone > 0 ? [`${alone} without a second keeper`] : []),
    ...(waiting > 0 ? [`${waiting} waiting for a decision`] : []),
    ...(overdue > 0 ? [`${overdue} ${overdue === 1 ? 'review' : 'reviews'} overdue`] : []),
    `${trained} of ${people} trained`,
    ...(signing > 0 ? [`${signed} of ${signing} signed`] : []),
  ];
  return { label: school, value: parts.join(', ') };
}
