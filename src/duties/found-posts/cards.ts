/** What is read about a post: before it is put down, by the leaders, and by whoever found it. */
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { watchGuidance } from '../../conversation/watch.ts';
import { brief, dated } from '../../conversation/words.ts';
import { type Button, type CaseCard, caseCard, type Fact, type Step } from '../../core/card.ts';
import { type Columns, whenAt } from '../../core/register.ts';
import { shownInstant } from '../../core/time.ts';
import type { Turn } from '../../core/turn.ts';
import type { Post } from './post.ts';

export type PostPart = 'posts' | 'parents';

const guidanceTitles: Record<PostPart, string> = {
  posts: 'A post about the school',
  parents: 'A parent’s post about the school',
};

export function postGuidance({ policy }: PolicyTurn, part: PostPart, buttons: Button[]): CaseCard {
  return caseCard({
    title: guidanceTitles[part],
    status: 'Put it down here, and the leaders hear of it in private.',
    tone: 'info',
    ...watchGuidance(policy, policy.watch[part], 'That it goes to all the leaders is our suggestion.'),
    buttons,
  });
}

/** For whoever found it: what they wrote, and how far it has come. */
export function finderCard(turn: Turn, post: Post): CaseCard {
  return caseCard({
    title: postTitle(post),
    status: postStatus(post),
    tone: post.ended ? 'good' : 'info',
    text: post.what,
    facts: [{ label: 'Put down', value: shownInstant(post.at, turn.school.timezone) }],
  });
}

export function postCard(turn: Turn, post: Post): CaseCard {
  return caseCard({
    title: postTitle(post),
    status: postStatus(post),
    tone: post.ended ? 'good' : post.takenBy ? 'info' : 'warning',
    text: post.what,
    facts: [
      { label: 'Found by', value: `${post.from.name}, ${shownInstant(post.at, turn.school.timezone)}` },
      { label: 'Posted by', value: posters[post.who] },
      ...deedsOf(post),
    ],
    steps: post.who === 'parent' && !post.ended ? stepsWith(post) : [],
    history: post.history.map((past) => dated(turn.school, past)),
  });
}

const posters: Record<Post['who'], string> = {
  parent: 'a parent or carer',
  other: 'somebody else',
  unknown: 'not known',
};

export function postTitle({ who, where }: Post): string {
  return `${who === 'parent' ? 'A parent’s post' : 'Post about the school'}: ${brief(where)}`;
}

export function postStatus({ ended, takenBy }: Post): string {
  if (ended) return `Closed by ${ended.by.name}`;
  return takenBy ? `${takenBy.name} is dealing with it.` : 'Nobody has taken it yet.';
}

function stepsWith({ asked, invited, pointed }: Post): Step[] {
  const step = (label: string, done: Post['asked'], open: Pick<Step, 'state' | 'note'>): Step =>
    done ? { label, state: 'done', note: done.by.name } : { label, ...open };
  return [
    step('Ask them to take it down', asked, { state: 'now', note: 'if it’s offensive or unsuitable' }),
    step('Invite them to talk', invited, { state: 'now' }),
    step('Point them to the complaints procedure', pointed, { state: 'later', note: 'if need be' }),
  ];
}

function deedsOf({ asked, invited, pointed, done, ended }: Post): Fact[] {
  const facts = [
    { label: 'Asked to take it down', deed: asked },
    { label: 'Invited to talk', deed: invited },
    { label: 'Complaints procedure', deed: pointed },
    ...done.map((deed) => ({ label: `Done (${deed.by.name})`, deed })),
    { label: 'How it ended', deed: ended },
  ];
  return facts.flatMap(({ label, deed }) => (deed?.words ? [{ label, value: deed.words }] : []));
}

export const postColumns: Columns<Post, Turn> = {
  Where: ({ where }) => where,
  'Posted by': ({ who }) => posters[who],
  'Found by': ({ from }) => from.name,
  'Put down': ({ at }, turn) => whenAt(turn, at),
  'Asked to take it down': ({ asked }, turn) => whenAt(turn, asked?.at),
  'Invited to talk': ({ invited }, turn) => whenAt(turn, invited?.at),
  'Complaints procedure': ({ pointed }, turn) => whenAt(turn, pointed?.at),
  'Where it stands': (post) => postStatus(post),
};
