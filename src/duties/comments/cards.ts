/** What is read about a comment: before it is put down, by those who answer it, and by whoever passed it on. */
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { watchGuidance } from '../../conversation/watch.ts';
import { brief, dated } from '../../conversation/words.ts';
import { type Button, type CaseCard, caseCard } from '../../core/card.ts';
import { shownDate } from '../../core/dates.ts';
import { type Columns, whenAt } from '../../core/register.ts';
import { dayAt, shownInstant } from '../../core/time.ts';
import type { Turn } from '../../core/turn.ts';
import { type Comment, firstAnswer, kindWords } from './comment.ts';
import { shownDue } from './deadline.ts';

export function commentGuidance({ policy }: PolicyTurn, buttons: Button[]): CaseCard {
  return caseCard({
    title: 'A comment on a school account',
    status: 'Put it down here, and the people who run the account hear of it.',
    tone: 'info',
    ...watchGuidance(policy, policy.watch.comments, timeInWords(policy.watch.comments)),
    buttons,
  });
}

function timeInWords({ within }: PolicyTurn['policy']['watch']['comments']): string {
  return within
    ? `For answers it doesn’t mention holidays, so the ${within.hours} hours count then too.`
    : 'It sets no time, so we suggest the next working day.';
}

export function commentCard(turn: Turn, comment: Comment): CaseCard {
  const { ended, acknowledged, from } = comment;
  return caseCard({
    title: titleOf(comment),
    status: statusInWords(turn, comment),
    tone: ended ? 'good' : acknowledged ? 'info' : isLate(turn, comment) ? 'urgent' : 'warning',
    text: comment.what,
    quote: ended || acknowledged ? undefined : firstWords,
    facts: [
      { label: 'Came in', value: cameInWords(turn, comment) },
      { label: 'Passed on by', value: from.name },
      ...(ended?.words ? [{ label: 'What was done', value: ended.words }] : []),
    ],
    history: comment.history.map((past) => dated(turn.school, past)),
  });
}

/** For whoever has no time to find their own. */
const firstWords = {
  title: 'You could say this (our words)',
  text: 'Thank you for getting in touch. We’ve got your message and will come back to you soon.',
};

export function titleOf({ kind, where }: Comment): string {
  return `${kindWords[kind]}: ${brief(where)}`;
}

export function statusInWords(turn: Turn, comment: Comment): string {
  const { ended, acknowledged, takenBy, due } = comment;
  if (ended)
    return `${ended.how === 'answered' ? 'Answered' : 'Closed without an answer'} by ${ended.by.name}`;
  if (acknowledged) return `${acknowledged.by.name} has said we’ve got it. It still needs its answer.`;
  const who = takenBy ? `${takenBy.name} is dealing with it.` : 'Nobody has taken it yet.';
  const by = shownDue(due, turn.school);
  return isLate(turn, comment) ? `${who} An answer was due by ${by}.` : `${who} Answer by ${by}.`;
}

function isLate({ event }: Turn, { due }: Comment): boolean {
  return event.at >= due;
}

function cameInWords({ school: { timezone } }: Turn, { came, guessed }: Comment): string {
  return guessed
    ? `${shownDate(dayAt(came, timezone))}. The hour isn’t known, so we count from 8 am.`
    : shownInstant(came, timezone);
}

export const commentColumns: Columns<Comment, Turn> = {
  Comment: titleOf,
  'Came in': ({ came }, turn) => whenAt(turn, came),
  'Answer due by': ({ due }, { school }) => shownDue(due, school),
  'First answer': (comment, turn) => whenAt(turn, firstAnswer(comment)),
  'In time': (comment) => inTime(comment),
  'Where it stands': (comment, turn) => statusInWords(turn, comment),
};

function inTime(comment: Comment): string | undefined {
  const first = firstAnswer(comment);
  return first && (first <= comment.due ? 'yes' : 'no');
}
