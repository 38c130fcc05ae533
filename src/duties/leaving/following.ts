/** What happens elsewhere takes a handover on: to its account, to the request about its new owner, or to what is on record about them. */
import { tellLeaders } from '../../conversation/people.ts';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { andList } from '../../conversation/words.ts';
import { button, notice } from '../../core/card.ts';
import { refresh } from '../../core/matter/cards.ts';
import { change } from '../../core/matter/change.ts';
import type { Change } from '../../core/matter/table.ts';
import { type Someone, unique } from '../../core/someone.ts';
import { type Account, accounts, runs } from '../register/account.ts';
import { accountMatter } from '../register/matter.ts';
import { askedChange } from '../requests/changes.ts';
import { sendNew } from '../requests/new-request.ts';
import type { Request } from '../requests/request.ts';
import { lacksOf, type Training } from '../training/standing.ts';
import { backToChoice, giveAccess, handoverMatter } from './handover.ts';
import { type Handover, handovers, handoversOf, isOpen, leavers } from './leaver.ts';
import { leaverMatter, settled } from './matter.ts';

type Further = Pick<Change<Handover, PolicyTurn>, 'does' | 'tells'>;

function further(turn: PolicyTurn, handover: Handover, words: string, how: Further): Promise<Handover> {
  return change(turn, handoverMatter, handover, {
    ...how,
    audit: 'took a handover further',
    history: () => words,
  });
}

/** Every step that a handover has taken shows on the leaver's card; the last one settles the leaver. */
export async function showProgress(turn: PolicyTurn, handover: Handover): Promise<void> {
  const leaver = await turn.work.get(leavers, handover.leaver);
  if (!leaver) return;
  const all = await handoversOf(turn, leaver);
  const isSettled = leaver.state === 'open' && !all.some(isOpen);
  if (isSettled) await change(turn, leaverMatter, leaver, settled);
  else await refresh(turn, leaverMatter, leaver);
}

export async function followAccount(turn: PolicyTurn, account: Account): Promise<void> {
  for (const handover of await turn.work.find(handovers, `account:${account.id}`))
    await goWith(turn, handover, account);
}

async function goWith(turn: PolicyTurn, handover: Handover, account: Account): Promise<void> {
  const { step, title, person } = handover;
  if (account.state === 'closed')
    await further(turn, handover, `${title} is closed`, {
      does: (before) => ({ ...before, way: 'closure', step: 'done' }),
    });
  else if (!runs(account, person.id))
    await further(turn, handover, `${person.name} no longer runs ${title}`, {
      does: (before) => ({ ...before, step: 'done' }),
    });
  else if (step === 'closing' && !account.closure)
    await further(turn, handover, `${title} stays open`, {
      does: (before) => backToChoice(before, 'It’s staying open, so choose a new owner'),
    });
  else if (account.closure && (step === 'choose' || step === 'asked'))
    await further(turn, handover, `${title} will be closed`, {
      does: (before) => ({ ...before, way: 'closure', step: 'closing' }),
    });
}

/** The new owner was approved, or not. */
export async function followRequest(turn: PolicyTurn, request: Request): Promise<void> {
  for (const handover of await turn.work.find(handovers, `request:${request.id}`)) {
    const name = handover.heir?.name ?? 'The new owner';
    if (request.state === 'approved')
      await further(turn, handover, `${name} is approved for ${handover.title}`, {
        does: (before) => ({ ...before, step: 'access' }),
        tells: giveAccess,
      });
    else if (request.state === 'rejected' || request.state === 'withdrawn') {
      const remark = `${name} was not approved, so choose someone else`;
      await further(turn, handover, remark, { does: (before) => backToChoice(before, remark) });
    }
  }
}

export async function followTraining(turn: PolicyTurn, { id }: Training): Promise<void> {
  for (const handover of await turn.work.find(handovers, 'step:standing'))
    if (handover.heir?.id === id) await whenReady(turn, handover);
}

/** The new owner has accepted; what the policy checks must be on record before it goes to be approved. */
export async function whenReady(turn: PolicyTurn, handover: Handover): Promise<void> {
  const { step, heir } = handover;
  if (step !== 'standing' || !heir) return;
  const account = await turn.work.get(accounts, handover.account);
  const leaver = await turn.work.get(leavers, handover.leaver);
  if (!account || !leaver) return;
  const lacks = await lacksOf(turn, heir.id, turn.policy.application.runners);
  if (lacks.length > 0) return waitFor(turn, handover, heir, lacks);
  const asked = turn.policy.application.changes.find(({ does }) => does === 'add-owners');
  if (!asked) return appoint(turn, handover, account, heir);
  const why = `Takes over from ${handover.person.name}, who is leaving.`;
  const answers = Object.fromEntries(
    asked.fields.map(({ name, kind }) => [name, name === 'people' ? [heir.id] : kind === 'text' ? why : '']),
  );
  const proposer = handover.proposer ?? leaver.by;
  const request = sendNew(turn, askedChange(turn, account, asked, answers), proposer);
  await further(
    turn,
    handover,
    `${heir.name} is waiting to be approved for ${handover.title} (${request.id})`,
    {
      does: ({ remark: _, ...before }) => ({ ...before, step: 'approval', request: request.id }),
    },
  );
}

/** Said once, and again when it is something else that is missing. */
async function waitFor(turn: PolicyTurn, handover: Handover, heir: Someone, lacks: string[]): Promise<void> {
  const remark = `${heir.name} has accepted, and still needs ${andList(lacks)}`;
  if (handover.remark === remark) return;
  await further(turn, handover, remark, {
    does: (before) => ({ ...before, remark }),
    tells: (_turn, { title }) => {
      turn.tell(
        { person: heir.id },
        notice('info', `Thank you. You need ${andList(lacks)} before you can take over ${title}.`, {
          buttons: [button('What’s left for me', 'training.mine')],
        }),
      );
      tellLeaders(
        turn,
        notice(
          'info',
          `${heir.name} needs ${andList(lacks)} before taking over ${title}. Once that’s done, write “record training for ${heir.name}”.`,
        ),
      );
    },
  });
}

/** Where the policy wants no approval for a new owner, accepting is enough. */
async function appoint(turn: PolicyTurn, handover: Handover, account: Account, heir: Someone): Promise<void> {
  const words = `${heir.name} takes over from ${handover.person.name}`;
  await change(turn, accountMatter, account, {
    does: (before) => ({
      ...before,
      owners: unique([...before.owners, heir]),
      approved: unique([...before.approved, heir]),
    }),
    audit: 'changed an account',
    history: () => words,
  });
  await further(turn, handover, words, {
    does: (before) => ({ ...before, step: 'access' }),
    tells: giveAccess,
  });
}

/** A policy or a school file that has changed may have made somebody ready. */
export async function lookAtWaiting(turn: PolicyTurn): Promise<void> {
  for (const handover of await turn.work.find(handovers, 'step:standing')) await whenReady(turn, handover);
}
