/** How a ruling reads: its verdict in words, the clauses, what to do, whom to tell, and the next steps as buttons. */

import { orList, roleWithNames } from '../../conversation/words.ts';
import { type AnswerCard, answerCard, type Button, button, type Cited, type Tone } from '../../core/card.ts';
import { given } from '../../core/given.ts';
import { holders, type School } from '../../core/school.ts';
import type { Engine, Escalation, Route, Ruling, Understood, Verdict } from '../../policy/answer.ts';
import type { Policy } from '../../policy/pack.ts';
import { caveatsOf, headingOf } from '../../policy/present.ts';
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
export type Beside = { about?: string; doubts?: string[]; offer?: Route };

/** What is answered, and what stands beside it: one ruling, or one under its own heading for each of several questions. */
export function answersIn(
  engine: Pick<Engine, 'titleOf'>,
  { ruling, parts = [], doubts, offer }: Understood,
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
  return [
    { ruling, beside: given({ doubts, offer, about: title ? `You’re asking about: ${title}` : undefined }) },
  ];
}

export function rulingCard(
  policy: Policy,
  school: School,
  ruling: Ruling,
  today: string,
  { about, doubts = [], offer }: Beside = {},
): AnswerCard {
  const { say, next, escalate, clauses } = ruling;
  return answerCard({
    about,
    title: headingOf(ruling),
    tone: ruling.conflict ? 'warning' : tones[ruling.verdict],
    text: say,
    next,
    tell: escalate ? tellWords(school, policy, escalate) : undefined,
    clauses: cited(policy, clauses),
    // What was not understood at all is no answer of the policy.
    caveats: ruling.topics.length > 0 ? caveatsOf(ruling, policy, today) : [],
    source: sourceOf(policy),
    buttons: [...nextSteps(ruling, offer), ...notThat(ruling, doubts)],
  });
}

export function cited(policy: Policy, anchors: string[]): Cited[] {
  return anchors.flatMap((anchor) => {
    const clause = policy.clauses.get(anchor);
    return clause ? [{ anchor, heading: clause.heading, text: clause.text }] : [];
  });
}

/** Whom to turn to, by the policy's own title where it names one, and always with the school's people. */
function tellWords(school: School, policy: Policy, to: Escalation): string {
  const named = policy.about.contacts.find((contact) => contact.role === to)?.title;
  switch (to) {
    case 'dsl': {
      const who = orList(holders(school, 'dsl').map(({ name }) => name));
      return named
        ? `Tell the ${named}${who ? `: ${who}` : ''}.`
        : `Tell ${roleWithNames(school, 'dsl')}. The policy does not name them; your school does.`;
    }
    case 'head':
    case 'slt':
      return `Turn to ${named ? `the ${named}` : roleWithNames(school, to)}.`;
    case 'line-manager':
      return 'Turn to your line manager.';
    case 'police':
      return 'This may be for the police. In an emergency ring 999; tell the senior leadership team as well.';
    case 'platform':
      return 'Report it to the platform, too.';
    case 'human':
      return `Please ask a person: ${roleWithNames(school, 'slt')}.`;
  }
}

export function sourceOf({ about }: Policy): string {
  return `${about.school}, ${about.title}, ${about.inForce.words}`;
}

/** Opens the form in which a question is put to a person. */
export function personButton(subject: Subject, label = 'Ask a person'): Button {
  return button(label, 'ask.person', packSubject(subject), { opensForm: true });
}

/** How sure it was not what was asked about, somebody can say, and pick what it was. */
function notThat(ruling: Ruling, doubts: string[]): Button[] {
  return doubts.length > 0
    ? [button('Not that?', 'ask.other', { ...packSubject(ruling), others: doubts.join(' ') })]
    : [];
}

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

function nextSteps(ruling: Ruling, offer: Route | undefined): Button[] {
  const carried = packSubject(ruling);
  const silent = ruling.verdict === 'not-covered';
  return [
    ...(ruling.escalate === 'dsl'
      ? [button('Ask the safeguarding lead to ring me', 'safety.call', { role: 'dsl' })]
      : []),
    ...(ruling.escalate === 'slt'
      ? [button('Ask a senior leader to ring me', 'safety.call', { role: 'slt' })]
      : []),
    ...flowButtons([offer, ...flowsOf(ruling)]),
    ...(ruling.clauses.length > 0 ? [button('Show the whole clause', 'ask.clause', carried)] : []),
    ...(silent || ruling.conflict || ruling.escalate ? [personButton(ruling)] : []),
    button('Helpful', 'ask.helpful', carried),
    button('Not helpful', 'ask.unhelpful', carried),
  ];
}
