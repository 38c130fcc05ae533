/** The life of a post that a leader has to see: fine as it is, to be changed, or not to be posted. */
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { brief, dated, roleInWords } from '../../conversation/words.ts';
import { isTimeToRemind, workingDaysSince } from '../../conversation/working-days.ts';
import { button, type CaseCard, caseCard, notice } from '../../core/card.ts';
import type { Field } from '../../core/field.ts';
import { give, showButton } from '../../core/matter/cards.ts';
import type { Matter, Moment } from '../../core/matter/table.ts';
import { whenAt } from '../../core/register.ts';
import { isAmong } from '../../core/someone.ts';
import { pointsOf } from './cards.ts';
import { whereInWords } from './form.ts';
import { leadersFor, type SentPost, sentPosts } from './post.ts';

const words = { kind: 'text', longest: 1000 } as const;
const changeField: Field = { ...words, name: 'words', label: 'What to change', ask: 'What should change?' };
const reasonField: Field = { ...words, name: 'words', label: 'Why not', ask: 'Why shouldn’t it be posted?' };

type PostAct = 'fine' | 'change' | 'no' | 'withdraw';

export const postMatter: Matter<SentPost, PolicyTurn, PostAct> = {
  name: 'post',
  records: sentPosts,
  gone: 'This post was taken back, so nothing was changed.',
  by: (turn, post) =>
    mayAnswer(turn, post)
      ? undefined
      : {
          says: 'Somebody else decides on this post. Nothing was changed.',
          audit: 'this post is for others',
        },
  over: (_turn, { answer }) => answer && `${answer.by.name} has answered this already.`,
  sees: (turn, post) => {
    if (post.from.id === turn.person.id) return 'sender';
    return mayAnswer(turn, post) || post.answer?.by.id === turn.person.id ? 'leader' : undefined;
  },
  views: () => [
    { name: 'leader', looks: leaderCard, acts: ['fine', 'change', 'no'] },
    { name: 'sender', looks: senderCard, acts: ['withdraw'] },
  ],
  acts: {
    fine: {
      label: 'Fine as it is',
      style: 'primary',
      does: answering('fine'),
      audit: 'agreed to a post',
      history: (_post, { by }) => `${by.name} said it’s fine as it is`,
      tells: (turn, post, { by }) =>
        tellSender(turn, post, `${by.name} says your post is fine as it is. If you change it, ask again.`),
    },
    change: {
      label: 'Change this',
      asks: () => ({ title: 'What should change?', fields: [changeField], submit: 'Send it back' }),
      does: answering('change'),
      audit: 'asked for a change to a post',
      history: (_post, { by }) => `${by.name} asked for a change`,
      tells: (turn, post, { by }) =>
        tellSender(turn, post, `${by.name} would like a change before you post it.`),
    },
    no: {
      label: 'Don’t post it',
      style: 'danger',
      asks: () => ({ title: 'Why not?', fields: [reasonField], submit: 'Say no' }),
      does: answering('no'),
      audit: 'said no to a post',
      history: (_post, { by }) => `${by.name} said no`,
      tells: (turn, post, { by }) => tellSender(turn, post, `${by.name} says not to post it.`),
    },
    withdraw: {
      label: 'Take it back',
      by: ({ person }, { from }) =>
        person.id === from.id
          ? undefined
          : { says: `Only ${from.name} can take this back.`, audit: 'only the writer takes a post back' },
      does: () => undefined,
      audit: 'took back a post',
      tells: (turn) => turn.whisper(notice('good', 'Taken back. Its words are deleted.')),
    },
  },
  home: {
    among: ['state:open'],
    waits: ['fine'],
    line: (turn, post, waits) => ({
      title: waits ? `A post by ${post.from.name}` : 'Your post',
      text: waits ? 'They’d like to post it' : statusInWords(turn, post),
    }),
  },
  clock: {
    remind: {
      among: 'state:open',
      daily: isTimeToRemind,
      due: (turn, { since, reminded }) => workingDaysSince(turn, reminded ?? since) >= remindAfter,
      does: (post, { today }) => ({ ...post, reminded: today }),
      tells: (turn, post) => remind(turn, post),
    },
  },
  kept: {
    days: 400,
    because: 'A school year and the summer after it, to show who agreed to what.',
    seenBy: 'Whoever wrote it, and those who decide',
  },
  register: {
    name: 'posts',
    title: 'Posts leaders looked at',
    columns: {
      'Sent by': ({ from }) => from.name,
      Sent: ({ at }, turn) => whenAt(turn, at),
      'Where it goes': ({ where }) => whereInWords(where),
      'Where it stands': (post, turn) => statusInWords(turn, post),
    },
    withheld: ['text', 'ticked', 'fix', 'decide', 'answer'],
  },
  facts: ({ answer }) => ({ answer: answer?.is ?? '' }),
};

/** In the school's working days. */
const remindAfter = 1;

function mayAnswer(turn: PolicyTurn, post: SentPost): boolean {
  return isAmong(leadersFor(turn, post), turn.person.id);
}

function answering(is: NonNullable<SentPost['answer']>['is']): (post: SentPost, moment: Moment) => SentPost {
  return (post, { by, at, answers }) => ({
    ...post,
    answer: { is, by, at, words: String(answers.words ?? '') },
  });
}

/** Each leader gets their own copy: nobody else need read what has not been posted yet. */
export async function giveToLeaders(turn: PolicyTurn, post: SentPost): Promise<void> {
  const to = leadersFor(turn, post).map(({ id }) => ({ person: id }));
  const ifLost = notice(
    'warning',
    `I couldn’t get your post to ${withWhom(turn, post)}. Please ask in person.`,
  );
  await give(turn, postMatter, post, 'leader', to, { ifLost });
}

function remind(turn: PolicyTurn, post: SentPost): void {
  for (const { id } of leadersFor(turn, post))
    turn.tell(
      { person: id },
      notice('info', `${post.from.name} is waiting for your word on a post.`, {
        buttons: [showButton(postMatter, post, 'Open it')],
      }),
    );
}

function tellSender(turn: PolicyTurn, post: SentPost, text: string): void {
  turn.tell(
    { person: post.from.id },
    notice('info', text, { buttons: [showButton(postMatter, post, 'Show your post')] }),
  );
}

/** By name where it is one person, else the role. */
export function withWhom(turn: PolicyTurn, post: Pick<SentPost, 'from' | 'to'>): string {
  const [only, ...others] = leadersFor(turn, post);
  return only && others.length === 0 ? only.name : roleInWords(post.to === 'line-manager' ? 'head' : post.to);
}

function statusInWords(turn: PolicyTurn, post: SentPost): string {
  const { answer } = post;
  if (!answer) return `Waiting for ${withWhom(turn, post)}`;
  return {
    fine: `${answer.by.name} says it’s fine as it is`,
    change: `${answer.by.name} asks for a change`,
    no: `${answer.by.name} says not to post it`,
  }[answer.is];
}

function leaderCard(turn: PolicyTurn, post: SentPost): CaseCard {
  return caseCard({
    ...body(turn, post),
    title: `${brief(post.from.name)} would like to post this`,
    points: pointsOf(turn.policy, post),
  });
}

function senderCard(turn: PolicyTurn, post: SentPost): CaseCard {
  return caseCard({
    ...body(turn, post),
    title: 'Your post',
    buttons: post.answer?.is === 'change' ? [button('Check it again', 'posts.start')] : [],
  });
}

function body(turn: PolicyTurn, post: SentPost) {
  const { text, where, ticked, answer } = post;
  const facts = [
    { label: 'Where it goes', value: whereInWords(where) },
    { label: 'Ticked', value: ticked.join('; ') },
    { label: 'Answer', value: answer?.words ?? '' },
  ];
  return {
    status: statusInWords(turn, post),
    tone: answer ? ({ fine: 'good', change: 'warning', no: 'urgent' } as const)[answer.is] : 'info',
    quote: text ? { title: 'The post', text } : undefined,
    facts: facts.filter(({ value }) => value !== ''),
    history: post.history.map((past) => dated(turn.school, past)),
  } as const;
}
