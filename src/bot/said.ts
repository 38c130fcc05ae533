/** What somebody said: a child's safety first, then the conversation they are in, then whatever their words open. */

import type { PolicyTurn } from '../conversation/policy-turn.ts';
import { answerAboutForm } from '../core/about-form.ts';
import { openingsIn } from '../core/bot.ts';
import { button, notice } from '../core/card.ts';
import { head, longestText } from '../core/clip.ts';
import { currentDraft } from '../core/dialog.ts';
import { steers, takeAnswer } from '../core/dialog-words.ts';
import { type Draft, takesQuoted } from '../core/draft.ts';
import type { Duty, Opening } from '../core/duty.ts';
import { namesSomebody } from '../core/names.ts';
import { noPasswords, tellsPassword } from '../core/password.ts';
import { inPrivate } from '../core/turn.ts';
import { answerSafely, answerSaid } from '../duties/ask/answering.ts';
import { asEarlier, chosenByName, chosenInWords, lastExchange } from '../duties/ask/exchange.ts';
import { rulingOn } from '../duties/ask/subject.ts';
import { alarmIn, pointTheWay } from '../duties/safeguarding.ts';
import type { Alarm, Understood } from '../policy/answer.ts';
import { readAtMost } from '../policy/reading/words.ts';

type Open = Opening<PolicyTurn>;

export function saidTo(duties: Duty<PolicyTurn>[]): (turn: PolicyTurn, text: string) => Promise<void> {
  const openings = openingsIn(duties);
  return async (turn, text) => {
    // Doors cut as well; whoever asks the core by another way waits no longer.
    const said = head(text, longestText).trim();
    if (!/[\p{L}\p{N}]/u.test(said.replace(pictures, ''))) return turn.say(wordless(turn));
    const draft = turn.event.place.direct ? await currentDraft(turn) : undefined;
    if (draft && steers(draft, said)) {
      // "Change what happened to …" carries an answer along.
      const alarm = tellsMuch.test(said) ? alarmIn(turn, said) : undefined;
      return alarm
        ? safely(turn, alarm, { route: 'incident', ruling: null }, draft)
        : takeAnswer(turn, draft, said);
    }
    const exchange = await lastExchange(turn);
    const named = draft ? undefined : chosenByName(exchange, said);
    if (named) return answerSaid(turn, { route: 'ask', ruling: rulingOn(turn, named) });
    const chosen = draft ? undefined : chosenInWords(turn, exchange, said);
    const isAnswer = draft?.asking !== undefined;
    // What was asked before the form is over by now.
    const earlier = draft && exchange && exchange.at <= draft.touched ? undefined : asEarlier(exchange);
    const command = openings.get(commandIn(duties, said, turn.today) ?? '');
    if (isCut(turn, text) || (!draft && !command && said.length > readAtMost))
      turn.say(notice('info', wasCut));
    // Plain words need no second reader.
    const understood =
      isAnswer || chosen || command
        ? turn.engine.understand(turn.school.policy, said, earlier, isAnswer)
        : turn.understand(said, earlier);
    if (understood.alarm && !command?.harmless) return safely(turn, understood.alarm, understood, draft);
    if (tellsPassword(said)) return turn.whisper(notice('warning', noPasswords));
    if (draft && !takesQuoted(draft) && answerAboutForm(turn, draft, said)) return;
    if (chosen && understood.route === 'ask' && understood.reading?.act !== 'request') {
      if (understood.pointer) pointTheWay(turn);
      return answerSaid(turn, { route: 'ask', ruling: rulingOn(turn, chosen) });
    }
    if (understood.pointer && !command?.harmless) pointTheWay(turn);
    if (draft && takesQuoted(draft) && !interruptsWith(command, said, draft))
      return takeAnswer(turn, draft, said);
    const route = openings.get(understood.route);
    const interrupts =
      draft && (interruptsWith(command, said, draft) || interruptsByRoute(route, said, draft));
    const wished = route ?? openings.get(understood.offer ?? '');
    if (draft && wished && saysAgain(wished, said, draft)) return wished.run(turn, said);
    if (draft && !interrupts) return inDraft(turn, draft, said, understood);
    await open(turn, command ?? route, said, understood);
    if (draft && (await isUntouched(turn, draft))) remind(turn, draft);
  };
}

function isCut({ event }: PolicyTurn, text: string): boolean {
  return text.length > longestText || (event.type === 'said' && event.cut === true);
}

const wasCut =
  'Your message is very long, so I’ve read only its beginning. If something important comes further down, please send me that by itself.';

/** More words than any that only steer a form. */
const tellsMuch = /(?:\S+\s+){6}/;

/** As Slack writes them: ":tada:". */
const pictures = /:[a-z0-9_+-]+:/gi;

/** What a plain command opens. */
export function commandIn(duties: Duty<PolicyTurn>[], text: string, today: string): string | undefined {
  const written = text.slice(0, longestCommand);
  const words = text.length <= longestCommand ? plain(text) : undefined;
  for (const { opens = {} } of duties)
    for (const [name, { said }] of Object.entries(opens))
      if (typeof said === 'function' ? said(written, today) : words !== undefined && said?.test(words))
        return name;
  return undefined;
}

/** No command is longer; what may follow one, such as the words of a post, is for whoever carries it out. */
const longestCommand = 300;

/** Commands are compared without capitals, curly quotes and the full stop. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[’‘]/g, "'")
    .replace(/(?<![.!?])[.!?]+$/, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function interruptsWith(opening: Open | undefined, said: string, draft: Draft): boolean {
  const { interrupts } = opening ?? {};
  return typeof interrupts === 'function' ? interrupts(said, draft) : interrupts === true;
}

/** What a message was only understood as interrupts a form less easily than a plain command. */
function interruptsByRoute(opening: Open | undefined, said: string, draft: Draft): boolean {
  return typeof opening?.interrupts === 'function' && opening.interrupts(said, draft);
}

/** The wish with which the form was begun, in a sentence that can be no answer to it. */
function saysAgain({ begins }: Open, said: string, draft: Draft): boolean {
  return begins === draft.form && wishes.test(said);
}

const wishes =
  /^(?:(?:hi|hello|hey|please|so|ok)[,! ]+)*(?:(?:i|we)(?:[’']d| would)? (?:want|like|need|wish)|(?:can|could|may) (?:i|we)|let[’']?s|apply\b|start\b|set up|open\b)/i;

/** First the child; whatever else there was goes on afterwards. */
function safely(turn: PolicyTurn, alarm: Alarm, understood: Understood, draft: Draft | undefined): void {
  answerSafely(turn, alarm, understood);
  if (draft) remind(turn, draft);
}

/** In the middle of a form, words are its answer; only a question that the policy answers is taken as one. */
async function inDraft(turn: PolicyTurn, draft: Draft, said: string, understood: Understood): Promise<void> {
  const { route, ruling, doubts } = understood;
  const isAnswered =
    ruling && !doubts && ruling.verdict !== 'not-covered' && ruling.clarify?.fact !== 'topic';
  if (!(said.endsWith('?') || plainlyAsks.test(said)) || route !== 'ask')
    return takeAnswer(turn, draft, said);
  if (isAnswered) await answerSaid(turn, understood, said);
  else if (asking.test(said))
    turn.say(
      notice(
        'info',
        'That sounds like a question, so I haven’t taken it as your answer. I have nothing on it. You can ask a person once we’ve finished this.',
      ),
    );
  else return takeAnswer(turn, draft, said);
  remind(turn, draft);
}

/** Hurried people leave the question mark out; what others asked ("why it shut") can still be written down. */
const plainlyAsks =
  /^(?:(?:who|what|where|when|why|how) )?(?:can|could|may|should|must|do|am) (?:i|we)\b(?:\W+\w+){2,}/i;

/** How a question begins that is no answer to another one. */
const asking =
  /^\W*(?:wait|hang on|sorry|but|and|so|hi|ok)?[, ]*(?:can|could|may|should|shall|must|do|does|did|is|are|am|will|would|what|who|whose|which|when|where|how|why)\b/i;

/** What came in between has neither sent the form nor begun another. */
async function isUntouched(turn: PolicyTurn, draft: Draft): Promise<boolean> {
  const current = await currentDraft(turn);
  return current?.id === draft.id && current.touched === draft.touched;
}

function remind(turn: PolicyTurn, draft: Draft): void {
  turn.say(
    notice('info', `“${draft.title}” is waiting where you left it.`, {
      buttons: [button('Go on with it', 'form.resume', { draft: draft.id })],
    }),
  );
}

async function open(
  turn: PolicyTurn,
  opening: Open | undefined,
  said: string,
  understood: Understood,
): Promise<void> {
  if (opening) return opening.run(turn, said);
  if (understood.ruling) return answerSaid(placeFor(turn, said), understood, said);
  turn.say(
    notice('info', 'Sorry, I didn’t understand that. Try other words, or ask what I can do.', {
      buttons: [button('What can you do?', 'help.show')],
    }),
  );
}

/** In a channel, what names somebody is answered privately. */
function placeFor(turn: PolicyTurn, said: string): PolicyTurn {
  if (turn.event.place.direct || !namesSomebody(said)) return turn;
  turn.say(notice('info', 'That names someone, so I’ve answered you privately.'));
  return inPrivate(turn);
}

function wordless(turn: PolicyTurn) {
  const files = turn.event.type === 'said' && (turn.event.attachments ?? 0) > 0;
  const text = files
    ? 'I can’t open pictures or files, and I haven’t kept it. Please tell me in words what you’d like to know.'
    : 'I didn’t catch any words there. What would you like to know?';
  return notice('info', text, { buttons: [button('What can you do?', 'help.show')] });
}
