/** The life of a post about the school: a leader takes it on, and each step is on record until it is closed. */
import { administrators, reachable } from '../../conversation/people.ts';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { isWatched } from '../../conversation/watch.ts';
import { closedAlready } from '../../conversation/words.ts';
import { isTimeToRemind, workingDaysSince } from '../../conversation/working-days.ts';
import { notice } from '../../core/card.ts';
import type { Field } from '../../core/field.ts';
import { showButton } from '../../core/matter/cards.ts';
import type { Act, Matter } from '../../core/matter/table.ts';
import { isLeader } from '../../core/roles.ts';
import { holders, type Person } from '../../core/school.ts';
import { isAmong, unique } from '../../core/someone.ts';
import type { Turn } from '../../core/turn.ts';
import { finderCard, postCard, postColumns, postStatus, postTitle } from './cards.ts';
import { type Post, posts } from './post.ts';

/** In the school's working days: how long a post may wait for somebody, and how long one that is in hand may rest. */
const untaken = 1;
const resting = 5;

const howField: Field = {
  name: 'words',
  kind: 'text',
  label: 'How it went',
  ask: 'How did it go? What did they say?',
  help: 'Only leaders and administrators who deal with it read this. Children by their initials only.',
  optional: true,
  longest: 1000,
  initials: true,
};

const { optional: _, ...neededField } = howField;

/** Leaders; where none of them can be written to, whoever looks after the accounts. */
export function postReaders(turn: Turn): Person[] {
  const leaders = unique([...holders(turn.school, 'slt'), ...holders(turn.school, 'head')]);
  const reached = reachable(turn, leaders);
  return reached.length > 0 ? reached : reachable(turn, administrators(turn));
}

function mayDeal(turn: Turn): boolean {
  return isLeader(turn.person) || isAmong(postReaders(turn), turn.person.id);
}

type PostAct = 'take' | 'asked' | 'invited' | 'pointed' | 'note' | 'close';

/** What the school does about a parent's post, one after the other. */
function step(
  name: 'asked' | 'invited' | 'pointed',
  { label, did }: { label: string; did: string },
  isTooSoon: (post: Post) => boolean = () => false,
): Act<Post, PolicyTurn> {
  return {
    label,
    unless: ({ policy, school }, post) => {
      if (post.who !== 'parent' || !isWatched(policy, school, 'parents'))
        return 'This is for parents’ posts only.';
      if (post[name]) return `${post[name].by.name} has done this already.`;
      return isTooSoon(post) ? 'First ask them to take it down and invite them to talk.' : undefined;
    },
    asks: (_turn, post) => ({
      title: label,
      intro: postTitle(post),
      fields: [howField],
      submit: 'Put it down',
    }),
    does: (post, { by, at, answers }) => ({
      ...post,
      takenBy: post.takenBy ?? by,
      [name]: { by, at, words: String(answers.words ?? '') },
    }),
    audit: `put down about a post: ${did}`,
    history: (_post, { by }) => `${by.name}: ${did}`,
  };
}

export const postMatter: Matter<Post, PolicyTurn, PostAct> = {
  name: 'found-post',
  records: posts,
  gone: 'This post is no longer on record, so nothing was changed.',
  by: (turn) =>
    mayDeal(turn)
      ? undefined
      : {
          says: 'The leaders deal with posts about the school, so nothing was changed.',
          audit: 'posts about the school are for the leaders',
        },
  over: (_turn, { ended }) => ended && closedAlready(ended.by.name),
  sees: (turn, { from }) => {
    if (mayDeal(turn)) return 'post';
    return from.id === turn.person.id ? 'finder' : undefined;
  },
  views: () => [
    { name: 'post', looks: postCard, acts: ['take', 'asked', 'invited', 'pointed', 'note', 'close'] },
    { name: 'finder', looks: finderCard, acts: [] },
  ],
  acts: {
    take: {
      label: 'I’ll deal with it',
      style: 'primary',
      unless: (_turn, { takenBy }) => takenBy && `${takenBy.name} is dealing with it already.`,
      does: (post, { by }) => ({ ...post, takenBy: by }),
      audit: 'took on a post about the school',
      history: (_post, { by }) => `Taken on by ${by.name}`,
      tells: (turn, post, { by }) => tellFinder(turn, post, `${by.name} is dealing with it.`),
    },
    asked: step('asked', { label: 'I’ve asked them to take it down', did: 'asked to take it down' }),
    invited: step('invited', { label: 'I’ve invited them to talk', did: 'invited to talk in person' }),
    pointed: step(
      'pointed',
      { label: 'I’ve pointed to the complaints procedure', did: 'pointed to the complaints procedure' },
      ({ asked, invited }) => !asked || !invited,
    ),
    note: {
      label: 'Add what was done',
      rank: 'quiet',
      asks: (_turn, post) => ({
        title: 'What was done',
        intro: postTitle(post),
        fields: [{ ...neededField, label: 'What was done', ask: 'What was done?' }],
        submit: 'Add it',
      }),
      does: (post, { by, at, answers }) => ({
        ...post,
        done: [...post.done, { by, at, words: String(answers.words) }],
      }),
      audit: 'added what was done about a post',
      history: (_post, { by }) => `${by.name} added what was done`,
    },
    close: {
      label: 'Close it',
      asks: (_turn, post) => ({
        title: 'Close this post',
        intro: postTitle(post),
        fields: [{ ...neededField, label: 'How it ended', ask: 'How did it end?' }],
        submit: 'Close it',
      }),
      does: (post, { by, at, answers }) => ({ ...post, ended: { by, at, words: String(answers.words) } }),
      audit: 'closed a post about the school',
      history: (_post, { by }) => `Closed by ${by.name}`,
      tells: (turn, post, { by }) =>
        tellFinder(turn, post, `${by.name} has dealt with it. Thank you for telling us.`),
    },
  },
  home: {
    among: ['state:unfinished'],
    waits: ['close'],
    line: ({ person }, post, waits) =>
      // What another leader deals with waits for nobody else.
      waits && post.takenBy && post.takenBy.id !== person.id
        ? undefined
        : { title: postTitle(post), text: postStatus(post) },
  },
  clock: {
    remind: {
      among: 'state:unfinished',
      daily: isTimeToRemind,
      due: (turn, { since, reminded, takenBy }) =>
        workingDaysSince(turn, reminded ?? since) >= (takenBy || reminded ? resting : untaken),
      does: (post, { today }) => ({ ...post, reminded: today }),
      tells: remind,
    },
  },
  confidential: true,
  kept: {
    days: 365,
    because: 'So long a family may take a complaint further.',
    seenBy: 'Whoever found it, and the leaders',
  },
  register: {
    name: 'posts-about-the-school',
    title: 'Posts about the school',
    columns: postColumns,
    withheld: ['what', 'where', 'from', 'asked', 'invited', 'pointed', 'done', 'ended', 'history'],
  },
  facts: ({ who }) => ({ who }),
};

function remind(turn: Turn, post: Post): void {
  const readers = postReaders(turn);
  const theirs = readers.filter(({ id }) => id === post.takenBy?.id);
  const buttons = [showButton(postMatter, post, 'Open it')];
  for (const { id } of theirs.length > 0 ? theirs : readers)
    turn.tell({ person: id }, notice('warning', `${postTitle(post)}. ${postStatus(post)}`, { buttons }));
}

function tellFinder(turn: Turn, post: Post, text: string): void {
  if (post.from.id === turn.person.id) return;
  const buttons = [showButton(postMatter, post)];
  turn.tell({ person: post.from.id }, notice('good', `${postTitle(post)}. ${text}`, { buttons }));
}
