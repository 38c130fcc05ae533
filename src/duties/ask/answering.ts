/** Gives a ruling: a question back where one fact decides, the school's own ruling where it has one, else the policy's. */

import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { ownReview } from '../../conversation/reviews.ts';
import { brief } from '../../conversation/words.ts';
import { type Button, button, notice } from '../../core/card.ts';
import { given } from '../../core/given.ts';
import type { Value } from '../../core/handler.ts';
import { namesSomebody } from '../../core/names.ts';
import { isLeader } from '../../core/roles.ts';
import { personById } from '../../core/school.ts';
import { type Alarm, type Ruling, type Understood, whichTopic } from '../../policy/answer.ts';
import { cited } from '../../policy/present.ts';
import { checkButtons } from '../posts/offered.ts';
import { handOver } from '../safeguarding.ts';
import { ageToTell } from './age-told.ts';
import { countMeant, countRuling } from './counts.ts';
import { askBack, choiceIn, settle } from './deciding.ts';
import { choiceOf, lastExchange, rememberExchange } from './exchange.ts';
import { ownRulingCard, ownRulingOn } from './own-ruling.ts';
import { answersIn, type Beside, flowButtons, personButton, rulingCard } from './ruling-card.ts';
import { rulingOn, unpackSubject } from './subject.ts';

/** Answers what was said. If that was the answer to a deciding question of just before, the question closes. */
export async function answerSaid(turn: PolicyTurn, understood: Understood, words = ''): Promise<void> {
  const choice = understood.ruling && choiceOf(await lastExchange(turn), understood.ruling);
  if (choice) await settle(turn, choice);
  const wantsToReport = reportsWords.test(words) ? true : undefined;
  for (const { ruling, beside } of answersIn(turn.engine, understood))
    await answer(turn, ruling, words, { ...beside, ...given({ wantsToReport }) });
}

/** Whoever says that they want to report something gets the way there, whatever else it was taken for. */
const reportsWords = /\b(?:want|need|like|wish|have|got) to report\b/i;

/** Answers a button of a deciding question; but only the first one that is pressed. */
export async function answerChosen(turn: PolicyTurn, value: Value): Promise<void> {
  const choice = choiceIn(value);
  const before = choice && (await settle(turn, choice));
  if (before !== undefined)
    return turn.whisper(
      notice(
        'info',
        `This has already been answered: “${before}”. If you mean something else, just ask again.`,
      ),
    );
  if (choice?.fact === 'topic') await countMeant(turn, value.guessed, choice);
  await answer(turn, rulingOn(turn, unpackSubject(value)), '');
}

/** It was not about that: what else it may have been is offered to pick from. */
export async function answerOther(turn: PolicyTurn, value: Value): Promise<void> {
  const { topics, facts } = unpackSubject(value);
  const others = unpackSubject({ topics: value.others ?? '' }).topics;
  const choices = others.flatMap((topic) => {
    const label = turn.engine.titleOf(topic);
    return label ? [{ value: topic, label }] : [];
  });
  if (choices.length === 0)
    return turn.whisper(
      notice('info', 'Please ask again in other words, or ask a person.', {
        buttons: [personButton({ topics: [], facts: {} })],
      }),
    );
  const ruling = rulingOn(turn, { topics, facts });
  await answer(turn, { ...ruling, clarify: { fact: 'topic', question: whichTopic, choices } }, '');
}

async function answer(turn: PolicyTurn, ruling: Ruling, words: string, beside: Beside = {}): Promise<void> {
  // What a card carries is stored until it is sent, and nobody's name is to be.
  const said = namesSomebody(words) ? '' : brief(words, 300);
  if (ruling.clarify) {
    const { fact, choices } = ruling.clarify;
    const topics = fact === 'topic' ? choices.map(({ value }) => value) : ruling.topics;
    const steps = [...flowButtons([beside.offer]), ...checkButtons(turn.policy, topics)];
    const flows = carrying(steps, said, ruling);
    return rememberExchange(turn, ruling, askBack(turn, ruling, ruling.clarify, flows));
  }
  rememberExchange(turn, ruling);
  await countRuling(turn, ruling);
  const ownRuling = await ownRulingOn(turn, ruling);
  if (ownRuling) return turn.say(await ownRulingCard(turn, ownRuling));
  const manager = personById(turn.school, turn.person.manager ?? '')?.name;
  const around = { ...beside, ...given({ manager }), ...(await aboutReview(turn, ruling)) };
  const card = rulingCard(turn.policy, turn.school, ruling, around);
  turn.say({ ...card, buttons: carrying(card.buttons, said, ruling) });
}

/** How old the policy is, or what the school has on record where that was asked. */
async function aboutReview(turn: PolicyTurn, { topics }: Ruling): Promise<Pick<Beside, 'age' | 'more'>> {
  // What was not understood at all says nothing about the policy.
  if (topics.length === 0) return {};
  const isAsked = topics.includes('review-date');
  const age = (isAsked ? await ownReview(turn) : undefined) ?? (await ageToTell(turn));
  const isTheirs = isLeader(turn.person) || turn.person.roles.includes('owner');
  return given({ age, more: isAsked && isTheirs ? [button('Show the review', 'review.open')] : undefined });
}

/** Whoever goes on from an answer need not say again what they said. */
function carrying(buttons: Button[], said: string, { escalate }: Ruling): Button[] {
  const more: Record<string, Value> = {
    'ask.person': { words: said, to: escalate ?? '' },
    'requests.start': { said },
    'press.start': { said },
  };
  return buttons.map((button) => ({ ...button, value: { ...button.value, ...more[button.action] } }));
}

/** A child may be at risk: the clauses of what to do now, but first of all a person. */
export function answerSafely(turn: PolicyTurn, alarm: Alarm, { ruling, offer }: Understood): void {
  handOver(turn, alarm, cited(turn.policy, ruling?.clauses ?? []), flowButtons([offer]));
}
