/** The life of an account: recorded by the administrator, kept, planned to close, closed, and confirmed. */
import {
  administrators,
  isAdministrator,
  leadersOnly,
  tellAdministrators,
  tellLeaders,
} from '../../conversation/people.ts';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { brief, orList } from '../../conversation/words.ts';
import { isDaytime, isTimeToRemind, workingDaysSince } from '../../conversation/working-days.ts';
import { notice } from '../../core/card.ts';
import { shownDate } from '../../core/dates.ts';
import { give, showButton } from '../../core/matter/cards.ts';
import { change } from '../../core/matter/change.ts';
import type { Change, Matter, Refusal, Tick } from '../../core/matter/table.ts';
import { isLeader } from '../../core/roles.ts';
import { isAmong, unique } from '../../core/someone.ts';
import type { Turn } from '../../core/turn.ts';
import { type Account, accounts, auditedFacts, runs, titleOf } from './account.ts';
import { accountCard, accountColumns, stateInWords, taskCard } from './cards.ts';
import {
  beingClosed,
  checkPlan,
  closeForm,
  closingAlready,
  planForm,
  planWords,
  whyInWords,
  withClosure,
} from './closing.ts';
import { openInWords, recording } from './recording.ts';

const isDue = ({ today }: Turn, { closure }: Account) => closure !== undefined && closure.on <= today;

/** On the day that was planned, the administrator is asked to close it. */
const dayHasCome: Change<Account, PolicyTurn> = {
  does: (account, { today }) => beingClosed(account, today),
  audit: 'began to close an account',
  history: () => 'Its planned closing day has come',
  tells: giveClosingTask,
};

/** In the school's working days. */
const remindEvery = 2;
const leadersAfter = 6;

type AccountAct = 'record' | 'edit' | 'plan' | 'keepOpen' | 'close' | 'closed';

export const accountMatter: Matter<Account, PolicyTurn, AccountAct> = {
  name: 'account',
  records: accounts,
  gone: 'This account is no longer on record, so nothing was changed.',
  by: administratorOnly,
  sees: (turn, { state }) => {
    if (isAdministrator(turn) && (state === 'creating' || state === 'closing')) return 'task';
    return isLeader(turn.person) || isAdministrator(turn) ? 'keepers' : 'staff';
  },
  views: ({ state }) => [
    { name: 'staff', looks: (turn, account) => accountCard(turn, account, 'staff'), acts: [] },
    {
      name: 'keepers',
      looks: (turn, account) => accountCard(turn, account, 'keepers'),
      // What is not there yet can hardly be closed; who would stop it rejects it, or closes it once it is.
      acts: state === 'active' ? ['edit', 'plan', 'keepOpen', 'close'] : [],
    },
    { name: 'task', looks: taskCard, acts: ['record', 'closed'] },
  ],
  acts: {
    record: {
      label: 'Record it',
      style: 'primary',
      unless: (_turn, { state }) =>
        state === 'creating' ? undefined : 'It’s already recorded. Change its details instead.',
      ...recording,
      audit: ({ state }) => (state === 'active' ? 'recorded an account' : 'recorded part of an account'),
      history: ({ state }, { by }) =>
        state === 'active' ? `Recorded by ${by.name}, and active` : `Saved part-way by ${by.name}`,
      tells: async (turn, account) => {
        if (account.state === 'active') await announce(turn, account);
        turn.whisper(
          notice(
            'good',
            account.state === 'active'
              ? `Saved. “${brief(titleOf(account), 120)}” is active now.`
              : `Saved.${openInWords(account)}`,
          ),
        );
      },
    },
    edit: {
      label: 'Change details',
      unless: (_turn, { state }) =>
        state === 'active' ? undefined : 'This account is closed or being closed, so nothing was changed.',
      ...recording,
      audit: 'changed what is recorded',
      history: (_account, { by }) => `Details changed by ${by.name}`,
      tells: (turn) => turn.whisper(notice('good', 'Saved.')),
    },
    plan: {
      label: 'Plan to close it',
      by: planners,
      unless: (_turn, account) =>
        closingAlready(account) ??
        (account.closure && `It’s already planned to close on ${shownDate(account.closure.on)}.`),
      asks: planForm,
      checks: checkPlan,
      does: withClosure,
      audit: 'planned the closing of an account',
      history: planWords,
      tells: (turn, account) =>
        tellThoseConcerned(
          turn,
          account,
          `“${titleOf(account)}” closes on ${shownDate(account.closure?.on ?? '')}. ${whyInWords(account)}`,
        ),
      after: async (turn, account) => {
        if (isDue(turn, account)) await change(turn, accountMatter, account, dayHasCome);
      },
    },
    keepOpen: {
      label: 'Keep it open',
      confirm: {
        title: 'Keep this account?',
        text: 'It won’t close as planned.',
        yes: 'Keep it',
        no: 'Close as planned',
      },
      by: planners,
      unless: (_turn, account) =>
        closingAlready(account) ??
        (account.closure ? undefined : 'No closing is planned, so nothing was changed.'),
      does: ({ closure: _, ...account }) => account,
      audit: 'called off the closing of an account',
      history: (_account, { by }) => `${by.name} called off its closing`,
      tells: (turn, account, { by }) =>
        tellThoseConcerned(
          turn,
          account,
          `“${titleOf(account)}” is staying open. ${by.name} called off its closing.`,
        ),
    },
    close: {
      label: 'Close it now',
      style: 'danger',
      rank: 'quiet',
      by: leadersOnly(
        'Only leaders can close it now, so nothing was changed. You can plan to close it instead.',
        'only leaders close an account at once',
      ),
      unless: (_turn, account) => closingAlready(account),
      asks: (_turn, account) => closeForm(account),
      does: (account, moment) => beingClosed(withClosure(account, moment), moment.today),
      audit: 'began to close an account',
      history: ({ closure }, { by }) => `${by.name} decided to close it now: ${brief(closure?.why ?? '')}`,
      tells: giveClosingTask,
    },
    closed: {
      label: 'I’ve closed it',
      style: 'primary',
      confirm: {
        title: 'Account closed?',
        text: 'Confirm once nobody can sign in and its content is as agreed.',
        yes: 'Confirm',
        no: 'Cancel',
      },
      by: (turn) =>
        isAdministrator(turn)
          ? undefined
          : {
              says: 'Only the administrator can confirm this. Nothing was changed.',
              audit: 'the administrator confirms a closing',
            },
      unless: (_turn, { state }) =>
        state === 'closing'
          ? undefined
          : `It ${state === 'closed' ? 'is already closed' : 'isn’t being closed'}.`,
      does: (account) => ({ ...account, state: 'closed' }),
      audit: 'closed an account',
      history: (_account, { by }) => `Closed (${by.name} confirmed)`,
      tells: (turn, account) =>
        tellThoseConcerned(
          turn,
          account,
          `“${titleOf(account)}” is closed. Its record stays in the register.`,
        ),
    },
  },
  clock: {
    // On its day, even where that is a day off: nobody looks after it any longer.
    plannedDay: {
      among: 'closing:planned',
      due: (turn, account) => isDaytime(turn) && isDue(turn, account),
      ...dayHasCome,
    },
    remindToCreate: reminder('creating', 'to be created'),
    remindToClose: reminder('closing', 'to be closed'),
  },
  kept: {
    days: 'always',
    because: 'The register says which accounts the school has had.',
    seenBy: 'All staff',
  },
  home: {
    among: ['state:creating', 'state:active', 'state:closing'],
    waits: ['record', 'closed'],
    line: (turn, account, waits) =>
      waits || runs(account, turn.person.id)
        ? { title: titleOf(account), text: stateInWords(turn, account) }
        : undefined,
  },
  register: { name: 'accounts', title: 'Accounts', columns: accountColumns },
  facts: auditedFacts,
};

function administratorOnly(turn: Turn): Refusal | undefined {
  if (isAdministrator(turn)) return undefined;
  const names = administrators(turn).map(({ name }) => name);
  return {
    says: `Only ${orList(names) || 'the administrator'} can record this. Nothing was changed.`,
    audit: 'the administrator records accounts',
  };
}

/** Those who run it or manage them, the leaders and the administrator plan a closing. */
function planners(turn: Turn, { owners }: Account): Refusal | undefined {
  const me = turn.person.id;
  const managers = turn.school.people.filter(({ id }) => isAmong(owners, id)).map(({ manager }) => manager);
  if (isAmong(owners, me) || managers.includes(me) || isLeader(turn.person) || isAdministrator(turn))
    return undefined;
  return {
    says: 'Only its owners, their managers, the leaders or the administrator can plan to close it. Nothing was changed.',
    audit: 'may not plan the closing of this account',
  };
}

/** The administrator's open tasks are reminded of until they are done; after a while the leaders hear of them too. */
function reminder(state: Account['state'], todo: string): Tick<Account, PolicyTurn> {
  return {
    among: `state:${state}`,
    daily: isTimeToRemind,
    due: (turn, { reminded, since }) => workingDaysSince(turn, reminded ?? since) >= remindEvery,
    does: (account, { today }) => ({ ...account, reminded: today }),
    tells: (turn, account) => {
      const days = workingDaysSince(turn, account.since);
      const card = notice('info', `“${titleOf(account)}” has waited ${todo} for ${days} working days.`, {
        buttons: [showButton(accountMatter, account, 'Show the task')],
      });
      tellAdministrators(turn, card);
      if (days >= leadersAfter) tellLeaders(turn, card);
    },
  };
}

async function giveClosingTask(turn: PolicyTurn, account: Account): Promise<void> {
  await give(turn, accountMatter, account, 'task', tellAdministrators);
  tellThoseConcerned(turn, account, `“${titleOf(account)}” is being closed. ${whyInWords(account)}`);
}

function tellThoseConcerned(turn: Turn, account: Account, text: string): void {
  const card = notice('info', text, { buttons: [showButton(accountMatter, account, 'Show the account')] });
  for (const { id } of account.owners) turn.tell({ person: id }, card);
  tellLeaders(turn, card);
}

/** It is in the register now: the applicant, those who run it and the leaders are told. */
export async function announce(turn: PolicyTurn, account: Account): Promise<void> {
  const card = notice('good', `“${brief(titleOf(account), 120)}” is now active and in the register.`);
  const people = unique([account.askedBy, ...account.owners]).map(({ id }) => ({ person: id }));
  for (const to of people) turn.tell(to, card);
  await give(turn, accountMatter, account, 'staff', people);
  await give(turn, accountMatter, account, 'keepers', tellLeaders);
}
