/** Putting a comment down: what to do now, a few questions, and those who run the account have it. */
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { isWatched } from '../../conversation/watch.ts';
import { andList } from '../../conversation/words.ts';
import { notice } from '../../core/card.ts';
import { type Begin, begin, fitting } from '../../core/dialog.ts';
import type { Answers } from '../../core/event.ts';
import type { Field } from '../../core/field.ts';
import { filledIn } from '../../core/form.ts';
import { given } from '../../core/given.ts';
import type { Value } from '../../core/handler.ts';
import { give, show } from '../../core/matter/cards.ts';
import { raise } from '../../core/matter/change.ts';
import { asSomeone } from '../../core/someone.ts';
import { instantAt } from '../../core/time.ts';
import { inPrivate, type Turn } from '../../core/turn.ts';
import { accounts, titleOf as accountTitle } from '../register/account.ts';
import { reportButtons } from '../reports/kinds.ts';
import { alarmIn, handOver } from '../safeguarding.ts';
import { commentGuidance } from './cards.ts';
import { type Comment, kindOf } from './comment.ts';
import { dueAt } from './deadline.ts';
import { commentMatter } from './matter.ts';
import { sayItIsOff } from './off.ts';
import { kindIn } from './said.ts';
import { looksAfter, teamOf } from './team.ts';

const elsewhere = 'other';

const storyFields: Field[] = [
  {
    name: 'kind',
    kind: 'choice',
    label: 'What it is',
    ask: 'What is it?',
    choices: [
      { value: 'comment', label: 'A comment' },
      { value: 'question', label: 'A question' },
      { value: 'complaint', label: 'A complaint' },
    ],
  },
  {
    name: 'what',
    kind: 'text',
    label: 'What it says',
    ask: 'What does it say, in short?',
    help: 'There’s no need for who wrote it. Children by their initials only.',
    initials: true,
    longest: 2000,
  },
  {
    name: 'came',
    kind: 'choice',
    label: 'When it came in',
    ask: 'When did it come in?',
    choices: [
      { value: 'now', label: 'Just now' },
      { value: 'today', label: 'Earlier today' },
      { value: 'before', label: 'Before today' },
    ],
  },
  {
    name: 'day',
    kind: 'date',
    label: 'Day',
    ask: 'On which day?',
    notAfter: 'today',
    when: { field: 'came', is: ['before'] },
  },
];

export async function startComment(turn: PolicyTurn, said: Value | string): Promise<void> {
  if (!isWatched(turn.policy, turn.school, 'comments')) return sayItIsOff(turn);
  const words = typeof said === 'string' ? { kind: kindIn(said) } : { account: said.account };
  const answers: Answers = given(words);
  const form = await formOf(turn);
  const privateTurn = inPrivate(turn);
  privateTurn.say(commentGuidance(turn, reportButtons(turn.policy, turn.school, ['abuse-on-page'])));
  await begin(privateTurn, {
    ...form,
    answers,
    ...given({ intro: filledIn(form.fields, answers) }),
  });
}

async function formOf(turn: PolicyTurn): Promise<Begin> {
  return {
    form: 'comments.log',
    title: 'Comment on an account',
    fields: [...(await placeFields(turn)), ...storyFields],
    next: 'It goes to those who look after the account, with your name. You can see here when it’s been answered.',
    submit: 'Pass it on',
  };
}

/** One of the school's accounts, or in words where it is none that is on record. */
async function placeFields(turn: PolicyTurn): Promise<Field[]> {
  const where: Field = {
    name: 'where',
    kind: 'line',
    label: 'Where',
    ask: 'Where did it come in?',
    help: 'For example: our Facebook page.',
  };
  const running = await turn.work.find(accounts, 'state:active');
  if (running.length === 0) return [where];
  return [
    {
      name: 'account',
      kind: 'choice',
      label: 'Account',
      ask: 'On which account?',
      choices: [
        ...running.map((account) => ({ value: account.id, label: accountTitle(account) })),
        { value: elsewhere, label: 'Another one' },
      ],
    },
    { ...where, when: { field: 'account', is: [elsewhere] } },
  ];
}

export async function logComment(turn: PolicyTurn, answers: Answers): Promise<void> {
  if (!isWatched(turn.policy, turn.school, 'comments')) return sayItIsOff(turn);
  const fit = await fitting(turn, await formOf(turn), answers);
  if (!fit) return;
  const what = String(fit.what);
  const alarm = alarmIn(turn, what);
  // What may be about a child's safety belongs in a conversation, and is not kept.
  if (alarm) return handOver(turn, alarm, [], []);
  const comment = raise(turn, commentMatter, await commentFrom(turn, fit), {
    audit: 'put down a comment',
    history: `Passed on by ${turn.person.name}`,
  });
  await passOn(turn, comment);
}

async function commentFrom(turn: PolicyTurn, answers: Answers): Promise<Comment> {
  const account = await turn.work.get(accounts, String(answers.account ?? ''));
  const { came, guessed } = cameAt(turn, answers);
  return {
    id: turn.reference('C'),
    kind: kindOf(answers.kind),
    ...given({ account: account?.id, guessed }),
    where: account ? accountTitle(account) : String(answers.where ?? ''),
    what: String(answers.what),
    came,
    due: dueAt(came, turn.policy.watch.comments.within, turn.school),
    from: asSomeone(turn.person),
    at: turn.event.at,
    history: [],
  };
}

/** An hour that is not known is the one at which a school's day begins, so that an answer comes too early, not too late. */
function cameAt(turn: Turn, { came, day }: Answers): { came: string; guessed?: true } {
  const { event, school, today } = turn;
  if (came === 'now') return { came: event.at };
  const opened = instantAt(came === 'today' ? today : String(day), 8, school.timezone);
  return opened < event.at ? { came: opened, guessed: true } : { came: event.at };
}

/** Each of them gets the card in private; whoever put it down reads who has it. */
async function passOn(turn: PolicyTurn, comment: Comment): Promise<void> {
  const team = await teamOf(turn, comment);
  const others = team.filter(({ id }) => id !== turn.person.id);
  const addresses = others.map(({ id }) => ({ person: id }));
  await give(turn, commentMatter, comment, 'comment', addresses, { calls: true });
  const theirs = await looksAfter(turn, comment);
  await show(inPrivate(turn), commentMatter, comment, theirs ? 'comment' : 'own');
  if (others.length === 0 && !theirs) return tellNobody(turn, comment);
  const names = andList(others.map(({ name }) => name));
  turn.say(notice('good', `Put down${names ? `, and passed on to ${names}` : ''}. (${comment.id})`));
}

function tellNobody(turn: PolicyTurn, { id }: Comment): void {
  turn.audit('found nobody who could be told', id);
  turn.say(
    notice(
      'urgent',
      `It’s kept, but I can’t reach anyone who looks after your accounts. Please tell a leader in person. (${id})`,
    ),
  );
}
