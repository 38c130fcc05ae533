/** What was approved is carried out: an account comes into being, is entered, or is changed. */
import { peopleIn, tellAdministrators } from '../../conversation/people.ts';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { andList, brief } from '../../conversation/words.ts';
import { notice } from '../../core/card.ts';
import { given } from '../../core/given.ts';
import { give, showButton } from '../../core/matter/cards.ts';
import { change, raise } from '../../core/matter/change.ts';
import type { Change } from '../../core/matter/table.ts';
import { type Someone, unique } from '../../core/someone.ts';
import { type Account, accounts, titleOf } from '../register/account.ts';
import { fewestOwners } from '../register/fields.ts';
import { accountMatter, announce } from '../register/matter.ts';
import { requestMatter, tellApplicant } from './matter.ts';
import type { Request } from './request.ts';

const noted: Change<Request, PolicyTurn> = { does: (request) => ({ ...request, carriedOut: true }) };

/** Whenever a request has been approved, and once. */
export async function carryOut(turn: PolicyTurn, request: Request): Promise<void> {
  if (request.state !== 'approved' || request.carriedOut) return;
  const by = request.ended?.by.name ?? 'the school';
  tellApplicant(turn, request, `Good news: ${by} has approved “${brief(request.title)}”.`);
  await change(turn, requestMatter, request, noted);
  switch (request.kind) {
    case 'new':
      return create(turn, request);
    case 'existing':
      return enter(turn, request);
    case 'change':
      return carryOutChange(turn, request);
    // The request itself is the leave that was given.
    case 'permission':
      return;
  }
}

/** A task for the administrator. */
async function create(turn: PolicyTurn, request: Request): Promise<void> {
  const checklist = request.terms.checklist.map(({ id, text, clause }) => ({
    id,
    text: clause ? text : `${text} (our advice)`,
  }));
  const account = raise(
    turn,
    accountMatter,
    { ...asApproved(turn, request), checklist },
    { audit: 'approved an account', history: approvalWords(request) },
  );
  await give(turn, accountMatter, account, 'task', tellAdministrators);
}

/** It was there before Chalkline, so nothing has to be created. */
async function enter(turn: PolicyTurn, request: Request): Promise<void> {
  const said = (name: string) => String(request.answers[name] ?? '') || undefined;
  const account = raise(
    turn,
    accountMatter,
    {
      ...asApproved(turn, request),
      state: 'active' as const,
      ...given({
        handle: said('handle'),
        address: said('address'),
        credentials: said('credentials'),
        review: said('review'),
      }),
    },
    { audit: 'entered an existing account', history: approvalWords(request) },
  );
  await announce(turn, account);
}

function asApproved(turn: PolicyTurn, request: Request): Account {
  const { terms, answers, fields } = request;
  const { carries } = terms;
  const people = (name: string | undefined) =>
    name ? peopleIn(turn.school, answers[name], request.people) : [];
  const said = (name: string | undefined) => (name && String(answers[name] ?? '')) || undefined;
  const owners = people(carries.owners);
  const moderators = people(carries.moderators);
  return {
    id: turn.reference('S'),
    request: request.id,
    name: said(terms.nameField) ?? request.title,
    platform: said(terms.platformField) ?? '',
    state: 'creating',
    askedBy: request.applicant,
    owners,
    moderators,
    approved: unique([...owners, ...moderators]),
    ...given({
      open: asOpen(said(carries.open)),
      goesLive: said(carries.goesLive),
      closes: said(carries.closes),
    }),
    leave: [],
    fewestOwners: fewestOwners(fields, carries.owners),
    checklist: [],
    ticked: [],
    version: 1,
    edits: [],
    history: [],
    since: turn.today,
    alarmed: {},
  };
}

function asOpen(answer: string | undefined): Account['open'] {
  return answer === 'open' || answer === 'private' ? answer : undefined;
}

function approvalWords({ applicant, ended, id }: Request): string {
  return `Asked for by ${applicant.name}, approved by ${ended?.by.name ?? 'the school'} (${id})`;
}

/** The account changes, and the administrator is asked to do the same on the platform. */
async function carryOutChange(turn: PolicyTurn, request: Request): Promise<void> {
  const account = await turn.work.get(accounts, request.account ?? '');
  const { change: asked } = request.terms;
  if (!account || !asked || account.state === 'closed')
    return turn.tell(
      { person: request.applicant.id },
      notice(
        'info',
        `“${brief(request.title)}” was approved, but the account is closed, so nothing was changed.`,
      ),
    );
  const people = peopleIn(turn.school, request.answers.people, request.people);
  const what = String(request.answers.what ?? '');
  const words = `${asked.label}${detailOf(people, what)}, approved by ${request.ended?.by.name ?? 'the school'} (${request.id})`;
  await change(turn, accountMatter, account, {
    does: (before) => withChange(before, asked, people, what),
    audit: 'changed an account',
    history: () => words,
    tells: (_turn, changed) =>
      tellAdministrators(
        turn,
        notice('info', `${titleOf(changed)}: ${words}. Please make the same change on the platform.`, {
          buttons: [showButton(accountMatter, changed, 'Show the account')],
        }),
      ),
  });
}

function withChange(
  account: Account,
  { does, label }: NonNullable<Request['terms']['change']>,
  people: Someone[],
  what: string,
): Account {
  const approved = unique([...account.approved, ...people]);
  switch (does) {
    case 'add-owners':
      return { ...account, approved, owners: unique([...account.owners, ...people]) };
    case 'add-moderators':
      return { ...account, approved, moderators: unique([...account.moderators, ...people]) };
    case 'open':
      return { ...account, open: 'open' };
    case 'permit':
      return { ...account, leave: [...account.leave, { label, words: what }] };
  }
}

function detailOf(people: Someone[], what: string): string {
  if (people.length > 0) return ` (${andList(people.map(({ name }) => name))})`;
  return what ? ` (${brief(what)})` : '';
}
