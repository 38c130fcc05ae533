/** What a school's policy pack holds: the shape of every file in `data/policies/<id>/`. */
import { z } from 'zod';
import { field } from '../core/field.ts';
import type { WatchPart } from '../core/school.ts';

const sentence = z.string().trim().min(1);
const anchor = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9./-]*$/, 'an anchor such as 6.5 or personal-use/learners');
const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a date such as 2025-07-31');

export const verdicts = ['no', 'yes', 'conditional', 'must', 'info', 'not-covered'] as const;
export const escalations = ['dsl', 'slt', 'head', 'line-manager', 'police', 'platform', 'human'] as const;
/** What somebody wants with a message. */
export const acts = ['may', 'leave', 'must', 'do', 'fact', 'report', 'request', 'smalltalk'] as const;
export type Act = (typeof acts)[number];
/** Who does or did what a message speaks of. */
export const actors = [
  'me',
  'colleague',
  'leader',
  'pupil',
  'parent',
  'outsider',
  'school',
  'contractor',
] as const;
export type Actor = (typeof actors)[number];

/** What may be asked for where it decides and is not said. */
export const factNames = ['who', 'kin', 'age', 'account', 'when', 'device', 'asker', 'what'] as const;
/** What a rule may hang on. */
export const conditionNames = [...factNames, 'act', 'actor', 'aim'] as const;
/** What somebody proposes to do about it, whether or not they ask if they may: to decline it, or to put it right or in other hands. */
export const aims = ['decline', 'put-right'] as const;
export type Aim = (typeof aims)[number];

/** policy.json: what the document is and whom it names. */
export const about = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  school: sentence,
  /** What to call the document in a sentence: "the social media policy". */
  title: sentence,
  inForce: z.strictObject({ words: sentence, from: isoDate.nullable() }),
  /** `until` is the last day of the review period as the policy words it; null where no review is stated. */
  nextReview: z.strictObject({ words: sentence, until: isoDate.nullable() }),
  owner: sentence.nullable(),
  /** Who the policy says must be told of what, in its own titles. */
  contacts: z.array(
    z.strictObject({ for: sentence, title: sentence, role: z.enum(escalations), clause: anchor }),
  ),
  /** What a reader should know about the document itself: gaps, contradictions, settings that are ours. */
  notes: z.array(sentence),
});

/** clauses.json: every clause in our own words, in the document's order. */
export const clause = z.strictObject({
  anchor,
  /** The section it stands in, as a reader would find it: "6 Personal use" or "Personal use › Learners". */
  heading: sentence,
  parent: anchor.optional(),
  text: sentence,
});

const facts = z.partialRecord(z.enum(conditionNames), z.string());
export type Facts = z.infer<typeof facts>;

/** The same of whom and what: not how it is put, nor whose deed it is. */
export function sameFacts(first: Facts, second: Facts): boolean {
  return factNames.every((name) => first[name] === second[name]);
}

/** One line of a decision table. The first rule whose `when` fits the known facts decides. */
const rule = z.strictObject({
  /** Every fact named here must be known and be one of the values. No `when`: fits always. */
  when: z.partialRecord(z.enum(conditionNames), z.union([z.string(), z.array(z.string()).min(1)])).optional(),
  verdict: z.enum(verdicts),
  /** Best first. Empty only for `not-covered`. */
  clauses: z.array(anchor),
  /** The answer in one or two plain sentences, after the verdict's own word. */
  say: sentence,
  /** What to do next, where the policy or plain sense says so. */
  do: sentence.optional(),
  escalate: z.enum(escalations).optional(),
  /** The fact to ask for before this best-so-far verdict stands, and the values offered as buttons. */
  ask: z
    .strictObject({
      fact: z.enum(factNames),
      choices: z.array(z.string()).min(2),
      question: sentence.optional(),
    })
    .optional(),
  /** True where two of the clauses disagree. */
  conflict: z.boolean().optional(),
  /** Clauses worth reading as background that settle nothing: for `not-covered`. */
  context: z.array(anchor).optional(),
});
export type Rule = z.infer<typeof rule>;

/** rulings.json: topic id → decision table. A topic that is absent is one the policy is silent on. */
export const rulings = z.record(z.string(), z.array(rule).min(1));

/**
 * The table in rulings.json for what somebody else did, whatever it was: what whoever saw it does, and whom they tell.
 * It stands behind the topic's own rules for that.
 */
export const somebodyElse = 'somebody-else';

/** press.json: what a member of staff reads before anything else when a journalist is on the line. */
export const press = z.strictObject({
  /** What the policy's own words cover, said honestly: all enquiries, only contact about posts, or nothing. */
  covers: sentence,
  clauses: z.array(anchor),
  /** A line one may say to the caller; never a comment on the matter. */
  holdingLine: sentence,
  say: z.array(sentence).min(1),
  dont: z.array(sentence).min(1),
  tell: z.strictObject({ role: z.enum(escalations), title: sentence, fromPolicy: z.boolean() }),
});

const stage = z.strictObject({
  id: z.string().regex(/^[a-z-]+$/),
  title: sentence,
  /** The applicant's own line manager, or anybody who holds a role. */
  by: z.enum(['manager', 'head', 'slt', 'governor', 'hs-governor']),
  /** One of them is enough, or every one must sign. */
  needs: z.enum(['any', 'all']),
  /** What the signature says. */
  signs: sentence,
});
const stages = z.array(stage).min(1);

/** application.json: what the school asks before there is an account in its name, and who signs, in which order. */
export const application = z.strictObject({
  /** Where this form comes from: said to the applicant, and honestly where the policy has none. */
  source: sentence,
  fromPolicy: z.boolean(),
  clauses: z.array(anchor),
  intro: sentence,
  fields: z.array(field).min(1),
  /** Which field says what the account is called, and which ones name the people who will run it. */
  nameField: sentence,
  platformField: sentence,
  /** The one whose line manager signs, where that need not be whoever applies. */
  authorField: sentence.optional(),
  /** What whoever decides should see where the answers are these: each field has one of its values. */
  remarks: z
    .array(
      z.strictObject({
        when: z.record(z.string(), z.array(sentence).min(1)),
        says: sentence,
        clause: anchor,
      }),
    )
    .default([]),
  peopleFields: z.array(sentence).min(1),
  /** Which answers the account takes over once it is approved, by field. */
  carries: z.strictObject({
    owners: sentence,
    moderators: sentence.optional(),
    open: sentence.optional(),
    goesLive: sentence.optional(),
    closes: sentence.optional(),
  }),
  stages,
  /** Where the approver is a setting of the school rather than a rule of the policy. */
  stagesNote: sentence.optional(),
  /** What the approvers must be satisfied of about everybody who will run the account. */
  runners: z.strictObject({
    words: sentence,
    clause: anchor.optional(),
    checkSigned: z.boolean(),
    checkTrained: z.boolean(),
    /** So many of them are enough; without it, everybody must be trained. */
    enoughTrained: z.int().min(1).optional(),
  }),
  /** What the administrator does once it is approved. */
  checklist: z
    .array(z.strictObject({ id: z.string().regex(/^[a-z-]+$/), text: sentence, clause: anchor.optional() }))
    .min(1),
  /** Changes to a running account that need approval of their own, by kind. */
  changes: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z-]+$/),
      label: sentence,
      clause: anchor.optional(),
      /** What the account gains: the people in the field "people", openness, or a leave of its own. */
      does: z.enum(['add-owners', 'add-moderators', 'open', 'permit']),
      fields: z.array(field).min(1),
      /** Who signs it, where that is not who signs for a new account. */
      stages: stages.optional(),
    }),
  ),
});

/** permissions.json: what somebody needs leave for that changes no account. */
export const permissions = z.array(
  z.strictObject({
    id: z.string().regex(/^[a-z-]+$/),
    /** What is asked for, as it stands on the card. */
    label: sentence,
    /** Said before the questions: what the policy asks for. */
    intro: sentence,
    clause: anchor,
    /** The answers under which it is offered. */
    topics: z.array(z.string()),
    fields: z.array(field).min(1),
    stages,
  }),
);

/** Who a report goes to, before it is known whom it is about. */
const recipient = z.enum(['dsl', 'slt', 'head', 'line-manager']);

/** What somebody who reports something does now, and who has to hear of it. */
const guidance = {
  do: z.array(sentence).min(1),
  dont: z.array(sentence),
  to: recipient,
};

/** data/reports.json: what can be reported, whichever school it is. */
export const reportKind = z.strictObject({
  id: z.string().regex(/^[a-z-]+$/),
  /** In the words of whoever reports it. */
  title: sentence,
  /** The answers under which it is offered. */
  topics: z.array(z.string()),
  /** It is, or may be, about an adult here, who must not be the one that reads it. */
  asksWho: z.enum(['always', 'maybe']).optional(),
  /** Too grave for a chat: who wants to speak to whom, and nothing of what. */
  private: z.literal(true).optional(),
  /** Where a school asks for it and its policy does not. */
  own: z.strictObject(guidance),
});

/**
 * reports.json: what the policy asks to be reported, or at least says what to do about, by kind. Any other kind is off
 * unless the school turns it on.
 */
export const reports = z.record(
  z.string(),
  z.strictObject({
    ...guidance,
    clauses: z.array(anchor).min(1),
    /** The policy names the recipient; else it is our reading, and said so. */
    namesRecipient: z.boolean(),
    /** It only says what to do: that somebody hears of it is our advice. */
    reportIsOurs: z.literal(true).optional(),
    /** A form or page of the platform or the police that helps. */
    link: z.strictObject({ label: sentence, url: z.url({ protocol: /^https$/ }) }).optional(),
  }),
);

/** One kind as one school has it. */
export type ReportKind = Pick<z.infer<typeof reportKind>, 'id' | 'title' | 'topics' | 'asksWho' | 'private'> &
  z.infer<typeof reportKind>['own'] &
  Partial<Pick<z.infer<typeof reports>[string], 'clauses' | 'namesRecipient' | 'reportIsOurs' | 'link'>>;

/** What holds for somebody's own account: each line rests on its clause, and what we suggest on none. */
const ownAccount = z.strictObject({
  /** The answer in a sentence, also where the policy is silent. */
  says: sentence,
  lines: z.array(z.strictObject({ text: sentence, clause: anchor })).min(1),
  ours: z.array(sentence),
});

/** personal.json: disclaimers, privacy settings, and what still applies to those who have left. */
export const personal = z.strictObject({
  /** No policy gives the wording, so it is ours; there is none where the school must not be named at all. */
  disclaimer: ownAccount.extend({ wording: sentence.optional() }),
  privacy: ownAccount,
  leaving: ownAccount,
});

/** review.json: where the policy gives its dates and its owner, and who it asks to sign, if it asks anybody. */
export const review = z.strictObject({
  clauses: z.array(anchor).min(1),
  signing: z.strictObject({ who: sentence, clauses: z.array(anchor).min(1) }).optional(),
});

/** data/privacy.json: what to look at in the settings of a platform. No policy says it, so it is ours. */
export const privacyList = z.strictObject({
  id: z.string().regex(/^[a-z-]+$/),
  title: sentence,
  checks: z.array(sentence).min(1),
});

/** Where a post will stand, and whether pupils can be seen in its picture. */
export const wheres = ['school-pupils', 'school', 'own-pupils', 'own'] as const;
export type Where = (typeof wheres)[number];

/** What can be seen in the words of a post by themselves. */
const sights = ['name', 'full-name', 'contact', 'insult', 'link'] as const;
export type Sight = (typeof sights)[number];

/** What is said of a post that has to be put right, or looked at by a person. */
const remark = {
  /** The posts that it is about; without it, all of them. */
  where: z.array(z.enum(wheres)).min(1).optional(),
  /** {found} stands for what was seen. */
  say: sentence,
  /** What whoever posts it ticks where they have done it already. */
  tick: sentence.optional(),
  /** Where something else is looked for than at other schools. */
  sees: z.enum(sights).optional(),
  /** Only a person can tell. */
  decide: z.literal(true).optional(),
};
const clausesOf = { clauses: z.array(anchor).min(1) };

/** data/checks.json: what is looked at before a post goes out, whichever school it is. */
export const postChecks = z.strictObject({
  /** The answers under which a check is offered. */
  topics: z.array(z.string()),
  /** Words and turns of phrase that hurt. */
  insults: z.array(sentence),
  points: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z-]+$/),
      /** Seen in the words, promised by whoever posts it, said to be in it, or always to be thought of. */
      by: z.enum(['seen', 'promised', 'contained', 'always']),
      /** The only posts that it can be about. */
      where: z.array(z.enum(wheres)).min(1).optional(),
      sees: z.enum(sights).optional(),
      tick: sentence.optional(),
      /** What to call it where a policy says nothing of it. */
      called: sentence.optional(),
      /** What is said where it is as it should be. */
      fine: sentence.optional(),
      /** Our advice where the policy says nothing. */
      own: z.strictObject(remark).optional(),
    }),
  ),
  /** Where a school asks for these and its policy does not. */
  leader: z.strictObject({ own: z.strictObject({ to: recipient, say: sentence }) }),
  withdrawn: z.strictObject({ topics: z.array(z.string()), own: z.strictObject({ say: sentence }) }),
});

/** checks.json: what the policy says of posts, by point. The first remark that is about the post counts. */
export const checks = z.strictObject({
  points: z.record(z.string(), z.array(z.strictObject({ ...remark, ...clausesOf })).min(1)),
  /** Who has to see what is posted for the school first: all of it, or only where one point is in it. */
  leader: z
    .strictObject({ to: recipient, only: z.string().optional(), say: sentence, ...clausesOf })
    .optional(),
  /** What the policy says that a picture without consent has to go by. */
  withdrawn: z.strictObject({ say: sentence, ...clausesOf }).optional(),
});

/** What is said of one point, by the policy with its clauses or by us without. */
export type Remark = z.infer<z.ZodObject<typeof remark>> & { clauses?: string[] };
/** One point as one school has it. */
export type Point = Omit<z.infer<typeof postChecks>['points'][number], 'own'> & { remarks: Remark[] };
/** What a school looks at before a post goes out; what has no clauses its policy does not ask for. */
export type PostChecks = {
  topics: string[];
  insults: string[];
  points: Point[];
  leader: { to: z.infer<typeof recipient>; only?: string | undefined; say: string; clauses?: string[] };
  withdrawn: { topics: string[]; say: string; clauses?: string[] };
};

const watchGuidance = { do: guidance.do, dont: guidance.dont };
const asksOf = { ...watchGuidance, clauses: z.array(anchor).min(1) };

/** data/watch.json: what staff read where a school asks for a part of the watch and its policy does not. */
export const ownWatch = z.strictObject({
  comments: z.strictObject(watchGuidance),
  posts: z.strictObject(watchGuidance),
  parents: z.strictObject(watchGuidance),
  rota: z.strictObject(watchGuidance),
  friends: z.strictObject(watchGuidance),
} satisfies Record<WatchPart, unknown>);

/** How soon a comment must have an answer. Where the policy sets no time, ours is the next working day. */
const within = z.strictObject({ hours: z.int().positive(), weekend: z.literal('next-working-day') });
export type Within = z.infer<typeof within>;

/**
 * watch.json: what the policy asks of the school's eye on its accounts, and on what others post about it. What it does
 * not ask for is off unless the school turns it on.
 */
export const watch = z.strictObject({
  comments: z.strictObject({ ...asksOf, within: within.optional() }).optional(),
  posts: z.strictObject(asksOf).optional(),
  parents: z.strictObject(asksOf).optional(),
  /** Seven days a week, holidays included. */
  rota: z.strictObject({ ...asksOf, everyDay: z.literal(true).optional() }).optional(),
  friends: z.strictObject(asksOf).optional(),
} satisfies Record<WatchPart, unknown>);

/** One part of the watch as one school has it; without clauses the policy does not ask for it. */
export type Watched = z.infer<typeof ownWatch>[WatchPart] & {
  clauses?: string[];
  within?: Within | undefined;
  everyDay?: true | undefined;
};

/** signing.json: what somebody reads and is asked before they sign the policy. */
export const signing = z.strictObject({
  /** By which it asks for a signature. Without one it asks for none, and signing is off unless the school turns it on. */
  clauses: z.array(anchor),
  /** Whom it asks: its staff, or governors as well. */
  asks: z.enum(['staff', 'everybody']),
  /** It wants to know what the person does here. */
  position: z.literal(true).optional(),
  /** What matters most from day to day, in our choice. */
  reads: z.array(z.strictObject({ title: sentence, clause: anchor })).min(1),
  /** Easy for whoever has read it; `right` is the place of the answer, and the clause is where it comes from. */
  questions: z
    .array(
      z.strictObject({
        label: sentence,
        ask: sentence,
        choices: z.array(sentence).length(3),
        right: z.int().min(1).max(3),
        clause: anchor,
      }),
    )
    .length(3),
  /** What the signature says, and whose words these are. */
  statement: sentence,
  note: sentence,
});

/** A whole pack, as the rest of the program uses it. */
export type Policy = {
  about: z.infer<typeof about>;
  /** By anchor, in the document's order. */
  clauses: Map<string, z.infer<typeof clause>>;
  rulings: z.infer<typeof rulings>;
  press: z.infer<typeof press>;
  application: z.infer<typeof application>;
  permissions: z.infer<typeof permissions>;
  /** Every kind there is; those without clauses the policy does not ask for. */
  reports: ReportKind[];
  personal: z.infer<typeof personal>;
  review: z.infer<typeof review>;
  /** The same for every school. */
  privacyLists: z.infer<typeof privacyList>[];
  checks: PostChecks;
  watch: Record<WatchPart, Watched>;

  signing: z.infer<typeof signing>;
};
