/** Somebody who leaves, until every account they run is settled, or they stay after all. */
import { administrators, isListed, seesTo, tellLeaders } from '../../conversation/people.ts';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { isTimeToRemind, workingDaysSince } from '../../conversation/working-days.ts';
import { button, type NoticeCard, notice } from '../../core/card.ts';
import { shownDate } from '../../core/dates.ts';
import { change } from '../../core/matter/change.ts';
import type { Change, Matter } from '../../core/matter/table.ts';
import { addDays } from '../../core/time.ts';
import type { Turn } from '../../core/turn.ts';
import { leaverCard, leaverColumns } from './cards.ts';
import { handoverMatter } from './handover.ts';
import { type Handover, type Leaver, leavers, openHandoversOf, seeingTo } from './leaver.ts';

/** In working days: seldom while there is time, often once it is short. */
const calmly = 5;
const often = 2;
const daysCalm = 14;
const daysUntilWarnedAgain = 7;

export const leaverMatter: Matter<Leaver, PolicyTurn, 'callOff'> = {
  name: 'leaver',
  records: leavers,
  gone: 'This is no longer on record, so nothing was changed.',
  by: (turn, { person }) =>
    seesTo(turn, person.id)
      ? undefined
      : {
          says: `Only ${person.name}, their manager, the leaders or the administrator can call this off.`,
          audit: 'may not call off that somebody leaves',
        },
  over: (_turn, { state }) =>
    state === 'open' ? undefined : 'This is already settled or called off. Nothing was changed.',
  sees: (turn, { person }) => (seesTo(turn, person.id) ? 'leaver' : undefined),
  views: () => [{ name: 'leaver', looks: leaverCard, acts: ['callOff'] }],
  acts: {
    callOff: {
      label: 'They are staying',
      confirm: {
        title: 'Call this off?',
        text: 'What’s settled stays as it is. I won’t ask for anything more.',
        yes: 'Call it off',
        no: 'Keep going',
      },
      does: (leaver) => ({ ...leaver, state: 'off' }),
      audit: 'called off that somebody leaves',
      detail: () => ({ state: 'off' }),
      history: (_leaver, { by }) => `Called off by ${by.name}`,
      after: async (turn, leaver) => {
        for (const handover of await openHandoversOf(turn, leaver))
          await change(turn, handoverMatter, handover, stopped);
      },
    },
  },
  clock: {
    remind: {
      among: 'state:open',
      due: (turn, { on, reminded, since }) =>
        isTimeToRemind(turn) &&
        workingDaysSince(turn, reminded ?? since) >= (on <= addDays(turn.today, daysCalm) ? often : calmly),
      does: (leaver, { today }) => ({ ...leaver, reminded: today }),
      tells: remind,
    },
    warn: {
      among: 'state:open',
      due: (turn, { on, warned }) =>
        isTimeToRemind(turn) &&
        on < turn.today &&
        (!warned || addDays(warned, daysUntilWarnedAgain) <= turn.today),
      does: (leaver, { today }) => ({ ...leaver, warned: today }),
      tells: warnLeaders,
    },
  },
  home: {
    among: ['state:open'],
    // Each account has a line of its own for whoever it waits for.
    waits: [],
    line: (turn, { person, on }) =>
      person.id === turn.person.id
        ? { title: `You leave on ${shownDate(on)}`, text: 'Your accounts need new owners, or closing' }
        : {
            title: `${person.name} leaves on ${shownDate(on)}`,
            text: 'Their accounts need new owners, or closing',
            part: 'known',
          },
  },
  kept: {
    days: 'always',
    because: 'It shows that every account of a leaver went to somebody else.',
    seenBy: 'Whoever leaves, their manager, the leaders and the administrator',
  },
  register: { name: 'leavers', title: 'Leavers', columns: leaverColumns },
};

const stopped: Change<Handover, PolicyTurn> = {
  does: (handover) => ({ ...handover, step: 'off' }),
  audit: 'stopped a handover, because they are staying',
};

/** The last account is settled. */
export const settled: Change<Leaver, PolicyTurn> = {
  does: (leaver) => ({ ...leaver, state: 'done' }),
  audit: 'settled every account of somebody who leaves',
  detail: () => ({ state: 'done' }),
  tells: (turn, { person, by }) => {
    const card = notice('good', `All of ${person.name}’s accounts are settled.`);
    turn.tell({ person: by.id }, card);
    tellLeaders(turn, card);
  },
};

/** Each person hears once, with the number of accounts that wait for them. */
async function remind(turn: PolicyTurn, leaver: Leaver): Promise<void> {
  const waiting = new Map<string, number>();
  for (const handover of await openHandoversOf(turn, leaver))
    for (const id of waitedFor(turn, leaver, handover)) waiting.set(id, (waiting.get(id) ?? 0) + 1);
  for (const [id, count] of waiting)
    if (isListed(turn.school, id)) turn.tell({ person: id }, waitingCard(leaver, count));
}

function waitedFor(turn: Turn, leaver: Leaver, { step, heir }: Handover): string[] {
  switch (step) {
    case 'choose':
      return seeingTo(turn, leaver);
    case 'asked':
      return heir ? [heir.id] : [];
    case 'standing':
      return [...seeingTo(turn, leaver), ...(heir ? [heir.id] : [])];
    case 'access':
      return administrators(turn).map(({ id }) => id);
    // Requests and tasks have reminders of their own.
    case 'approval':
    case 'closing':
    case 'done':
    case 'off':
      return [];
  }
}

function waitingCard(leaver: Leaver, count: number): NoticeCard {
  return notice(
    'warning',
    `${leaver.person.name} leaves on ${shownDate(leaver.on)}. ${count} of their accounts ${count === 1 ? 'is' : 'are'} waiting for you.`,
    { buttons: [showAllButton(leaver)] },
  );
}

/** Brings everything about a leaver that waits for whoever presses it. */
function showAllButton({ id }: Leaver) {
  return button('Show', 'leaving.show', { id });
}

async function warnLeaders(turn: PolicyTurn, leaver: Leaver): Promise<void> {
  const openHandovers = await openHandoversOf(turn, leaver);
  tellLeaders(
    turn,
    notice(
      'urgent',
      `${openHandovers.length === 1 ? 'One account isn’t' : `${openHandovers.length} accounts aren’t`} settled yet. They may still be able to sign in.`,
      {
        title: `${leaver.person.name} left on ${shownDate(leaver.on)}`,
        facts: openHandovers.map(({ title }) => ({ label: 'Account', value: title })),
        buttons: [showAllButton(leaver)],
      },
    ),
  );
}
