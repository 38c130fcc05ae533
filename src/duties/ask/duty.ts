/** Questions about the policy: answered, asked back, looked up whole, handed to a person, and counted. */

import { namesSomebody } from '../../conversation/names.ts';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { brief } from '../../conversation/words.ts';
import { type Button, button, notice } from '../../core/card.ts';
import type { Duty } from '../../core/duty.ts';
import { inPrivate, type Turn } from '../../core/turn.ts';
import type { Engine, Ruling } from '../../policy/answer.ts';
import { handOver } from '../safeguarding.ts';
import { countOpinion, countRuling, report } from './counts.ts';
import { forgetExchanges, rememberExchange } from './exchange.ts';
import {
  answerQuestion,
  openAnswer,
  openQuestion,
  ownRulingCard,
  ownRulingOn,
  sendQuestion,
  withdrawRuling,
} from './person.ts';
import { cited, decidingCard, rulingCard, sourceOf } from './ruling-card.ts';
import { unpackSubject } from './subject.ts';

export const ask: Duty<PolicyTurn> = {
  name: 'ask',
  help: {
    title: 'Ask',
    text: '“Can I accept this friend request?” You get a straight answer with the clause.',
  },
  opens: {
    report: {
      said: /^(?:show (?:me )?)?(?:the )?(?:questions? )?report(?: on questions)?$/,
      run: (turn) => report(turn, turn.engine),
    },
    person: {
      said: /^(?:please )?(?:(?:i'd like|i would like|i want|can i|could i|let me) (?:to )?)?(?:ask|talk to|speak to|speak with) (?:a |an? actual |a real )?(?:person|human|human being|someone|somebody)$/,
      interrupts: true,
      run: async (turn) => offerPerson(turn),
    },
  },
  pressed: {
    fact: async (turn, value) => {
      const { topics, facts } = unpackSubject(value);
      await answer(turn, turn.engine.rule(turn.school.policy, topics, facts), '');
    },
    clause: async (turn, value) => showClauses(turn, turn.engine, value),
    person: async (turn, value) => openQuestion(turn, value),
    answer: (turn, value) => openAnswer(turn, turn.engine, value),
    withdraw: withdrawRuling,
    report: (turn) => report(turn, turn.engine),
    helpful: (turn, value) => opinion(turn, turn.engine, value, 'helpful'),
    unhelpful: (turn, value) => opinion(turn, turn.engine, value, 'unhelpful'),
  },
  submitted: {
    person: (turn, answers, value) => sendQuestion(turn, turn.engine, answers, value),
    answer: (turn, answers, value) => answerQuestion(turn, turn.engine, answers, value),
  },
  timePassed: forgetExchanges,
  registers: [
    { name: 'questions', kind: 'question' },
    { name: 'own-rulings', kind: 'own-ruling' },
    { name: 'question-counts', kind: 'ask-count' },
  ],
};

/** A form can only be opened by a press, so somebody who writes gets the button. */
function offerPerson(turn: Turn): void {
  const toPerson: Button = { ...button('Ask a person', 'ask.person'), style: 'primary', opensForm: true };
  inPrivate(turn).say(
    notice('info', 'Of course. Press the button, write your question, and the reply comes to you here.', {
      buttons: [toPerson],
    }),
  );
}

/** Gives a ruling: a question back where one fact decides, the school's own ruling where it has one, else the policy's. */
export async function answer(turn: PolicyTurn, ruling: Ruling, words: string): Promise<void> {
  const { engine, policy } = turn;
  rememberExchange(turn, ruling);
  if (ruling.clarify) return turn.say(decidingCard({ ...ruling, clarify: ruling.clarify }));
  await countRuling(turn, engine, ruling);
  const own = await ownRulingOn(turn, ruling);
  if (own) return turn.say(ownRulingCard(turn, policy, own, ruling));
  const card = rulingCard(policy, turn.school, ruling, turn.today);
  // What a card carries is stored until it is sent, and nobody's name is to be.
  const kept = namesSomebody(words) ? '' : brief(words, 300);
  turn.say({
    ...card,
    buttons: card.buttons.map((one) =>
      one.action === 'ask.person'
        ? { ...one, value: { ...one.value, words: kept, to: ruling.escalate ?? '' } }
        : one,
    ),
  });
}

/** A child may be at risk: the clauses of what to do now, but first of all a person. */
export function answerSafely(turn: PolicyTurn, ruling: Ruling): void {
  handOver(turn, cited(turn.policy, ruling.clauses));
}

function showClauses(turn: Turn, engine: Engine, value: Record<string, string>): void {
  const { topics, facts } = unpackSubject(value);
  const policy = engine.policy(turn.school.policy);
  const ruling = engine.rule(turn.school.policy, topics, facts);
  const whole = ruling.clauses.flatMap((anchor) => {
    const parent = policy.clauses.get(anchor)?.parent;
    const section = parent ?? anchor;
    return [...policy.clauses.values()].filter(
      (clause) => clause.anchor === section || clause.parent === section,
    );
  });
  inPrivate(turn).say({
    kind: 'list',
    title: 'The whole clauses, in our own words',
    text: sourceOf(policy),
    items: [...new Set(whole)].map((clause) => ({
      title: `${clause.anchor} · ${clause.heading}`,
      text: clause.text,
      facts: [],
      buttons: [],
    })),
    empty: 'No clause speaks of this.',
    buttons: [],
  });
}

async function opinion(
  turn: Turn,
  engine: Engine,
  value: Record<string, string>,
  tally: 'helpful' | 'unhelpful',
): Promise<void> {
  await countOpinion(turn, engine, unpackSubject(value).topics, tally);
  const thanks =
    tally === 'helpful'
      ? 'Thank you, that is good to know.'
      : 'Thank you. The policy’s owner sees how often that happens, not who said it. “Ask a person” reaches somebody who can help.';
  turn.whisper(notice('info', thanks));
}
