/** Questions about the policy: answered, asked back, looked up whole, handed to a person, and counted. */
import type { Button } from '../../core/card.ts';
import type { Duty } from '../../core/duty.ts';
import { inPrivate, type Turn } from '../../core/turn.ts';
import type { Engine, Ruling } from '../../policy/answer.ts';
import { namesSomebody } from '../names.ts';
import { handOver } from '../safety.ts';
import { brief, button, notice } from '../words.ts';
import { answerCard, cited, clarifyCard, sourceOf, unpackRuling } from './answer-card.ts';
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

export function askDuty(engine: Engine): Duty {
  return {
    name: 'ask',
    opens: { report: (turn) => report(turn, engine), person: async (turn) => offerPerson(turn) },
    pressed: {
      fact: async (turn, value) => {
        const { topics, facts } = unpackRuling(value);
        await answer(turn, engine, engine.rule(turn.school.policy, topics, facts), '');
      },
      clause: async (turn, value) => showClauses(turn, engine, value),
      person: async (turn, value) => openQuestion(turn, value),
      answer: (turn, value) => openAnswer(turn, engine, value),
      withdraw: withdrawRuling,
      report: (turn) => report(turn, engine),
      helpful: (turn, value) => opinion(turn, engine, value, 'helpful'),
      unhelpful: (turn, value) => opinion(turn, engine, value, 'unhelpful'),
    },
    submitted: {
      person: (turn, answers, value) => sendQuestion(turn, engine, answers, value),
      answer: (turn, answers, value) => answerQuestion(turn, engine, answers, value),
    },
    timePassed: forgetExchanges,
  };
}

/** A form can only be opened by a press, so somebody who writes gets the button. */
function offerPerson(turn: Turn): void {
  const ask: Button = { ...button('Ask a person', 'ask.person'), style: 'primary', opensForm: true };
  inPrivate(turn).say(
    notice('info', 'Of course. Press the button, write your question, and the reply comes to you here.', [
      ask,
    ]),
  );
}

/** Gives a ruling: a question back where one fact decides, the school's own ruling where it has one, else the policy's. */
export async function answer(turn: Turn, engine: Engine, ruling: Ruling, words: string): Promise<void> {
  const policy = engine.policy(turn.school.policy);
  rememberExchange(turn, ruling);
  if (ruling.clarify) return turn.say(clarifyCard({ ...ruling, clarify: ruling.clarify }));
  await countRuling(turn, engine, ruling);
  const own = await ownRulingOn(turn, ruling);
  if (own) return turn.say(ownRulingCard(turn, policy, own, ruling));
  const card = answerCard(policy, turn.school, ruling, turn.today);
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
export function answerSafely(turn: Turn, engine: Engine, ruling: Ruling): void {
  handOver(turn, cited(engine.policy(turn.school.policy), ruling.clauses));
}

function showClauses(turn: Turn, engine: Engine, value: Record<string, string>): void {
  const { topics, facts } = unpackRuling(value);
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
  await countOpinion(turn, engine, unpackRuling(value).topics, tally);
  const thanks =
    tally === 'helpful'
      ? 'Thank you, that is good to know.'
      : 'Thank you. The policy’s owner sees how often that happens, not who said it. “Ask a person” reaches somebody who can help.';
  turn.whisper(notice('info', thanks));
}
