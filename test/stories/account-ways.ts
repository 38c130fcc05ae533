/** What each school does in its own way on the road from an idea to a closed account. */

import type { Who } from './stage.ts';
import type { Given } from './users.ts';

/** An answer that is typed, or a form that is opened with a button and filled in. */
export type Step = string | { press: string; fill: Given };

export type OwnWay = {
  policy: string;
  /** Where the questions come from, as the applicant is told. */
  form: RegExp;
  steps: Step[];
  /** What the cards of those who decide say about this policy, or about what is on record. */
  cardSays: string;
  /** Who signs, in order; how the applicant reads that it waits for them, and what they read that they sign. */
  signers: { who: Who; name: string; waits: string; signs: string }[];
  /** What leaders put on record about those who run it before they decide. */
  recorded: ('signed' | 'trained')[];
  /** Something is missing when they decide, and they approve all the same. */
  despite: boolean;
  /** A point on the administrator's list that is this policy's own. */
  point: string;
  checklist: string[];
  /** What somebody who takes over needs on record first. */
  heirNeeds: ('signed' | 'trained')[];
  closing: 'planned' | 'at once';
};

const everythingAtOnce = 'Fill in everything at once';

/** The short form of the schools whose policy has none. */
const ours: Step[] = [
  {
    press: everythingAtOnce,
    fill: {
      name: 'Year 4 Explorers',
      platform: 'Instagram',
      aim: 'Show families what we learn',
      audience: 'Families of Year 4',
      runners: ['ada', 'joy'],
      open: 'private',
    },
  },
];

const byLeaders: OwnWay['signers'] = [
  {
    who: 'lin',
    name: 'Lin Park',
    waits: 'the senior leadership team (Lin Park, Sam Hale or Bea Ode)',
    signs: 'The school may have this account.',
  },
];

export const ownWays: OwnWay[] = [
  {
    policy: 'kenn-kenton',
    form: /business case that Appendix 1 asks for/,
    steps: [
      'Year 4 Explorers',
      'Instagram',
      'Show families what we learn',
      'Families of Year 4',
      'Newsletter',
      'Ada Osei, Joy Bell',
      'skip',
      'private',
    ],
    cardSays: 'Everything your policy asks for is on record.',
    signers: byLeaders,
    recorded: ['signed', 'trained'],
    despite: false,
    point: 'Checked often; replies in 24 hours, or the working day after a weekend',
    checklist: ['created', 'two-owners', 'two-factor', 'password-safe', 'monitoring'],
    heirNeeds: ['signed', 'trained'],
    closing: 'planned',
  },
  {
    policy: 'old-park',
    form: /approval form, Appendix B/,
    steps: [
      'Year 4',
      {
        press: 'Fill in “Purpose and content” as a form',
        fill: {
          name: 'Year 4 Explorers',
          platform: 'Instagram',
          aim: 'Show families what we learn',
          content: 'Pictures of our work, without faces',
        },
      },
      {
        press: 'Fill in “Audience and contributors” as a form',
        fill: {
          audience: ['pupils', 'families'],
          audienceAges: '8 to 9',
          contributors: ['staff', 'pupils'],
          contributorsAges: '8 to 9',
        },
      },
      {
        press: 'Fill in “Running it” as a form',
        fill: {
          administrators: ['ada', 'joy'],
          moderators: ['kit', 'tom'],
          vetting: 'The office',
          host: 'third-party',
          hostName: 'Meta',
        },
      },
      {
        press: 'Fill in “Dates and safety” as a form',
        fill: {
          goLive: '2027-03-08',
          closes: '2027-12-20',
          consent: 'A letter to each family',
          security: 'We let each follower in ourselves',
          logo: 'yes',
        },
      },
      {
        press: 'Fill in “Before you send it” as a form',
        fill: {
          minimumAge: '13',
          discussed: 'yes',
          effort: 'An hour a week, shared',
          exit: 'It closes with the school year',
          evaluation: 'We ask families in June',
          rules: 'Be kind; they stand in the profile',
        },
      },
    ],
    cardSays: 'Ada Osei, Joy Bell, Kit Moss and Tom Ivy need training',
    signers: [
      {
        who: 'lin',
        name: 'Lin Park',
        waits: 'the line manager (Lin Park)',
        signs: 'I’ve read this form, and I agree to what the site is for and what will be on it.',
      },
      {
        who: 'gil',
        name: 'Gil Roe',
        waits: 'the health and safety governor (Gil Roe)',
        signs: 'and its use of the school brand and logo.',
      },
      { who: 'sam', name: 'Sam Hale', waits: 'the headteacher (Sam Hale)', signs: 'I give final approval.' },
    ],
    recorded: [],
    despite: true,
    point: 'Terms of use and house rules are published on it',
    checklist: [
      'created',
      'two-owners',
      'two-factor',
      'password-safe',
      'terms',
      'logo',
      'age',
      'privacy',
      'moderation',
      'vetting',
    ],
    heirNeeds: ['trained'],
    closing: 'planned',
  },
  {
    policy: 'westgate',
    form: /Chalkline suggests these questions/,
    steps: ours,
    cardSays: 'Everything your policy asks for is on record.',
    signers: byLeaders,
    recorded: ['trained'],
    despite: false,
    point: 'Someone checks it regularly, daily if possible',
    checklist: ['created', 'two-owners', 'two-factor', 'password-safe', 'monitoring'],
    heirNeeds: ['trained'],
    closing: 'at once',
  },
  {
    policy: 'abbotswood',
    form: /Chalkline suggests these questions/,
    steps: ours,
    cardSays: 'The policy names no approver. That the headteacher decides is a setting of the school.',
    signers: [
      {
        who: 'sam',
        name: 'Sam Hale',
        waits: 'the headteacher (Sam Hale)',
        signs: 'The school may have this account.',
      },
    ],
    recorded: [],
    despite: false,
    point: 'The about page links to the acceptable use policy on the school website',
    checklist: ['created', 'aup-link', 'two-owners', 'two-factor', 'password-safe', 'no-dms'],
    heirNeeds: [],
    closing: 'at once',
  },
  {
    policy: 'hermitage',
    form: /Chalkline suggests these questions/,
    steps: ours,
    cardSays: 'That the Head of School decides is a setting of the school.',
    signers: [
      {
        who: 'sam',
        name: 'Sam Hale',
        waits: 'the Head of School (Sam Hale)',
        signs: 'The school may have this account.',
      },
    ],
    recorded: [],
    despite: true,
    point: 'The Head of School or a nominee can check what is posted',
    checklist: ['created', 'two-owners', 'two-factor', 'password-safe', 'editor', 'consent'],
    heirNeeds: ['signed'],
    closing: 'planned',
  },
];
