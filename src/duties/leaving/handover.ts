/** One account of a leaver goes to a new owner, to its end, or off their list; the administrator confirms. */
import { leavingDayOf } from '../../conversation/leaving-days.ts';
import {
  askingFor,
  isAdministrator,
  isCloseTo,
  isListed,
  seesTo,
  someoneCalled,
  tellAdministrators,
} from '../../conversation/people.ts';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { notice } from '../../core/card.ts';
import { actButton, give, showButton } from '../../core/matter/cards.ts';
import { change } from '../../core/matter/change.ts';
import type { Asked, Matter, Refusal, View } from '../../core/matter/table.ts';
import { isAmong, type Someone } from '../../core/someone.ts';
import type { Turn } from '../../core/turn.ts';
import { type Account, accounts } from '../register/account.ts';
import { accountMatter } from '../register/matter.ts';
import { accessCard, handoverCard, handoverColumns, heirCard } from './cards.ts';
import { type Handover, handovers } from './leaver.ts';

type HandoverAct = 'propose' | 'remove' | 'accept' | 'decline' | 'access';

export const handoverMatter: Matter<Handover, PolicyTurn, HandoverAct> = {
  name: 'handover',
  records: handovers,
  gone: 'This is already settled or called off. Nothing was changed.',
  by: seers,
  sees: (turn, handover) => {
    if (handover.heir?.id === turn.person.id) return heirView(handover.heir);
    if (handover.step === 'access' && isAdministrator(turn)) return 'access';
    return seesTo(turn, handover.person.id) ? 'handover' : undefined;
  },
  views: ({ heir }) => [
    {
      name: 'handover',
      looks: async (turn, handover) => handoverCard(turn, handover, await closingButton(turn, handover)),
      acts: ['propose', 'remove'],
    },
    ...(heir ? [viewOf(heir)] : []),
    { name: 'access', looks: accessCard, acts: ['access'] },
  ],
  acts: {
    propose: {
      label: ({ step }) => (step === 'choose' ? 'Choose a new owner' : 'Choose someone else'),
      style: 'primary',
      unless: async (turn, handover) =>
        wentFurther(handover, ['choose', 'asked', 'standing']) ??
        ((await candidates(turn, handover)).length > 0
          ? undefined
          : 'There’s nobody else here I can ask to take it over. You can plan to close it instead.'),
      asks: proposalForm,
      does: ({ remark: _r, request: _q, ...handover }, { answers, school, by }) => ({
        ...handover,
        way: 'transfer',
        step: 'asked',
        heir: someoneCalled(school, String(answers.heir)),
        proposer: by,
      }),
      audit: 'proposed a new owner',
      detail: ({ account, leaver, heir }) => ({ account, leaver, heir: heir?.id ?? '' }),
      history: ({ heir, title }, { by }) => `${by.name} suggested ${heir?.name} for ${title}`,
      tells: async (turn, handover) => {
        const { heir } = handover;
        if (heir) await give(turn, handoverMatter, handover, heirView(heir), [{ person: heir.id }]);
      },
    },
    remove: {
      label: 'Others run it',
      unless: async (turn, handover) =>
        wentFurther(handover, ['choose']) ??
        ((await othersOn(turn, handover)) >= enoughOthers
          ? undefined
          : 'Fewer than two others would be left, so you need someone new. Nothing was changed.'),
      does: (handover) => ({ ...handover, way: 'removal', step: 'access' }),
      audit: 'chose to go on without a new owner',
      history: ({ title }) => `Enough others run ${title}`,
      tells: giveAccess,
    },
    accept: {
      label: 'Yes, I will',
      style: 'primary',
      by: heirOnly,
      unless: (_turn, { step }) => answeredAlready(step),
      does: (handover) => ({ ...handover, step: 'standing' }),
      audit: 'accepted to take over an account',
      history: ({ title }, { by }) => `${by.name} accepted ${title}`,
    },
    decline: {
      label: 'No, sorry',
      by: heirOnly,
      unless: (_turn, { step }) => answeredAlready(step),
      does: (handover, { by }) =>
        backToChoice(handover, `${by.name} can’t take over ${handover.title}. Choose someone else.`),
      audit: 'declined to take over an account',
      history: ({ title }, { by }) => `${by.name} can’t take over ${title}`,
      tells: (turn, handover, { by }, before) => {
        if (before.proposer)
          turn.tell(
            { person: before.proposer.id },
            notice('info', `${by.name} can’t take over ${handover.title}.`),
          );
      },
    },
    access: {
      label: ({ person }) => `I’ve removed ${person.name}’s access`,
      style: 'primary',
      confirm: ({ person }) => ({
        title: 'Access removed?',
        text: `Confirm once ${person.name} can no longer sign in.`,
        yes: 'Confirm',
        no: 'Cancel',
      }),
      by: (turn) =>
        isAdministrator(turn)
          ? undefined
          : {
              says: 'Only the administrator can confirm this. Nothing was changed.',
              audit: 'the administrator confirms access',
            },
      unless: (_turn, { step }) =>
        step === 'access' ? undefined : 'This is already settled, or it’s too early. Nothing was changed.',
      does: (handover) => ({ ...handover, step: 'done' }),
      audit: 'confirmed that access was changed',
      history: ({ title, person }, { by }) => `${title}: ${takenOffWords(person, by)}`,
      tells: tellNewOwner,
      after: takeOff,
    },
  },
  home: {
    among: ['step:choose', 'step:asked', 'step:access'],
    waits: ['propose', 'remove', 'accept', 'access'],
    line: (turn, handover, waits) =>
      waits && waitsFor(turn, handover)
        ? { title: handover.title, text: waitingInWords(turn, handover) }
        : undefined,
  },
  kept: {
    days: 'always',
    because: 'It belongs to the account’s own history.',
    seenBy: 'The same, and the new owner',
  },
  register: { name: 'handovers', title: 'Handovers', columns: handoverColumns },
  facts: ({ account, step }) => ({ account, step }),
};

/** Many may help, but it is for the leaver and their manager to choose, and then for whoever was asked. */
function waitsFor(turn: Turn, { step, person, heir }: Handover): boolean {
  if (step === 'choose') return isCloseTo(turn, person.id);
  return step === 'asked' ? heir?.id === turn.person.id : isAdministrator(turn);
}

function waitingInWords({ person: me }: Turn, { step, person }: Handover): string {
  if (step === 'asked') return `${person.name} is leaving. Will you take it over?`;
  if (step === 'access') return `Please remove ${person.name}’s access`;
  return me.id === person.id ? 'Who takes it over from you?' : `Who takes it over from ${person.name}?`;
}

export function heirView({ id }: Someone): string {
  return `heir-${id}`;
}

/** Each of those who have been asked, one after the other, has a card of their own. */
function viewOf(heir: Someone): View<Handover, PolicyTurn, HandoverAct> {
  return {
    name: heirView(heir),
    looks: (turn, handover) => heirCard(turn, handover, heir),
    acts: ['accept', 'decline'],
  };
}

function seers(turn: Turn, { person }: Handover): Refusal | undefined {
  if (seesTo(turn, person.id)) return undefined;
  return {
    says: 'Only the person who’s leaving, their manager, the leaders or the administrator can do this. Nothing was changed.',
    audit: 'may not hand this account over',
  };
}

function heirOnly({ person }: Turn, { heir }: Handover): Refusal | undefined {
  if (heir?.id === person.id) return undefined;
  return {
    says: heir
      ? 'Someone else was asked to take this over. Nothing was changed.'
      : 'This isn’t waiting for you any more. Nothing was changed.',
    audit: 'only the one who was asked accepts',
  };
}

function answeredAlready(step: Handover['step']): string | undefined {
  return step === 'asked' ? undefined : 'You’ve already answered this, or it’s settled. Nothing was changed.';
}

function wentFurther({ step }: Handover, steps: Handover['step'][]): string | undefined {
  return steps.includes(step) ? undefined : 'This has moved on since, so nothing was changed.';
}

async function closingButton(turn: Turn, { account: id }: Handover) {
  const account = await turn.work.get(accounts, id);
  return account ? [actButton(accountMatter, 'plan', account)] : [];
}

async function proposalForm(turn: Turn, handover: Handover): Promise<Asked> {
  return {
    title: 'New owner',
    intro: `${handover.title}. I’ll ask them first. Nothing more happens until they accept.`,
    ...askingFor(turn.school, await candidates(turn, handover), {
      name: 'heir',
      label: 'New owner',
      ask: 'Who should take it over?',
    }),
    submit: 'Ask them',
  };
}

/** Whoever could take it over: on the list, within reach, staying, and not among its owners. */
async function candidates(turn: Turn, handover: Handover): Promise<Someone[]> {
  const owners = (await turn.work.get(accounts, handover.account))?.owners ?? [];
  const fit: Someone[] = [];
  for (const { id, name } of turn.school.people) {
    if (id === handover.person.id || id === handover.heir?.id || isAmong(owners, id)) continue;
    if (turn.canReach({ person: id }) && !(await leavingDayOf(turn, id))) fit.push({ id, name });
  }
  return fit;
}

/** Two others are enough to go on without a successor. */
const enoughOthers = 2;

/** Owners who stay. */
async function othersOn(turn: Turn, handover: Handover): Promise<number> {
  const owners = (await turn.work.get(accounts, handover.account))?.owners ?? [];
  let count = 0;
  for (const { id } of owners)
    if (id !== handover.person.id && isListed(turn.school, id) && !(await leavingDayOf(turn, id))) count++;
  return count;
}

export function backToChoice(handover: Handover, remark: string): Handover {
  const { way: _w, heir: _h, proposer: _p, request: _r, ...rest } = handover;
  return { ...rest, step: 'choose', remark };
}

export async function giveAccess(turn: PolicyTurn, handover: Handover): Promise<void> {
  await give(turn, handoverMatter, handover, 'access', tellAdministrators);
}

function tellNewOwner(turn: Turn, { heir, title, account, person }: Handover): void {
  if (!heir) return;
  const words = `${title} is yours now. ${person.name} can no longer sign in. Thank you for taking it over.`;
  turn.tell(
    { person: heir.id },
    notice('good', words, { buttons: [showButton(accountMatter, { id: account }, 'Show the account')] }),
  );
}

function takenOffWords(person: Someone, by: Someone): string {
  return `${person.name}’s access removed (${by.name} confirmed)`;
}

/** Only once they can no longer sign in does the leaver go from the register. */
async function takeOff(turn: PolicyTurn, { account: id, person }: Handover): Promise<void> {
  const account = await turn.work.get(accounts, id);
  if (!account) return;
  await change(turn, accountMatter, account, {
    does: (before) => withoutPerson(before, person),
    audit: 'took somebody off an account',
    history: (_account, { by }) => takenOffWords(person, by),
  });
}

function withoutPerson(account: Account, { id }: Someone): Account {
  const staying = (people: Someone[]) => people.filter((person) => person.id !== id);
  return {
    ...account,
    owners: staying(account.owners),
    moderators: staying(account.moderators),
    approved: staying(account.approved),
  };
}
