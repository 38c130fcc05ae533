/** What somebody said: a child's safety first, then the conversation they are in, then whatever their words open. */
import { currentDraft, hearAnswer, steers } from '../core/dialog.ts';
import type { Draft } from '../core/draft.ts';
import type { Duty } from '../core/duty.ts';
import { noPasswords, tellsPassword } from '../core/password.ts';
import { inPrivate, type Turn } from '../core/turn.ts';
import type { Engine, Understood } from '../policy/answer.ts';
import { openingIn } from './accounts/said.ts';
import { answer, answerSafely } from './ask/duty.ts';
import { asEarlier, lastExchange } from './ask/exchange.ts';
import { breaksIntoForm, commandIn } from './commands.ts';
import { namesSomebody } from './names.ts';
import { isSafeguarding } from './safety.ts';
import { button, notice } from './words.ts';

export function hearing(engine: Engine, duties: Duty[]): (turn: Turn, text: string) => Promise<void> {
  return async (turn, text) => {
    const said = text.trim();
    if (!/[\p{L}\p{N}]/u.test(said)) return turn.say(wordless(turn));
    const draft = turn.event.place.direct ? await currentDraft(turn) : undefined;
    if (draft && steers(draft, said)) return hearAnswer(turn, draft, said);
    const asked = await chosenByName(turn, said);
    if (asked && !draft)
      return answer(turn, engine, engine.rule(turn.school.policy, asked.topics, asked.facts), '');
    const understood = engine.understand(turn.school.policy, said, asEarlier(await lastExchange(turn)));
    if (isSafeguarding(understood)) return safely(turn, engine, understood, draft);
    if (tellsPassword(said)) return turn.whisper(notice('warning', noPasswords));
    if (draft && !breaksIn(draft, said, understood)) return inDraft(turn, engine, draft, said, understood);
    return open(turn, engine, duties, said, understood);
  };
}

/** The answer to a deciding question, typed as the button reads. */
async function chosenByName(turn: Turn, said: string) {
  const last = await lastExchange(turn);
  const choice = last?.asked?.choices.find((one) => one.label.toLowerCase() === said.toLowerCase());
  return (
    last?.asked &&
    choice && { topics: last.topics, facts: { ...last.facts, [last.asked.fact]: choice.value } }
  );
}

async function safely(
  turn: Turn,
  engine: Engine,
  { ruling }: Understood,
  draft: Draft | undefined,
): Promise<void> {
  if (ruling) answerSafely(turn, engine, ruling);
  if (draft) remind(turn, draft);
}

/** A plain command, or a journalist who is asking now: that is no answer, and the form waits. */
function breaksIn(draft: Draft, said: string, { route }: Understood): boolean {
  return (
    breaksIntoForm(said) || (route === 'journalist' && draft.form !== 'press.log' && isCalling.test(said))
  );
}

const isCalling =
  /\b(?:rang|rung|ringing|phoned|called|emailed|e-mailed|contacted|on the phone|at the gate)\b/i;

/** In the middle of a form, words are its answer; only a question that the policy answers is taken as one. */
async function inDraft(
  turn: Turn,
  engine: Engine,
  draft: Draft,
  said: string,
  { route, ruling }: Understood,
): Promise<void> {
  const asksPolicy = said.endsWith('?') && route === 'ask' && ruling && ruling.verdict !== 'not-covered';
  if (!asksPolicy) return hearAnswer(turn, draft, said);
  await answer(turn, engine, ruling, said);
  remind(turn, draft);
}

function remind(turn: Turn, draft: Draft): void {
  turn.say(
    notice('info', `“${draft.title}” waits where you left it.`, [
      button('Go on with it', 'form.resume', { draft: draft.id }),
    ]),
  );
}

async function open(
  turn: Turn,
  engine: Engine,
  duties: Duty[],
  said: string,
  { route, ruling }: Understood,
): Promise<void> {
  const command = commandIn(said) ?? openingIn(said, turn.today) ?? route;
  const opens = duties.map((duty) => duty.opens?.[command]).find((one) => one !== undefined);
  if (opens) return opens(turn, said);
  if (ruling) return answer(placeFor(turn, said), engine, ruling, said);
  turn.say(
    notice('info', 'I did not understand that. Try it in other words, or ask what I can do.', [
      button('What can you do?', 'help.show'),
    ]),
  );
}

/** In a channel, what names somebody is answered privately. */
function placeFor(turn: Turn, said: string): Turn {
  if (turn.event.place.direct || !namesSomebody(said)) return turn;
  turn.say(notice('info', 'That names somebody, so I have answered you privately.'));
  return inPrivate(turn);
}

function wordless(turn: Turn) {
  const files = turn.event.type === 'said' && (turn.event.attachments ?? 0) > 0;
  const text = files
    ? 'I cannot open pictures or files, and I have not kept it. Please tell me in words what you would like to know.'
    : 'I did not catch any words there. What would you like to know?';
  return notice('info', text, [button('What can you do?', 'help.show')]);
}
