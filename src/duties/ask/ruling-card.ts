/** How a ruling reads: its verdict in words, the clauses, what to do, whom to tell, and the next steps as buttons. */

import { watchButtons } from '../../conversation/watch.ts';
import { namesFirst } from '../../conversation/words.ts';
import { type AnswerCard, answerCard, type Button, button, type Tone } from '../../core/card.ts';
import { given } from '../../core/given.ts';
import type { School } from '../../core/school.ts';
import { answerWords } from '../../core/text.ts';
import type { Engine, Escalation, Route, Ruling, Understood, Verdict } from '../../policy/answer.ts';
import type { Act } from '../../policy/pack/rulings.ts';
import type { Policy } from '../../policy/pack.ts';
import { caveatOf, cited, headingOf } from '../../policy/present.ts';
import { personalButtons } from '../personal/buttons.ts';
import { postButtons } from '../posts/offered.ts';
import { reportButtons } from '../reports/kinds.ts';
import { permissionButtons } from '../requests/permissions.ts';
import { ringMe } from '../safeguarding.ts';
import { signButtons } from '../training/asking.ts';
import { packSubject, type Subject } from './subject.ts';

const tones: Record<Verdict, Tone> = {
  no: 'urgent',
  yes: 'good',
  conditional: 'warning',
  must: 'warning',
  info: 'info',
  'not-covered': 'info',
};

/** Beside the ruling itself: what it answers, what else that may be, and a flow that may be wanted. */
export type Beside = {
  about?: string;
  doubts?: string[];
  offer?: Route;
  /** What to know about the policy: how old it is, or that the school has reviewed it. */
  age?: string;
  /** The name of whoever manages them. */
  manager?: string;
  /** They ask what they may do; nothing has happened that could be reported. */
  asksLeave?: true;
  /** They say that they want to report something. */
  wantsToReport?: true;
  /** What else only some people can do about it. */
  more?: Button[];
};

/** What is answered, and what stands beside it: one ruling, or one under its own heading for each of several questions. */
export function answersIn(
  engine: Pick<Engine, 'titleOf'>,
  { ruling, parts = [], doubts, offer, reading }: Understood,
): { ruling: Ruling; beside: Beside }[] {
  const titleOf = ({ topics: [topic] }: Ruling) => (topic !== undefined && engine.titleOf(topic)) || '';
  if (parts.length > 1)
    return parts.map((part, at) => ({
      ruling: part,
      beside: { about: `${at + 1} of ${parts.length} · ${titleOf(part)}` },
    }));
  if (!ruling) return [];
  // An answer that is not quite sure says how it read the question.
  const title = doubts ? titleOf(ruling) : '';
  const about = title ? `You’re asking about: ${title}` : undefined;
  const asksLeave = reading && leaves.has(reading.act) ? true : undefined;
  return [{ ruling, beside: given({ doubts, offer, about, asksLeave }) }];
}

const leaves = new Set<Act>(['may', 'leave', 'fact', 'request']);

export function rulingCard(
  policy: Policy,
  school: School,
  ruling: Ruling,
  { about, doubts = [], offer, age, manager, asksLeave, wantsToReport, more = [] }: Beside = {},
): AnswerCard {
  const { say, next, escalate, clauses } = ruling;
  // What was not understood at all is no answer of the policy.
  const caveats = ruling.topics.length > 0 ? [caveatOf(ruling), age] : [];
  return answerCard({
    about,
    title: headingOf(ruling),
    tone: ruling.conflict ? 'warning' : tones[ruling.verdict],
    text: say,
    next,
    tell: escalate ? tellWords(school, policy, escalate, manager) : undefined,
    clauses: cited(policy, clauses),
    whole: clauses.length > 0 ? wholeButton(ruling) : undefined,
    caveats: caveats.flatMap((caveat) => caveat || []),
    source: sourceOf(policy),
    link: school.policyUrl,
    buttons: [
      ...nextSteps(ruling, [
        ...(asksLeave ? [] : reportButtons(policy, school, ruling.topics, wantsToReport)),
        ...permissionButtons(policy, ruling.topics),
        ...flowButtons([offer, ...flowsOf(ruling)]),
        ...personalButtons(ruling.topics),
        ...postButtons(policy, school, ruling.topics),
        ...(asksLeave ? [] : watchButtons(policy, school, ruling.topics)),
        ...(ruling.topics.includes('signature') ? signButtons({ policy, school }) : []),
        ...more,
      ]),
      ...wordsBack(ruling, doubts),
    ],
  });
}

/** Who to tell, by name. Where nobody is meant in particular, there is a button instead. */
function tellWords(school: School, policy: Policy, to: Escalation, manager?: string): string | undefined {
  switch (to) {
    case 'dsl':
    case 'head':
    case 'slt':
      return namesFirst(school, to, titleIn(policy, to));
    case 'line-manager':
      return manager ? `${manager} (your line manager)` : 'Your line manager';
    case 'police':
      return 'The police, if it may be a crime: 999 in an emergency. Tell your senior leaders as well.';
    case 'platform':
      return 'The platform, with its own report button';
    case 'human':
      return undefined;
  }
}

/** What the policy calls whoever holds a role. */
function titleIn({ about }: Policy, role: Escalation): string | undefined {
  const title = about.contacts.find((contact) => contact.role === role)?.title;
  return title?.replace(/^(?:the|an?) /i, '');
}

export function sourceOf({ about }: Policy): string {
  return `${about.school}, ${about.title}, ${about.inForce.words}`;
}

/** Opens the form in which a question is put to a person. */
export function personButton(subject: Subject, label = 'Ask a person'): Button {
  return button(label, 'ask.person', packSubject(subject), { opensForm: true });
}

export function wholeButton(ruling: Subject): Button {
  return button(answerWords.read, 'ask.clause', packSubject(ruling));
}

/** Whether it helped, and that it was not what was asked about: then one can pick what it was. */
function wordsBack(ruling: Ruling, doubts: string[]): Button[] {
  const carried = packSubject(ruling);
  const others = doubts.join(' ');
  return [
    ...(doubts.length > 0 ? [button('Not that?', 'ask.other', { ...carried, others }, quietly)] : []),
    button('👍', 'ask.helpful', carried, { ...quietly, spoken: 'Helpful' }),
    button('👎', 'ask.unhelpful', carried, { ...quietly, spoken: 'Not helpful' }),
  ];
}

const quietly = { rank: 'quiet' } as const;

/** What a topic may well lead to. */
function flowsOf({ topics }: Ruling): Route[] {
  const isAbout = (words: RegExp) => topics.some((topic) => words.test(topic));
  return [
    ...(isAbout(/^(journalist|media-proactive)$/) ? (['journalist'] as const) : []),
    ...(isAbout(/^account-(approval|application|people|reason)$/) ? (['apply'] as const) : []),
  ];
}

/** Each flow that may be wanted, once. */
export function flowButtons(flows: (Route | undefined)[]): Button[] {
  return [...new Set(flows)].flatMap((flow) => {
    const begins = flow && flowStarts[flow];
    return begins ? [button(begins.label, begins.action)] : [];
  });
}

const flowStarts: Partial<Record<Route, { label: string; action: string }>> = {
  journalist: { label: 'Log a call from the press', action: 'press.start' },
  apply: { label: 'Ask for a new account', action: 'requests.start' },
  accounts: { label: 'Show the register', action: 'register.list' },
  status: { label: 'Show my requests', action: 'requests.mine' },
};

/** What can be done about it at once; the likeliest stands out. */
function nextSteps(ruling: Ruling, flows: Button[]): Button[] {
  const { escalate, verdict, conflict } = ruling;
  const isCalled = escalate === 'dsl' || escalate === 'slt';
  const steps: Button[] = [
    ...(isCalled ? [ringMe(escalate)] : []),
    ...flows,
    ...(verdict === 'not-covered' || conflict || (escalate && !isCalled) ? [personButton(ruling)] : []),
  ];
  return steps.map(({ style: _, ...step }, at) => (at === 0 ? { ...step, style: 'primary' } : step));
}
