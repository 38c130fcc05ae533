/** Gives a ruling: a question back where one fact decides, the school's own ruling where it has one, else the policy's. */
import { namesSomebody } from '../../conversation/names.ts';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { brief } from '../../conversation/words.ts';
import { notice } from '../../core/card.ts';
import type { Value } from '../../core/handler.ts';
import type { Alarm, Ruling } from '../../policy/answer.ts';
import { handOver } from '../safeguarding.ts';
import { countRuling } from './counts.ts';
import { askBack, choiceIn, settle } from './deciding.ts';
import { choiceOf, lastExchange, rememberExchange } from './exchange.ts';
import { ownRulingCard, ownRulingOn } from './own-ruling.ts';
import { cited, rulingCard } from './ruling-card.ts';
import { rulingOn, unpackSubject } from './subject.ts';

/** Answers what was said. If that was the answer to a deciding question of just before, the question closes. */
export async function answerSaid(turn: PolicyTurn, ruling: Ruling, words = ''): Promise<void> {
  const choice = choiceOf(await lastExchange(turn), ruling);
  if (choice) await settle(turn, choice);
  await answer(turn, ruling, words);
}

/** Answers a button of a deciding question; but only the first one that is pressed. */
export async function answerChosen(turn: PolicyTurn, value: Value): Promise<void> {
  const choice = choiceIn(value);
  const before = choice && (await settle(turn, choice));
  if (before !== undefined)
    return turn.whisper(
      notice(
        'info',
        `This has been answered already: “${before}”. If it is about another one, just ask again.`,
      ),
    );
  await answer(turn, rulingOn(turn, unpackSubject(value)), '');
}

async function answer(turn: PolicyTurn, ruling: Ruling, words: string): Promise<void> {
  if (ruling.clarify) return rememberExchange(turn, ruling, askBack(turn, ruling, ruling.clarify));
  rememberExchange(turn, ruling);
  await countRuling(turn, ruling);
  const ownRuling = await ownRulingOn(turn, ruling);
  if (ownRuling) return turn.say(await ownRulingCard(turn, ownRuling));
  const card = rulingCard(turn.policy, turn.school, ruling, turn.today);
  // What a card carries is stored until it is sent, and nobody's name is to be.
  const carriedWords = namesSomebody(words) ? '' : brief(words, 300);
  turn.say({
    ...card,
    buttons: card.buttons.map((button) =>
      button.action === 'ask.person'
        ? { ...button, value: { ...button.value, words: carriedWords, to: ruling.escalate ?? '' } }
        : button,
    ),
  });
}

/** A child may be at risk: the clauses of what to do now, but first of all a person. */
export function answerSafely(turn: PolicyTurn, alarm: Alarm, ruling: Ruling | null): void {
  handOver(turn, alarm, cited(turn.policy, ruling?.clauses ?? []));
}
