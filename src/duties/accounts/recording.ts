/** What the administrator records about an account: where it is, who runs it, where its sign-in details are kept. Never a password. */

import { actor, administrators, isAdministrator, peopleIn, tellLeaders } from '../../conversation/people.ts';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { andList, brief, orList } from '../../conversation/words.ts';
import { type FormCard, notice } from '../../core/card.ts';
import type { Answers } from '../../core/event.ts';
import { checkAll, type Field, shownDate } from '../../core/form.ts';
import type { Value } from '../../core/handler.ts';
import { isAmong } from '../../core/someone.ts';
import { offeringStaff } from '../../core/staff.ts';
import { type Account, accounts, keepAccount, titleOf, twinOf } from './account.ts';
import { aboutView, accountCard, showAccount } from './account-cards.ts';
import {
  addressField,
  closesField,
  credentialsField,
  handleField,
  isAddress,
  maybe,
  moderatorsField,
  ownersField,
  platformField,
  reviewField,
} from './account-fields.ts';
import { editOf, mergeEdits, withEdit } from './merging.ts';

type Problems = Record<string, string>;

export async function openRecord(turn: PolicyTurn, value: Value): Promise<void> {
  const one = await recordable(turn, value);
  if (one) turn.openForm(recordForm(turn, one));
}

function recordForm(turn: PolicyTurn, one: Account): FormCard {
  const isNew = one.state === 'creating';
  return {
    kind: 'form',
    form: 'accounts.record',
    title: isNew ? 'Record the account' : 'Change the details',
    intro: isNew
      ? `${titleOf(one)}. You can save it part-way; it counts as active once everything is there and ticked.`
      : titleOf(one),
    fields: recordFields(turn, one),
    answers: detailsOf(one),
    problems: {},
    submit: 'Save',
    value: { id: one.id, version: String(one.version) },
  };
}

/** Who runs it was approved, so it is recorded here once; afterwards it changes by a request. */
function recordFields(turn: PolicyTurn, one: Account): Field[] {
  const details = [handleField, maybe(addressField), maybe(credentialsField), closesField, reviewField];
  if (one.state === 'active') return details;
  return offeringStaff(turn.school, [
    platformField,
    ...details,
    { ...ownersField, least: one.fewestOwners },
    moderatorsField,
    {
      name: 'done',
      kind: 'choices',
      label: 'What is done',
      ask: 'What is done?',
      choices: one.checklist.map((point) => ({ value: point.id, label: point.text })),
      optional: true,
    },
  ]);
}

function detailsOf(one: Account): Answers {
  const { platform, handle = '', address = '', credentials = '', closes = '', review = '' } = one;
  const ids = (people: Account['owners']) => people.map((person) => person.id);
  return {
    platform,
    handle,
    address,
    credentials,
    closes,
    review,
    owners: ids(one.owners),
    moderators: ids(one.moderators),
    done: one.ticked,
  };
}

export async function record(turn: PolicyTurn, answers: Answers, value: Value): Promise<void> {
  const one = await recordable(turn, value);
  if (!one) return;
  const fields = recordFields(turn, one);
  const checked = checkAll(fields, answers, turn.today);
  const now = { answers: detailsOf(one), edits: one.edits };
  const merged = mergeEdits(fields, checked.answers, Number(value.version ?? one.version), now);
  const problems: Problems = {
    ...merged.problems,
    ...(await wrongIn(turn, one, merged.answers)),
    ...checked.problems,
  };
  if (Object.keys(problems).length > 0) return turn.refuse(problems);
  const was = editOf(now.answers, { ...now.answers, ...merged.answers });
  await save(turn, withDetails(turn, one, merged.answers), was);
}

/** What no single field can see: people who were not approved, dates out of order, an account that is there twice. */
async function wrongIn(turn: PolicyTurn, one: Account, answers: Answers): Promise<Problems> {
  const problems: Problems = {};
  for (const name of ['owners', 'moderators']) {
    const strangers = peopleIn(turn.school, answers[name], one.approved).filter(
      (person) => !isAmong(one.approved, person.id),
    );
    if (strangers.length > 0)
      problems[name] =
        `${andList(strangers.map((person) => person.name))} has not been approved to run it. Please ask for that as a change first.`;
  }
  const closes = String(answers.closes ?? '');
  if (closes && one.goesLive && closes < one.goesLive)
    problems.closes = `It goes live on ${shownDate(one.goesLive)}, so it cannot close before.`;
  const address = String(answers.address ?? '');
  if (address && !isAddress(address))
    problems.address =
      'Please give the address as it stands in the browser, such as https://instagram.com/hillschool.';
  const twin = await twinOf(turn, {
    id: one.id,
    platform: String(answers.platform ?? one.platform),
    handle: String(answers.handle ?? ''),
    address,
  });
  if (twin)
    problems[address ? 'address' : 'handle'] = `“${titleOf(twin)}” is in the register with this already.`;
  return problems;
}

function withDetails(turn: PolicyTurn, one: Account, answers: Answers): Account {
  const { handle: _h, address: _a, credentials: _c, closes: _cl, review: _r, ...rest } = one;
  const given = (name: 'handle' | 'address' | 'credentials' | 'closes' | 'review') => {
    const text = String(answers[name] ?? '');
    return text ? { [name]: text } : {};
  };
  const recorded: Account = {
    ...rest,
    ...given('handle'),
    ...given('address'),
    ...given('credentials'),
    ...given('closes'),
    ...given('review'),
  };
  if (one.state === 'active') return recorded;
  return {
    ...recorded,
    platform: String(answers.platform ?? one.platform),
    owners: peopleIn(turn.school, answers.owners, one.approved),
    moderators: peopleIn(turn.school, answers.moderators, one.approved),
    ticked: [answers.done ?? []].flat(),
  };
}

async function save(turn: PolicyTurn, one: Account, was: Answers): Promise<void> {
  if (Object.keys(was).length === 0 && (one.state === 'active' || stillOpen(one).length > 0))
    return turn.whisper(notice('info', `Nothing was different, so nothing was changed.${openInWords(one)}`));
  const version = one.version + 1;
  const edited: Account = { ...one, version, edits: withEdit(one.edits, { version, by: actor(turn), was }) };
  const by = turn.person.name;
  if (one.state === 'active') {
    showAccount(
      turn,
      await keepAccount(turn, edited, 'changed what is recorded', `Details changed by ${by}`),
    );
    return turn.whisper(notice('good', 'Saved.'));
  }
  if (stillOpen(edited).length > 0) {
    showAccount(
      turn,
      await keepAccount(turn, edited, 'recorded part of an account', `Saved part-way by ${by}`),
    );
    return turn.whisper(notice('good', `Saved.${openInWords(edited)}`));
  }
  const active: Account = { ...edited, state: 'active' };
  announce(turn, await keepAccount(turn, active, 'recorded an account', `Recorded by ${by}, and active`));
}

/** What is still needed before an account counts as active. */
function stillOpen(one: Account): string[] {
  const left = one.checklist.length - one.ticked.length;
  return [
    ...(one.address ? [] : ['its address']),
    ...(one.credentials ? [] : ['where its sign-in details are kept']),
    ...(left > 0 ? [`${left} of ${one.checklist.length} points on the list`] : []),
  ];
}

function openInWords(one: Account): string {
  const open = one.state === 'creating' ? stillOpen(one) : [];
  return open.length > 0 ? ` Still open: ${andList(open)}.` : '';
}

/** It is in the register now: the applicant, those who run it and the leaders are told. */
export function announce(turn: PolicyTurn, one: Account): void {
  showAccount(turn, one);
  const card = notice('good', `“${brief(titleOf(one), 120)}” is in the register now, and active.`);
  const people = new Set([one.askedBy, ...one.owners].map((person) => person.id));
  for (const id of people) {
    turn.tell({ person: id }, card);
    turn.tell({ person: id }, accountCard(turn, one, 'staff'), aboutView(one, 'staff'));
  }
  tellLeaders(turn, accountCard(turn, one, 'keepers'), aboutView(one, 'keepers'));
}

/** The account, if it can be recorded now and this person looks after the accounts; else a private word about why not. */
async function recordable(turn: PolicyTurn, value: Value): Promise<Account | undefined> {
  const one = await turn.work.get(accounts, value.id ?? '');
  if (!one) turn.whisper(notice('info', 'This account is no longer on record, so nothing was changed.'));
  else if (!isAdministrator(turn)) {
    turn.audit('was refused: the administrator records accounts', one.id);
    const names = administrators(turn).map((person) => person.name);
    turn.whisper(
      notice('info', `${orList(names) || 'The administrator'} records this, so nothing was changed.`),
    );
  } else if (one.state === 'closing' || one.state === 'closed')
    turn.whisper(notice('info', 'This account is closed or being closed, so nothing was changed.'));
  else return one;
  return undefined;
}
