/** What the administrator records about an account: where it is, who runs it, where its sign-in details are kept. Never a password. */
import { peopleIn } from '../../conversation/people.ts';
import { andList } from '../../conversation/words.ts';
import { shownDate } from '../../core/dates.ts';
import type { Answers } from '../../core/event.ts';
import type { Field } from '../../core/field.ts';
import { given } from '../../core/given.ts';
import type { Value } from '../../core/handler.ts';
import type { Asked, Moment } from '../../core/matter/table.ts';
import type { School } from '../../core/school.ts';
import { isAmong } from '../../core/someone.ts';
import type { Turn } from '../../core/turn.ts';
import { type Account, titleOf, twinOf } from './account.ts';
import {
  addressField,
  closesField,
  credentialsField,
  handleField,
  isAddress,
  laterOn,
  maybe,
  moderatorsField,
  ownersField,
  platformField,
  reviewField,
} from './fields.ts';
import { editOf, mergeEdits, withEdit } from './merging.ts';

type Problems = Record<string, string>;

/** The same for the first time and whenever the details change. */
export const recording = { asks: recordForm, checks: checkRecord, does: recorded };

function recordForm(_turn: Turn, account: Account): Asked {
  const isNew = account.state === 'creating';
  return {
    title: isNew ? 'Record the account' : 'Change the details',
    intro: isNew
      ? `${titleOf(account)}. You can save it part-way. It becomes active once everything is filled in and ticked.`
      : titleOf(account),
    fields: recordFields(account),
    answers: detailsOf(account),
    submit: 'Save',
    value: { version: String(account.version) },
  };
}

/** Who runs it was approved, so it is recorded here once; afterwards it changes by a request. */
function recordFields({ state, fewestOwners, checklist }: Account): Field[] {
  const open = state === 'active' ? maybe : laterOn;
  const details = [handleField, open(addressField), open(credentialsField), closesField, reviewField];
  if (state === 'active') return details;
  return [
    platformField,
    ...details,
    { ...ownersField, least: fewestOwners },
    moderatorsField,
    laterOn({
      name: 'done',
      kind: 'choices',
      label: 'Done so far',
      ask: 'What have you done so far?',
      choices: checklist.map(({ id, text }) => ({ value: id, label: text })),
    }),
  ];
}

function detailsOf(account: Account): Answers {
  const { platform, handle = '', address = '', credentials = '', closes = '', review = '' } = account;
  const ids = (people: Account['owners']) => people.map(({ id }) => id);
  return {
    platform,
    handle,
    address,
    credentials,
    closes,
    review,
    owners: ids(account.owners),
    moderators: ids(account.moderators),
    done: account.ticked,
  };
}

/** Two people may have had the form open; and some things no single field can see. */
async function checkRecord(
  turn: Turn,
  account: Account,
  answers: Answers,
  { version }: Value,
): Promise<{ answers: Answers; problems: Problems }> {
  const stored = { answers: detailsOf(account), edits: account.edits };
  const merged = mergeEdits(recordFields(account), answers, Number(version ?? account.version), stored);
  return {
    answers: merged.answers,
    problems: { ...merged.problems, ...(await wrongIn(turn, account, merged.answers)) },
  };
}

/** People who were not approved, dates out of order, an account that is there twice. */
async function wrongIn(turn: Turn, account: Account, answers: Answers): Promise<Problems> {
  const problems: Problems = {};
  for (const name of ['owners', 'moderators']) {
    const strangers = peopleIn(turn.school, answers[name], account.approved).filter(
      ({ id }) => !isAmong(account.approved, id),
    );
    if (strangers.length > 0)
      problems[name] =
        `Not approved to run it yet: ${andList(strangers.map((person) => person.name))}. Please ask for that change first.`;
  }
  const closes = String(answers.closes ?? '');
  if (closes && account.goesLive && closes <= account.goesLive) problems.closes = tooEarly(account.goesLive);
  const address = String(answers.address ?? '');
  if (address && !isAddress(address))
    problems.address = 'Please copy the address from your browser, such as https://instagram.com/hillschool.';
  const twin = await twinOf(turn, {
    id: account.id,
    platform: String(answers.platform ?? account.platform),
    handle: String(answers.handle ?? ''),
    address,
  });
  if (twin)
    problems[address ? 'address' : 'handle'] = `“${titleOf(twin)}” is already in the register with this.`;
  return problems;
}

export function tooEarly(goesLive: string): string {
  return `It goes live on ${shownDate(goesLive)}, so it can only close after that.`;
}

/** The account with what was recorded; the very same one where nothing is different. */
function recorded(account: Account, { answers, school, by }: Moment): Account {
  const before = detailsOf(account);
  const was = editOf(before, { ...before, ...answers });
  const detailed = withDetails(account, answers, school);
  const isComplete = account.state === 'creating' && stillOpen(detailed).length === 0;
  if (Object.keys(was).length === 0 && !isComplete) return account;
  const version = account.version + 1;
  const edited: Account = { ...detailed, version, edits: withEdit(account.edits, { version, by, was }) };
  return isComplete ? { ...edited, state: 'active' } : edited;
}

function withDetails(account: Account, answers: Answers, school: School): Account {
  const { handle: _h, address: _a, credentials: _c, closes: _cl, review: _r, ...rest } = account;
  const text = (name: string) => String(answers[name] ?? '') || undefined;
  const details: Account = {
    ...rest,
    ...given({
      handle: text('handle'),
      address: text('address'),
      credentials: text('credentials'),
      closes: text('closes'),
      review: text('review'),
    }),
  };
  if (account.state === 'active') return details;
  return {
    ...details,
    platform: String(answers.platform ?? account.platform),
    owners: peopleIn(school, answers.owners, account.approved),
    moderators: peopleIn(school, answers.moderators, account.approved),
    ticked: [answers.done ?? []].flat(),
  };
}

/** What is still needed before an account counts as active. */
function stillOpen({ address, credentials, checklist, ticked }: Account): string[] {
  const left = checklist.length - ticked.length;
  return [
    ...(address ? [] : ['its address']),
    ...(credentials ? [] : ['where its sign-in details are kept']),
    ...(left > 0 ? [`${left} of ${checklist.length} steps on the list`] : []),
  ];
}

export function openInWords(account: Account): string {
  const open = account.state === 'creating' ? stillOpen(account) : [];
  return open.length > 0 ? ` Still needed: ${andList(open)}.` : '';
}
