/** Putting down a post about the school: what to do now, where it is, what it says, and the leaders hear of it. */
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { isWatched } from '../../conversation/watch.ts';
import { andList } from '../../conversation/words.ts';
import { notice } from '../../core/card.ts';
import { type Begin, begin, fitting } from '../../core/dialog.ts';
import type { Answers } from '../../core/event.ts';
import type { Field } from '../../core/field.ts';
import type { Value } from '../../core/handler.ts';
import { give, show } from '../../core/matter/cards.ts';
import { raise } from '../../core/matter/change.ts';
import { asSomeone } from '../../core/someone.ts';
import { inPrivate } from '../../core/turn.ts';
import { sayItIsOff } from '../comments/off.ts';
import { reportButtons } from '../reports/kinds.ts';
import { alarmIn, handOver } from '../safeguarding.ts';
import { type PostPart, postGuidance } from './cards.ts';
import { postMatter, postReaders } from './matter.ts';
import type { Post } from './post.ts';

const whoField: Field = {
  name: 'who',
  kind: 'choice',
  label: 'Posted by',
  ask: 'Who posted it, as far as you know?',
  choices: [
    { value: 'parent', label: 'A parent or carer' },
    { value: 'other', label: 'Somebody else' },
    { value: 'unknown', label: 'I don’t know' },
  ],
};

const storyFields: Field[] = [
  {
    name: 'where',
    kind: 'line',
    label: 'Where',
    ask: 'Where is it?',
    help: 'For example: a local Facebook group. If you have its address, paste that.',
    longest: 300,
  },
  {
    name: 'what',
    kind: 'text',
    label: 'What it says',
    ask: 'What does it say, in short?',
    help: 'Children by their initials only.',
    initials: true,
    longest: 2000,
  },
  {
    name: 'done',
    kind: 'text',
    label: 'Done so far',
    ask: 'Has anybody done something about it already? If so, what?',
    initials: true,
    optional: true,
    longest: 1000,
  },
];

export function startPost(part: PostPart): (turn: PolicyTurn) => Promise<void> {
  return async (turn) => {
    if (!isWatched(turn.policy, turn.school, part)) return sayItIsOff(turn);
    const privateTurn = inPrivate(turn);
    privateTurn.say(postGuidance(turn, part, reportButtons(turn.policy, turn.school, ['abuse-of-staff'])));
    await begin(privateTurn, formOf(part));
  };
}

function formOf(part: PostPart): Begin {
  return {
    form: 'found.log',
    title: part === 'parents' ? 'A parent’s post' : 'Post about the school',
    fields: part === 'parents' ? storyFields : [...storyFields, whoField],
    next: 'The leaders read it, with your name. They put down here what they do, and you can see where it stands.',
    submit: 'Tell the leaders',
    value: { part },
  };
}

export async function logPost(turn: PolicyTurn, answers: Answers, value: Value): Promise<void> {
  const part = value.part === 'parents' ? 'parents' : 'posts';
  if (!isWatched(turn.policy, turn.school, part)) return sayItIsOff(turn);
  const fit = await fitting(turn, formOf(part), answers);
  if (!fit) return;
  const alarm = alarmIn(turn, `${fit.what} ${fit.done}`);
  // What may be about a child's safety belongs in a conversation, and is not kept.
  if (alarm) return handOver(turn, alarm, [], []);
  const post = raise(turn, postMatter, postFrom(turn, part, fit), {
    audit: 'put down a post about the school',
    history: `Found by ${turn.person.name}`,
  });
  await passOn(turn, post);
}

function postFrom(turn: PolicyTurn, part: PostPart, { who, where, what, done }: Answers): Post {
  const { event, person, today } = turn;
  return {
    id: turn.reference('E'),
    who: part === 'parents' || who === 'parent' ? 'parent' : who === 'other' ? 'other' : 'unknown',
    where: String(where),
    what: String(what),
    from: asSomeone(person),
    at: event.at,
    done: done ? [{ by: asSomeone(person), at: event.at, words: String(done) }] : [],
    history: [],
    since: today,
  };
}

async function passOn(turn: PolicyTurn, post: Post): Promise<void> {
  const readers = postReaders(turn);
  const others = readers.filter(({ id }) => id !== turn.person.id);
  const addresses = others.map(({ id }) => ({ person: id }));
  await give(turn, postMatter, post, 'post', addresses, { calls: true });
  await show(inPrivate(turn), postMatter, post, others.length < readers.length ? 'post' : 'finder');
  if (readers.length === 0) turn.audit('found nobody who could be told', post.id);
  const names = andList(others.map(({ name }) => name));
  turn.say(
    readers.length > 0
      ? notice('good', `Put down${names ? `. ${names} can read it now` : ''}. (${post.id})`)
      : notice(
          'urgent',
          `It’s kept, but I can’t reach a leader here. Please tell one in person. (${post.id})`,
        ),
  );
}
