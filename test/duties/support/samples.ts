/** One record of each matter, for tests that hold for all of them. */
import { notice } from '../../../src/core/card.ts';
import type { Work } from '../../../src/core/record.ts';
import { type Account, accounts } from '../../../src/duties/register/account.ts';
import { loadEngine } from '../../../src/policy/engine.ts';

type Item = { id: string; [part: string]: unknown };

export type Sample = {
  /** One on record that somebody could act on, with nobody called Joy in it. */
  record: Item;
  /** Somebody who may act on it. */
  insider: string;
  /** The same when it is over, where such are not kept for ever. */
  ended?: Item;
  /** What has to be on record beside it. */
  beside?: (work: Work) => void;
  /** What is meant for everybody: these acts, or seeing it. */
  everybody?: { acts?: string[]; sees?: true };
};

const engine = loadEngine('data');
const at = '2027-03-02T10:00:00.000Z';
const ada = { id: 'ada', name: 'Ada Osei' };

const account: Account = {
  id: 'S-1',
  request: 'A-1',
  name: 'Year 4',
  platform: 'Instagram',
  state: 'active',
  askedBy: ada,
  owners: [ada],
  moderators: [],
  approved: [ada],
  leave: [],
  fewestOwners: 1,
  checklist: [],
  ticked: [],
  version: 1,
  edits: [],
  history: [],
  since: '2027-03-02',
  alarmed: {},
};

const { application } = engine.policy('kenn-kenton');
const { fromPolicy: _p, clauses: _c, intro: _i, changes: _h, fields, ...terms } = application;
const firstStage = terms.stages[0]?.id ?? '';

const sentPost = {
  from: ada,
  text: 'Well done',
  where: 'school',
  ticked: [],
  fix: [],
  decide: [],
  to: 'slt',
  at,
  history: [],
  since: '2027-03-02',
};

const takedown = { child: 'J.S.', from: ada, at, history: [], since: '2027-03-02' };

/** One entry for each matter, by its name. */
export const samples: Record<string, Sample> = {
  press: {
    record: {
      id: 'P-1',
      caller: 'Kim Webb',
      outlet: 'The Gazette',
      reach: '01234 567890',
      subject: 'The playground',
      deadline: 'today',
      takenBy: ada,
      at,
      history: [],
    },
    insider: 'lin',
    ended: {
      id: 'P-2',
      caller: 'Kim Webb',
      outlet: 'The Gazette',
      reach: '01234 567890',
      subject: 'The playground',
      deadline: 'today',
      takenBy: ada,
      at,
      outcome: { words: 'Answered.', by: ada, at },
      history: [],
    },
  },
  comment: {
    record: {
      id: 'C-3',
      kind: 'complaint',
      where: 'Our page',
      what: 'It is late',
      came: at,
      due: '2027-03-03T10:00:00.000Z',
      from: ada,
      at,
      history: [],
    },
    insider: 'tom',
    ended: {
      id: 'C-4',
      kind: 'complaint',
      where: 'Our page',
      what: 'It is late',
      came: at,
      due: '2027-03-03T10:00:00.000Z',
      from: ada,
      at,
      ended: { by: ada, at, how: 'answered', words: '' },
      history: [],
    },
  },
  'found-post': {
    record: {
      id: 'E-1',
      who: 'parent',
      where: 'A group',
      what: 'It is late',
      from: ada,
      at,
      done: [],
      history: [],
      since: '2027-03-02',
    },
    insider: 'lin',
    ended: {
      id: 'E-2',
      who: 'parent',
      where: 'A group',
      what: 'It is late',
      from: ada,
      at,
      done: [],
      ended: { by: ada, at, words: 'Taken down' },
      history: [],
      since: '2027-03-02',
    },
  },
  rota: {
    record: {
      id: 'S-1',
      title: 'Year 4 on Instagram',
      team: [ada],
      week: [ada, ada, ada, ada, ada, null, null],
      instead: { '2027-03-03': null },
      looked: [],
      history: [],
    },
    insider: 'tom',
    beside: (work) => work.put(accounts, account),
  },
  safety: {
    record: { id: 'C-1', role: 'dsl', from: ada, at, history: [] },
    insider: 'bea',
    ended: { id: 'C-2', role: 'dsl', from: ada, at, done: { name: 'Bea Ode', at }, history: [] },
  },
  ask: {
    record: { id: 'Q-1', asker: ada, words: 'May I?', topics: [], facts: {}, role: 'slt', at, history: [] },
    insider: 'lin',
    ended: {
      id: 'Q-2',
      asker: ada,
      words: 'May I?',
      topics: [],
      facts: {},
      role: 'slt',
      at,
      answer: { words: 'Yes.', by: ada, at, kept: false },
      history: [],
    },
  },
  'own-ruling': {
    record: {
      id: 'gifts',
      topics: ['gifts'],
      facts: {},
      question: 'May I?',
      answer: 'Yes.',
      by: ada,
      at,
      history: [],
    },
    insider: 'lin',
    everybody: { sees: true },
  },
  request: {
    record: {
      id: 'A-1',
      kind: 'new',
      applicant: ada,
      title: 'Year 4 on Instagram',
      policy: { id: 'kenn-kenton', words: 'The policy' },
      terms,
      fields,
      answers: {},
      people: [ada],
      sent: 1,
      state: 'waiting',
      stage: firstStage,
      signatures: [],
      handedTo: {},
      raised: {},
      told: [],
      givenOut: true,
      history: [],
      since: '2027-03-02',
    },
    insider: 'lin',
  },
  report: {
    record: {
      id: 'R-1',
      kind: 'conduct',
      title: 'A colleague broke the policy',
      from: ada,
      at,
      about: [],
      what: 'A picture',
      where: '',
      on: '',
      done: '',
      added: [],
      to: ['head'],
      readers: [],
      history: [],
      since: '2027-03-02',
    },
    insider: 'sam',
    ended: {
      id: 'R-2',
      kind: 'conduct',
      title: 'A colleague broke the policy',
      from: ada,
      at,
      about: [],
      what: 'A picture',
      where: '',
      on: '',
      done: '',
      added: [],
      to: ['head'],
      readers: [],
      closed: { by: ada, at, words: 'Done' },
      history: [],
      since: '2027-03-02',
    },
  },
  'policy-review': {
    record: {
      id: 'V-1',
      edition: 'the social media policy, July 2024',
      due: '2027-05-31',
      words: 'spring 2027',
      from: 'policy',
      history: [],
      since: '2027-03-02',
    },
    insider: 'lin',
  },
  post: {
    record: { ...sentPost, id: 'O-1' },
    insider: 'lin',
    ended: { ...sentPost, id: 'O-2', answer: { is: 'fine', by: ada, at, words: '' } },
  },
  takedown: {
    record: { ...takedown, id: 'T-1', places: [{ name: 'The website' }] },
    insider: 'tom',
    ended: { ...takedown, id: 'T-2', places: [{ name: 'The website', clear: { by: ada, at } }] },
  },
  signature: {
    record: { id: 'N-1', person: ada, edition: 'The policy', reminders: 0, history: [] },
    insider: 'ada',
    ended: {
      id: 'N-2',
      person: ada,
      edition: 'The policy',
      reminders: 0,
      signed: { on: '2027-03-02', at, by: ada },
      ended: '2027-03-02',
      history: [],
    },
  },
  account: { record: account, insider: 'tom', everybody: { sees: true } },
  leaver: {
    record: {
      id: 'L-1',
      person: ada,
      on: '2027-03-31',
      by: ada,
      state: 'open',
      history: [],
      since: '2027-03-02',
    },
    insider: 'lin',
  },
  friend: {
    record: {
      id: 'F-1',
      account: 'S-9',
      title: 'Year 4',
      who: 'Kim',
      checked: 'Their profile',
      from: ada,
      at,
      letIn: true,
      history: [],
    },
    insider: 'tom',
    ended: {
      id: 'F-2',
      account: 'S-9',
      title: 'Year 4',
      who: 'Kim',
      checked: 'Their profile',
      from: ada,
      at,
      letIn: false,
      history: [],
    },
  },
  newcomer: {
    record: {
      id: 'slack:U0MAX',
      platform: 'slack',
      user: 'U0MAX',
      name: 'Max',
      day: '2027-03-02',
      state: 'open',
      history: [],
    },
    insider: 'tom',
    ended: {
      id: 'slack:U0MIA',
      platform: 'slack',
      user: 'U0MIA',
      name: 'Mia',
      day: '2027-03-02',
      state: 'refused',
      decided: { by: ada, at },
      history: [],
    },
  },
  undelivered: {
    record: {
      id: 'e1/0',
      platform: 'slack',
      reader: { person: 'ada' },
      card: notice('info', 'Your account is there.'),
      why: 'Slack says that person’s chat with me is switched off.',
      since: at,
      at,
      state: 'open',
      history: [],
    },
    insider: 'tom',
    ended: {
      id: 'e2/0',
      platform: 'slack',
      reader: { person: 'ada' },
      why: 'Slack says that person’s chat with me is switched off.',
      since: at,
      at,
      state: 'dropped',
      decided: { by: ada, at },
      history: [],
    },
  },
  absence: {
    record: {
      id: 'H-1',
      person: ada,
      from: '2027-03-02',
      to: '2027-03-05',
      deputies: [],
      state: 'open',
      history: [],
    },
    insider: 'lin',
    ended: {
      id: 'H-2',
      person: ada,
      from: '2027-02-01',
      to: '2027-02-05',
      deputies: [],
      state: 'done',
      history: [],
    },
  },
  handover: {
    record: {
      id: 'L-1-S-1',
      leaver: 'L-1',
      person: ada,
      account: 'S-1',
      title: 'Year 4',
      step: 'choose',
      history: [],
    },
    insider: 'lin',
    beside: (work) => work.put(accounts, account),
  },
};
