/** Before somebody posts: the words and a few answers against the school's policy, and a leader's eye where it wants one. */
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { button, notice } from '../../core/card.ts';
import { type Begin, begin, fitting } from '../../core/dialog.ts';
import type { Duty } from '../../core/duty.ts';
import type { Answers } from '../../core/event.ts';
import { choicesOf } from '../../core/field.ts';
import type { Value } from '../../core/handler.ts';
import { show } from '../../core/matter/cards.ts';
import { raise } from '../../core/matter/change.ts';
import { asSomeone } from '../../core/someone.ts';
import { inPrivate } from '../../core/turn.ts';
import { alarmIn, handOver } from '../safeguarding.ts';
import { resultCard } from './cards.ts';
import { checksRegister, countCheck } from './counts.ts';
import { fieldsOf, isEmpty, postIn } from './form.ts';
import { type Looked, lookAt, needsLeader, type Post } from './looking.ts';
import { giveToLeaders, postMatter, withWhom } from './matter.ts';
import { leadersFor } from './post.ts';

export const postsDuty: Duty<PolicyTurn> = {
  name: 'posts',
  help: {
    part: 'ask',
    first: true,
    title: 'Before you post',
    text: '“Check a post.” Paste it, and read what your policy says about it.',
    button: button('Check a post', 'posts.start'),
  },
  opens: {
    'check-post': {
      said: (text) => wishIn(text) !== undefined,
      begins: 'posts.check',
      interrupts: true,
      run: start,
    },
  },
  pressed: { start },
  forms: { check, send },
  matters: [postMatter],
  registers: [checksRegister],
};

const polite =
  "(?:(?:please|hi|can you|could you|will you|can i|could i|i want (?:you )?to|i(?:[’']d| would) like (?:you )?to)[, ]+)*";
const aPost =
  '(?:a|an|my|this|the|our) (?:(?:draft|new|school|facebook|instagram|twitter) )*(?:post|tweet|draft|caption)';
const ending = '(?: (?:for me|please|before (?:i|we) post(?: it)?))*';
const beforePosting = '(?:check )?before (?:i|you|we) post(?: (?:it|this|something))?';
const plainWish = new RegExp(`^${polite}(?:check ${aPost}${ending}|${beforePosting})[.!?]*$`, 'i');
const wishWithWords = new RegExp(`^${polite}check ${aPost}${ending}\\s*[:\n]\\s*(\\S.*)$`, 'is');

/** The words of the post where they came with the wish, none where they are still to come; undefined where nobody wishes it. */
function wishIn(said: string): string | undefined {
  const text = said.trim();
  return wishWithWords.exec(text)?.[1] ?? (plainWish.test(text) ? '' : undefined);
}

async function start(turn: PolicyTurn, said: Value | string): Promise<void> {
  const text = typeof said === 'string' ? wishIn(said) : undefined;
  const form = checkForm(turn);
  // Other words than those that were begun with are another post.
  const own = text ? { answers: { text }, value: { of: turn.reference('K') } } : {};
  await begin(inPrivate(turn), { ...form, ...own });
}

function checkForm({ policy }: PolicyTurn): Begin {
  return {
    form: 'posts.check',
    title: 'Check a post',
    fields: fieldsOf(policy.checks),
    next: 'I look it over and tell you what I see. Nobody else reads it, unless you then send it on.',
    submit: 'Check it',
    done: 'Here’s what I found.',
  };
}

function leaderForm(turn: PolicyTurn, leader: string): Begin {
  const fields = fieldsOf(turn.policy.checks);
  return {
    form: 'posts.send',
    title: `A post for ${leader}`,
    fields,
    next: `It goes to ${leader}, with your name. You’ll hear here whether it’s fine.`,
    submit: `Send it to ${leader}`,
    done: 'Checked once more.',
  };
}

async function check(turn: PolicyTurn, answers: Answers): Promise<void> {
  const fit = await fitting(turn, checkForm(turn), answers);
  if (!fit) return;
  const post = postIn(fit);
  const alarm = alarmIn(turn, post.text);
  // What may be about a child's safety belongs in a conversation, and is no post.
  if (alarm) return handOver(turn, alarm, [], []);
  if (isEmpty(post)) return turn.say(nothingToLookAt);
  const looked = look(turn, post);
  await countCheck(turn, looked);
  if (!isForLeader(turn, post)) return turn.say(resultCard(turn, looked, undefined));
  const leader = withWhom(turn, asked(turn));
  turn.say(resultCard(turn, looked, leader));
  await begin(turn, { ...leaderForm(turn, leader), answers: fit, value: { of: turn.reference('K') } });
}

const nothingToLookAt = notice(
  'info',
  'There’s nothing to look at yet. Paste the words, or say what’s in it.',
  {
    buttons: [button('Check a post', 'posts.start')],
  },
);

/** The names of those who work here, and of the school, are no child's. */
function look({ policy, school }: PolicyTurn, post: Post): Looked {
  const names = [...school.people.map(({ name }) => name), school.name, policy.about.school];
  const looked = lookAt(policy.checks, post, names);
  const { leader } = policy.checks;
  if (!needsLeader(policy.checks, school, post) || leader.only) return looked;
  return { ...looked, decide: [...looked.decide, { words: leader.say, clauses: leader.clauses ?? [] }] };
}

function asked({ person, policy }: PolicyTurn) {
  return { from: asSomeone(person), to: policy.checks.leader.to };
}

/** Whoever holds the role decides for themselves. */
function isForLeader(turn: PolicyTurn, post: Post): boolean {
  const { policy, school, person } = turn;
  const { to } = policy.checks.leader;
  return needsLeader(policy.checks, school, post) && !(to !== 'line-manager' && person.roles.includes(to));
}

async function send(turn: PolicyTurn, answers: Answers, value: Value): Promise<void> {
  const { from, to } = asked(turn);
  const form = leaderForm(turn, withWhom(turn, { from, to }));
  const fit = await fitting(turn, { ...form, value }, answers);
  if (!fit) return;
  const post = postIn(fit);
  const alarm = alarmIn(turn, post.text);
  if (alarm) return handOver(turn, alarm, [], []);
  const looked = look(turn, post);
  // It may have been changed so that nobody has to see it any more.
  if (!isForLeader(turn, post)) return turn.say(resultCard(turn, looked, undefined));
  const { fix, decide } = looked;
  const { text, where, promised, contained } = post;
  const ticked = form.fields
    .flatMap(choicesOf)
    .filter(({ value }) => [...promised, ...contained].includes(value));
  const sent = raise(
    turn,
    postMatter,
    {
      id: turn.reference('O'),
      from,
      text,
      where,
      ticked: ticked.map(({ label }) => label),
      fix,
      decide,
      to,
      at: turn.event.at,
      history: [],
      since: turn.today,
    },
    { audit: 'sent a post to a leader', history: `Sent by ${from.name}` },
  );
  if (leadersFor(turn, sent).length === 0) {
    turn.audit('found nobody who could be told', sent.id);
    turn.say(
      notice('warning', 'It’s kept, but nobody who decides on it can be reached here. Please ask in person.'),
    );
  }
  await giveToLeaders(turn, sent);
  await show(inPrivate(turn), postMatter, sent, 'sender');
}
