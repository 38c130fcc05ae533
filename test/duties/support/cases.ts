/** What each rule on who may see and do something depends on: the sample of a matter, with one thing about it otherwise. */
import type { Listed, Role } from '../../../src/core/school.ts';
import { accounts } from '../../../src/duties/register/account.ts';
import { aSchool } from '../../support/test-core.ts';
import { type Sample, samples } from './samples.ts';

export type Case = {
  matter: string;
  /** As a heading tells it. */
  when: string;
  /** What is otherwise about its sample. */
  is?: Record<string, unknown>;
  beside?: NonNullable<Sample['beside']>;
  people?: Listed[];
  /** Those whom the school has no way to write to. */
  unreached?: string[];
  /** What the button carries. */
  value?: Record<string, string>;
};

const chair: Listed = { id: 'una', name: 'Una Fry', roles: ['chair'] };
export const everybody = [...aSchool().people, chair];

const ada = { id: 'ada', name: 'Ada Osei' };
const joy = { id: 'joy', name: 'Joy Bell' };
const lin = { id: 'lin', name: 'Lin Park' };
const sam = { id: 'sam', name: 'Sam Hale' };
const bea = { id: 'bea', name: 'Bea Ode' };
const at = '2027-03-02T10:00:00.000Z';

/** The same school, where Joy is Ada's manager and no leader. */
const managedByJoy = everybody.map((person) =>
  person.id === 'ada' ? { ...person, manager: 'joy' } : person,
);

/** Somebody with these roles in place of their own. */
function withRole(id: string, ...roles: Role[]): Listed[] {
  return everybody.map((person) => (person.id === id ? { ...person, roles } : person));
}

function only(...ids: string[]): Listed[] {
  return everybody.filter(({ id }) => ids.includes(id));
}

const moderatedByJoy: NonNullable<Sample['beside']> = (work) =>
  work.put(accounts, accounts.schema.parse({ ...samples.account?.record, moderators: [joy] }));

const stage = { title: 'A stage', needs: 'any', signs: 'It may.' };
const terms = samples.request?.record.terms as object;
const twoStages = {
  terms: {
    ...terms,
    stages: [
      { ...stage, id: 'first', by: 'manager' },
      { ...stage, id: 'second', by: 'head' },
    ],
  },
  stage: 'second',
  signatures: [{ stage: 'first', by: joy, at }],
};
const allSign = { terms: { ...terms, stages: [{ ...stage, id: 'slt', by: 'slt', needs: 'all' }] } };

const [monday, today, thursday, friday] = ['2027-03-01', '2027-03-02', '2027-03-04', '2027-03-05'];

/** Joy has asked Ada, whose days they all are but for Joy's one. */
function swap(
  when: string,
  {
    mine = thursday,
    theirs = friday,
    instead = { [mine]: joy },
    asked = {},
  }: {
    mine?: string;
    theirs?: string;
    instead?: Record<string, { id: string; name: string } | null>;
    asked?: { mine?: string; theirs?: string };
  } = {},
): Case {
  const swaps = [{ from: joy, mine, to: ada, theirs, ...asked }];
  return { matter: 'rota', when, is: { swaps, instead }, value: { mine, theirs }, beside: moderatedByJoy };
}

export const cases: Case[] = [
  { matter: 'ask', when: 'a leader has asked', is: { asker: lin } },
  { matter: 'post', when: 'a leader is the writer', is: { from: lin } },
  { matter: 'post', when: 'the head is the writer, and it is for the head', is: { from: sam, to: 'head' } },
  { matter: 'post', when: 'it is for the line manager', is: { to: 'line-manager' }, people: managedByJoy },
  { matter: 'post', when: 'nobody is left to see it', people: only('ada', 'joy', 'tom') },
  {
    matter: 'post',
    when: 'somebody has answered who leads no longer',
    is: { answer: { is: 'fine', by: joy, at, words: '' } },
  },
  {
    matter: 'takedown',
    when: 'somebody without a role looks after the accounts',
    people: withRole('gil', 'owner').filter(({ id }) => id === 'gil' || id === 'ada'),
  },
  { matter: 'request', when: 'a leader applies', is: { applicant: lin } },
  {
    matter: 'request',
    when: 'leaders are to run the account',
    is: {
      answers: { owners: ['lin', ''], moderators: 'bea' },
      terms: { ...terms, peopleFields: ['owners', 'moderators', 'others'] },
    },
  },
  {
    matter: 'request',
    when: 'a leader is to write it',
    is: { answers: { author: 'lin' }, terms: { ...terms, authorField: 'author' } },
  },
  { matter: 'request', when: 'it was handed to the safeguarding lead', is: { handedTo: { slt: bea } } },
  {
    matter: 'request',
    when: 'one of all who have to sign has signed',
    is: { ...allSign, signatures: [{ stage: 'slt', by: lin, at }] },
  },
  {
    matter: 'request',
    when: 'it has gone back after one had signed',
    is: { ...allSign, signatures: [{ stage: 'slt', by: lin, at }], state: 'changes' },
  },
  {
    matter: 'request',
    when: 'it is at the first of two stages',
    is: { ...twoStages, stage: 'first', signatures: [] },
    people: managedByJoy,
  },
  { matter: 'request', when: 'it is at the second of two stages', is: twoStages, people: managedByJoy },
  {
    matter: 'request',
    when: 'it is at the second stage, and the button was for the first',
    is: twoStages,
    people: managedByJoy,
    value: { stage: 'first' },
  },
  {
    matter: 'request',
    when: 'it is at the second stage, and the button was for one that there is not',
    is: twoStages,
    people: managedByJoy,
    value: { stage: 'third' },
  },
  {
    matter: 'request',
    when: 'the head has signed the first of two stages',
    is: { ...twoStages, signatures: [{ stage: 'first', by: sam, at }] },
  },
  { matter: 'request', when: 'nobody holds any role', people: only('ada', 'joy') },
  { matter: 'request', when: 'it has gone up to the governors', is: { raised: { slt: 1 } } },
  { matter: 'account', when: 'it is being created', is: { state: 'creating' } },
  { matter: 'account', when: 'it is being closed', is: { state: 'closing' } },
  { matter: 'account', when: 'its owner’s manager is no leader', people: managedByJoy },
  {
    matter: 'account',
    when: 'somebody else’s manager is no leader',
    is: { owners: [bea] },
    people: managedByJoy,
  },
  { matter: 'account', when: 'nobody holds any role', people: only('ada', 'joy') },
  { matter: 'leaver', when: 'their manager is no leader', people: managedByJoy },
  { matter: 'handover', when: 'their manager is no leader', people: managedByJoy },
  { matter: 'handover', when: 'somebody was asked to take it over', is: { step: 'asked', heir: joy } },
  {
    matter: 'handover',
    when: 'the administrator was asked to take it over',
    is: { step: 'access', heir: { id: 'tom', name: 'Tom Ivy' } },
  },
  { matter: 'handover', when: 'access is to be removed', is: { step: 'access' } },
  { matter: 'absence', when: 'a colleague stands in', is: { deputies: [joy] } },
  { matter: 'absence', when: 'their manager is no leader', people: managedByJoy },
  { matter: 'press', when: 'somebody else took the call', is: { takenBy: joy } },
  {
    matter: 'comment',
    when: 'it came to an account that a colleague moderates',
    is: { account: 'S-1' },
    beside: moderatedByJoy,
  },
  { matter: 'rota', when: 'the account has a moderator', beside: moderatedByJoy },
  swap('a swap is asked for'),
  swap('the day that is offered is today', { mine: today }),
  swap('the day that is asked for is today', { theirs: today }),
  swap('the day that was offered has passed', { mine: monday }),
  swap('the day that was asked for has passed', { theirs: monday }),
  swap('the day that was offered is somebody else’s by now', { instead: {} }),
  swap('the day that was offered is nobody’s by now', { instead: { [thursday]: null } }),
  swap('the day that was asked for is somebody else’s by now', {
    instead: { [thursday]: joy, [friday]: joy },
  }),
  swap('the day that was asked for is nobody’s by now', { instead: { [thursday]: joy, [friday]: null } }),
  swap('another day was offered', { asked: { mine: monday } }),
  swap('another day was asked for', { asked: { theirs: monday } }),
  { matter: 'friend', when: 'a colleague runs the account', is: { account: 'S-1' }, beside: moderatedByJoy },
  { matter: 'found-post', when: 'no leader can be written to', unreached: ['lin', 'sam', 'bea'] },
  { matter: 'found-post', when: 'nobody can be written to', unreached: everybody.map(({ id }) => id) },
  {
    matter: 'found-post',
    when: 'the head is the only leader',
    people: withRole('sam', 'head').filter(({ id }) => id !== 'lin' && id !== 'bea'),
  },
  { matter: 'report', when: 'it is about the head', is: { about: [sam], to: ['head', 'chair'] } },
  { matter: 'report', when: 'the head has sent it', is: { from: sam, to: ['head'] } },
  {
    matter: 'report',
    when: 'it is for the line manager',
    is: { to: ['line-manager'] },
    people: managedByJoy,
  },
  {
    matter: 'report',
    when: 'it is for a line manager whom nobody lists',
    is: { to: ['line-manager'] },
    people: everybody.map(({ manager: _, ...person }) => person),
  },
  { matter: 'report', when: 'it is about one of the leaders', is: { about: [lin], to: ['slt', 'head'] } },
  { matter: 'policy-review', when: 'the policy has an owner', people: withRole('joy', 'owner') },
  {
    matter: 'policy-review',
    when: 'its owner and the leaders cannot be written to',
    people: withRole('joy', 'owner'),
    unreached: ['joy', 'lin', 'sam', 'bea'],
  },
  { matter: 'policy-review', when: 'nobody holds any role', people: only('ada', 'joy') },
  { matter: 'newcomer', when: 'the list has an owner', people: withRole('joy', 'owner') },
  {
    matter: 'newcomer',
    when: 'its owner and the administrator cannot be written to',
    people: withRole('joy', 'owner'),
    unreached: ['joy', 'tom'],
  },
  { matter: 'newcomer', when: 'nobody holds any role', people: only('ada', 'joy') },
  { matter: 'safety', when: 'it is for the chair of governors', is: { role: 'chair' } },
];
