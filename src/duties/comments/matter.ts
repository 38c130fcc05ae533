/** The life of a comment: taken on, acknowledged, answered; and what time brings while it waits. */
import { tellLeaders } from '../../conversation/people.ts';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { closedAlready } from '../../conversation/words.ts';
import { isDaytime, isTimeToRemind, workingDaysSince } from '../../conversation/working-days.ts';
import { notice } from '../../core/card.ts';
import type { Field } from '../../core/field.ts';
import { showButton } from '../../core/matter/cards.ts';
import type { Matter } from '../../core/matter/table.ts';
import { dayAt, later } from '../../core/time.ts';
import { commentCard, commentColumns, statusInWords, titleOf } from './cards.ts';
import { type Comment, comments } from './comment.ts';
import { remindAt } from './deadline.ts';
import { looksAfter, teamOf } from './team.ts';

const hour = 60 * 60 * 1000;
/** An acknowledgement is a promise; after so many of the school's working days we ask for the answer itself. */
const chaseAfter = 5;

const answerField: Field = {
  name: 'words',
  kind: 'text',
  label: 'The answer',
  ask: 'What did you answer, in short?',
  help: 'Please leave out children’s names.',
  optional: true,
  longest: 1000,
  initials: true,
};

const whyField: Field = { ...answerField, label: 'Why', ask: 'Why does it need no answer?' };

type CommentAct = 'take' | 'acknowledge' | 'answer' | 'leave' | 'reopen';

export const commentMatter: Matter<Comment, PolicyTurn, CommentAct> = {
  name: 'comment',
  records: comments,
  gone: 'This comment is no longer on record, so nothing was changed.',
  by: async (turn, comment) =>
    (await looksAfter(turn, comment))
      ? undefined
      : {
          says: 'The people who run this account answer it, so nothing was changed.',
          audit: 'comments are answered by those who run the account',
        },
  sees: async (turn, comment) => {
    if (await looksAfter(turn, comment)) return 'comment';
    return comment.from.id === turn.person.id ? 'own' : undefined;
  },
  views: () => [
    { name: 'comment', looks: commentCard, acts: ['acknowledge', 'take', 'answer', 'leave', 'reopen'] },
    { name: 'own', looks: commentCard, acts: [] },
  ],
  acts: {
    take: {
      label: 'I’ll deal with it',
      unless: (_turn, { takenBy, ended }) =>
        ended ? closedAlready(ended.by.name) : takenBy && `${takenBy.name} is dealing with it already.`,
      does: (comment, { by }) => ({ ...comment, takenBy: by }),
      audit: 'took on a comment',
      history: (_comment, { by }) => `Taken on by ${by.name}`,
    },
    acknowledge: {
      label: 'I’ve said we’ve got it',
      style: 'primary',
      unless: (_turn, { acknowledged, ended }) =>
        ended
          ? closedAlready(ended.by.name)
          : acknowledged && `${acknowledged.by.name} has told them already that we’ve got it.`,
      does: (comment, { by, at }) => ({
        ...comment,
        takenBy: comment.takenBy ?? by,
        acknowledged: { by, at },
      }),
      audit: 'acknowledged a comment',
      history: (_comment, { by }) => `${by.name} told them we’ve got it`,
      tells: (turn, comment, { by }) => tellSender(turn, comment, `${by.name} has told them we’ve got it.`),
    },
    answer: {
      label: 'It’s answered',
      unless: (_turn, { ended }) => ended && closedAlready(ended.by.name),
      asks: (_turn, comment) => ({
        title: 'It’s answered',
        intro: titleOf(comment),
        fields: [answerField],
        submit: 'It’s answered',
      }),
      does: (comment, { by, at, answers }) => ({
        ...comment,
        ended: { by, at, how: 'answered', words: String(answers.words ?? '') },
      }),
      audit: 'answered a comment',
      history: (_comment, { by }) => `Answered by ${by.name}`,
      tells: (turn, comment, { by }) => tellSender(turn, comment, `${by.name} has answered it. Thank you.`),
    },
    leave: {
      label: 'It needs no answer',
      rank: 'quiet',
      unless: (_turn, { ended }) => ended && closedAlready(ended.by.name),
      asks: (_turn, comment) => {
        const { optional: _, ...why } = whyField;
        return { title: 'It needs no answer', intro: titleOf(comment), fields: [why], submit: 'Close it' };
      },
      does: (comment, { by, at, answers }) => ({
        ...comment,
        ended: { by, at, how: 'left', words: String(answers.words) },
      }),
      audit: 'closed a comment without an answer',
      history: (_comment, { by }) => `${by.name} closed it without an answer`,
    },
    reopen: {
      label: 'Open it again',
      rank: 'quiet',
      unless: (_turn, { ended }) => (ended ? undefined : 'It is still open.'),
      does: ({ ended: _, ...comment }) => comment,
      audit: 'opened a comment again',
      history: (_comment, { by }) => `Opened again by ${by.name}`,
    },
  },
  home: {
    among: ['state:open', 'state:acknowledged'],
    waits: ['answer'],
    line: ({ person, ...turn }, comment, waits) =>
      // What somebody else deals with waits for nobody else.
      waits && comment.takenBy && comment.takenBy.id !== person.id
        ? undefined
        : { title: titleOf(comment), text: statusInWords({ person, ...turn }, comment) },
  },
  clock: {
    remind: {
      among: 'state:open',
      due: (turn, { at, due, reminded }) =>
        !reminded &&
        isDaytime(turn) &&
        isBetween(turn.event.at, later(at, hour), due) &&
        turn.event.at >= remindAt(due, turn.school),
      does: (comment, { at }) => ({ ...comment, reminded: at }),
      tells: (turn, comment) => tellTeam(turn, comment, statusInWords(turn, comment)),
    },
    raise: {
      among: 'state:open',
      due: (turn, { at, due, raised }) =>
        !raised && turn.event.at >= due && turn.event.at >= later(at, hour) && isDaytime(turn),
      does: (comment) => ({ ...comment, raised: true }),
      audit: 'found that a comment had no answer in time',
      history: () => 'It had no answer in time, so the leaders were told',
      tells: async (turn, comment) => {
        await tellTeam(turn, comment, statusInWords(turn, comment));
        tellLeaders(turn, waiting(comment, `${titleOf(comment)}. It had no answer in time.`), comment.id);
      },
    },
    chase: {
      among: 'state:acknowledged',
      due: (turn, { acknowledged, chased }) =>
        isTimeToRemind(turn) &&
        workingDaysSince(turn, chased ?? dayAt(acknowledged?.at ?? turn.event.at, turn.school.timezone)) >=
          chaseAfter,
      does: (comment, { today }) => ({ ...comment, chased: today }),
      tells: (turn, comment) => tellTeam(turn, comment, statusInWords(turn, comment)),
    },
  },
  kept: {
    days: 365,
    because: 'Long enough for a complaint to be taken further.',
    seenBy: 'Whoever passed it on, those who run the account, the leaders and the administrator',
  },
  register: {
    name: 'comments',
    title: 'Comments on our accounts',
    columns: commentColumns,
    withheld: ['what', 'from', 'history', 'ended'],
  },
  facts: ({ kind, where, due }) => ({ kind, where, due }),
};

function isBetween(at: string, from: string, to: string): boolean {
  return from <= at && at < to;
}

function waiting(comment: Comment, text: string) {
  return notice('warning', text, { buttons: [showButton(commentMatter, comment, 'Open it')] });
}

/** Whoever deals with it hears of it, and else everybody who could. */
async function tellTeam(turn: PolicyTurn, comment: Comment, text: string): Promise<void> {
  const team = await teamOf(turn, comment);
  const theirs = team.filter(({ id }) => id === comment.takenBy?.id);
  for (const { id } of theirs.length > 0 ? theirs : team)
    turn.tell({ person: id }, waiting(comment, `${titleOf(comment)}. ${text}`));
}

/** Not to somebody who has just done it themselves. */
function tellSender(turn: PolicyTurn, comment: Comment, text: string): void {
  if (comment.from.id === turn.person.id) return;
  const buttons = [showButton(commentMatter, comment)];
  turn.tell({ person: comment.from.id }, notice('good', `${titleOf(comment)}. ${text}`, { buttons }));
}
