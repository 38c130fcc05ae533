/** One review of the policy: waited for, reminded of, and put on record with the date of the next. */
import { editionOf, type PolicyTurn } from '../../conversation/policy-turn.ts';
import { nextReview, type Review, reviews } from '../../conversation/reviews.ts';
import { isTimeToRemind } from '../../conversation/working-days.ts';
import { type Fact, notice } from '../../core/card.ts';
import { shownDate } from '../../core/dates.ts';
import type { Answers } from '../../core/event.ts';
import type { Field } from '../../core/field.ts';
import { given } from '../../core/given.ts';
import { actButton, showButton } from '../../core/matter/cards.ts';
import { raise } from '../../core/matter/change.ts';
import type { Asked, Matter, Moment } from '../../core/matter/table.ts';
import { addDays } from '../../core/time.ts';
import type { Turn } from '../../core/turn.ts';
import { reviewCard, reviewColumns } from './cards.ts';
import { daysLeft, dueInWords, isNear, isOverdue, lateSince, reminderDue } from './due.ts';
import { changesInPolicy, keepEdition, whoSignsAgain } from './editions.ts';
import { keepers, looksAfterPolicy, whyThem } from './keepers.ts';

const nextField: Field = {
  name: 'next',
  kind: 'date',
  label: 'Next review',
  ask: 'When is the next review due?',
  notBefore: 'today',
};

const recordFields: Field[] = [
  { name: 'on', kind: 'date', label: 'Reviewed on', ask: 'When was it reviewed?', notAfter: 'today' },
  nextField,
  {
    name: 'changed',
    kind: 'text',
    label: 'What changed',
    ask: 'What changed, in a few words?',
    optional: true,
    longest: 1000,
  },
  {
    name: 'again',
    kind: 'choice',
    label: 'Signing again',
    ask: 'Does anyone have to sign it again?',
    choices: [
      { value: 'no', label: 'No, nobody' },
      { value: 'yes', label: 'Yes, people have to sign again' },
    ],
  },
];

/** Nobody did it. */
const clock = { id: 'chalkline', name: 'Chalkline' };

/** Further ahead, the year was mistyped. */
const longestAhead = 10 * 366;

export const reviewMatter: Matter<Review, PolicyTurn, 'record' | 'move'> = {
  name: 'policy-review',
  records: reviews,
  gone: 'This review is no longer on record, so nothing was changed.',
  by: (turn) =>
    looksAfterPolicy(turn)
      ? undefined
      : {
          says: 'The review of the policy is for its owner and the leaders. Nothing was changed.',
          audit: 'the review of the policy is for its owner and the leaders',
        },
  over: (_turn, { done }) => done && `${done.by.name} has put this review on record already.`,
  sees: (turn) => (looksAfterPolicy(turn) ? 'review' : undefined),
  views: () => [{ name: 'review', looks: reviewCard, acts: ['record', 'move'] }],
  acts: {
    record: {
      label: 'Record a review',
      style: 'primary',
      asks: () => ({
        title: 'Record a review',
        intro: 'This is your school’s own record. My answers stay with the version I have.',
        fields: recordFields,
        submit: 'Record it',
      }),
      checks: checkAhead,
      does: (review, { by, answers }) => ({
        ...review,
        done: {
          on: String(answers.on),
          by,
          changed: String(answers.changed ?? ''),
          signAgain: answers.again === 'yes',
        },
      }),
      audit: 'recorded a review of the policy',
      detail: (_review, { answers }) => ({ on: String(answers.on), until: String(answers.next) }),
      history: ({ done }, { by }) => `${by.name} recorded a review on ${shownDate(done?.on ?? '')}`,
      after: async (turn, review, moment) => {
        waitForNext(turn, { ...ownDate(turn, moment.answers), ...given({ before: whenAndWho(review) }) });
        await tellRecorded(turn, review, String(moment.answers.next));
      },
    },
    move: {
      label: ({ due }) => (due ? 'Change the date' : 'Set a date'),
      asks: ({ today }, { due }): Asked => ({
        title: due ? 'Change the date' : 'Set a date',
        intro: 'It counts as your school’s own date, not the policy’s.',
        fields: [nextField],
        answers: due && due >= today ? { next: due } : {},
        submit: 'Set it',
      }),
      checks: checkAhead,
      does: moved,
      audit: 'set the date of the next review',
      detail: ({ due = '' }) => ({ until: due }),
      history: ({ due = '' }, { by }) => `${by.name} set the next review for ${shownDate(due)}`,
      tells: (turn, { due = '' }, { by }) => {
        turn.whisper(notice('good', `Set. The next review is due by ${shownDate(due)}.`));
        tellOthers(turn, `${by.name} has set the policy’s next review for ${shownDate(due)}.`);
      },
    },
  },
  clock: {
    newVersion: {
      among: 'state:open',
      due: (turn, { edition }) => isTimeToRemind(turn) && edition !== editionOf(turn.policy),
      does: (review, { today }) => ({
        ...review,
        done: { on: today, by: clock, changed: 'A new version came into use.', signAgain: false },
      }),
      audit: 'found a new version of the policy',
      history: () => 'A new version came into use',
      tells: tellNewVersion,
      after: async (turn) => {
        waitForNext(turn);
      },
    },
    remind: {
      among: 'state:open',
      due: (turn, review) =>
        isTimeToRemind(turn) && reminderDue(review, turn.today) !== undefined && keepers(turn).length > 0,
      does: (review, { today }) => ({ ...review, ...given({ reminded: reminderDue(review, today) }) }),
      audit: 'reminded of the review of the policy',
      detail: ({ reminded = '' }) => ({ reminder: reminded }),
      history: () => 'Reminder sent',
      tells: remind,
    },
    unheard: {
      among: 'state:open',
      due: (turn, review) => {
        const reminder = reminderDue(review, turn.today);
        const isNew = reminder !== undefined && reminder !== review.unheard;
        return isNew && isTimeToRemind(turn) && keepers(turn).length === 0;
      },
      does: (review, { today }) => ({ ...review, ...given({ unheard: reminderDue(review, today) }) }),
      audit: 'found nobody who could be told',
    },
  },
  home: {
    among: ['state:open'],
    waits: ['record'],
    line: (turn, review) =>
      isNear(review, turn.today) && keepers(turn).some(({ id }) => id === turn.person.id)
        ? {
            title: 'Review of the policy',
            text: `${isOverdue(review, turn.today) ? 'It was due' : 'It’s due'} ${dueInWords(review)}`,
          }
        : undefined,
  },
  kept: {
    days: 'always',
    because: 'Inspectors ask how often the policy was reviewed.',
    seenBy: 'The policy’s owner and the leaders',
  },
  register: { name: 'policy-reviews', title: 'Policy reviews', columns: reviewColumns },
};

/** The one that is waited for; the first time anybody looks, the policy's own date counts. */
export async function watchedReview(turn: PolicyTurn): Promise<Review> {
  return (await nextReview(turn)) ?? waitForNext(turn);
}

type OwnDate = Pick<Review, 'from' | 'words' | 'due' | 'reminded' | 'before'>;

function waitForNext(turn: PolicyTurn, own?: OwnDate): Review {
  const { words, until } = turn.policy.about.nextReview;
  keepEdition(turn);
  return raise(
    turn,
    reviewMatter,
    {
      id: turn.reference('V'),
      edition: editionOf(turn.policy),
      history: [],
      since: turn.today,
      ...(own ?? { from: 'policy', words, ...given({ due: until ?? undefined }) }),
    },
    { audit: 'began to wait for a review of the policy' },
  );
}

/** Whoever has just set a date need not be reminded of it at once. */
function ownDate({ today }: Pick<Turn, 'today'>, answers: Answers): OwnDate {
  const due = String(answers.next);
  return { from: 'school', due, words: shownDate(due), ...given({ reminded: reminderDue({ due }, today) }) };
}

function whenAndWho({ done }: Review): Review['before'] {
  return done && { on: done.on, by: done.by };
}

function moved(review: Review, moment: Moment): Review {
  if (review.from === 'school' && review.due === moment.answers.next) return review;
  const { reminded: _r, unheard: _u, ...rest } = review;
  return { ...rest, ...ownDate(moment, moment.answers) };
}

async function checkAhead(turn: Turn, _review: Review, answers: Answers) {
  const isFar = String(answers.next) > addDays(turn.today, longestAhead);
  const problems: Record<string, string> = isFar
    ? { next: 'That’s more than ten years away. Please check the year.' }
    : {};
  return { answers, problems };
}

/** Each reminder once. One that was missed comes late and says so. */
function remind(turn: PolicyTurn, review: Review): void {
  const { today, school } = turn;
  const late = review.reminded && lateSince(review, review.reminded, today, school.calendar);
  const text = isOverdue(review, today)
    ? `The review of your policy was due ${dueInWords(review)}. Nobody has recorded it yet.`
    : `The review of your policy is due ${dueInWords(review)}. ${daysLeft(review, today)}`;
  const card = notice(
    'warning',
    late ? `${text} This reminder is late: it was for ${shownDate(late)}.` : text,
    {
      buttons: [
        showButton(reviewMatter, review, 'Show the review'),
        actButton(reviewMatter, 'record', review),
      ],
      aside: whyThem(turn),
    },
  );
  for (const { id } of keepers(turn)) turn.tell({ person: id }, card);
}

async function tellNewVersion(turn: PolicyTurn): Promise<void> {
  const card = notice('info', `I now answer from a new version: ${editionOf(turn.policy)}.`, {
    title: 'New version of the policy',
    facts: [
      ...(await changesInPolicy(turn)),
      { label: 'May have to sign', value: await whoSignsAgain(turn) },
    ],
    aside: whyThem(turn),
  });
  for (const { id } of keepers(turn)) turn.tell({ person: id }, card);
}

async function tellRecorded(turn: PolicyTurn, { done }: Review, next: string): Promise<void> {
  const facts = done?.signAgain
    ? [{ label: 'May have to sign again', value: await whoSignsAgain(turn) }]
    : [];
  const newText = done?.changed
    ? ' I still answer from the version I have. Please have the new text put in.'
    : '';
  const words = `The policy’s review is on record. The next is due by ${shownDate(next)}.${newText}`;
  turn.whisper(notice('good', words, { facts }));
  tellOthers(turn, `${turn.person.name} has recorded a review of the policy.`, facts);
}

function tellOthers(turn: PolicyTurn, text: string, facts: Fact[] = []): void {
  const others = keepers(turn).filter(({ id }) => id !== turn.person.id);
  for (const { id } of others) turn.tell({ person: id }, notice('info', text, { facts }));
}
