/** What is typed in the middle of a form: a word that steers it, a change to an earlier answer, or the answer itself. */
import { notice } from './card.ts';
import { check } from './check.ts';
import { accept, ask, back, cancel, offerChange, pause, put, skip, summarise } from './dialog.ts';
import type { Draft } from './draft.ts';
import type { Field } from './field.ts';
import { asked } from './form.ts';
import type { Turn } from './turn.ts';

/** What somebody says who wants none of it any more, whatever they say before. */
const stopping = [
  'cancel|stop|abort|undo|quit|drop it|scrap (it|this|that)|forget it|never ?mind|let.?s not',
  '(i(.ve)? )?changed my mind|(on )?second thoughts?[,.]? no',
  '(i )?(don.?t|do not)( want to)? (send|do) (it|this|that)( any ?more| after all)?',
  '(that.?s|this is) (wrong|a mistake|not right|not it|not what i (meant|wanted|asked))',
  '(not|i did.?n.?t (mean|want|ask for)) (that|this|it)|(wrong|not) one',
];
const before = '((no|oh|oh no|oops|sorry|wait|please|actually|ok|okay|just|right|hmm|um|well|and)[,.!]* )*';

const commands: [RegExp, (turn: Turn, draft: Draft) => void][] = [
  [new RegExp(`^${before}(${stopping.join('|')})( (it|this|that))?[.!]*$`, 'i'), cancel],
  [/^(back|go back|previous)[.!]*$/i, back],
  [/^(skip|none|no thanks|leave it|pass)( (it|this|that))?[.!]*$/i, skip],
  [/^(change|edit|change (an|my) answers?|fix|correct)( something)?[.!]*$/i, offerChange],
  [/^(go on|continue|resume|carry on|where was i)\??[.!]*$/i, ask],
  [/^(later|pause|not now|tomorrow)[.!]*$/i, pause],
];

/** Is this one of the words that steer a conversation, rather than an answer or something new? */
export function steers(draft: Draft, text: string): boolean {
  const said = text.trim();
  return (
    commands.some(([words]) => words.test(said)) ||
    wantedField(draft, said) !== undefined ||
    changedField(draft, said) !== undefined
  );
}

/** Takes what was typed as a command or as the answer to the question that was put. */
export function takeAnswer(turn: Turn, draft: Draft, text: string): void {
  const said = text.trim();
  const question = draft.fields.find((field) => field.name === draft.asking);
  // "Tomorrow" is a day before it is a wish to go on then.
  const isDay =
    question?.kind === 'date' &&
    'value' in check(question, said, { today: turn.today, answers: draft.answers });
  const command = isDay ? undefined : commands.find(([words]) => words.test(said));
  if (command) return command[1](turn, draft);
  const named = wantedField(draft, said);
  if (named) return put(turn, draft, named);
  const changed = changedField(draft, said);
  if (changed) return acceptSaid(turn, draft, changed.field, changed.answer);
  if (question?.optional && leavesOpen(turn, draft, question, said)) return skip(turn, draft);
  // Whoever says it twice means it.
  if (question && isNone(question, said) && draft.refused !== said)
    return put(
      turn,
      { ...draft, refused: said },
      question,
      `I haven’t taken “${said}” as your answer. Please write ${question.kind === 'people' ? 'a name' : 'a few words'}, or write “cancel” to stop. If that’s your answer, say it again.`,
    );
  if (question) return acceptSaid(turn, draft, question, said);
  turn.say(
    notice(
      'info',
      `Nothing has been sent yet. Press “${draft.submit}” when it’s right, or write “change” and what to change.`,
    ),
  );
  summarise(turn, draft);
}

function acceptSaid(turn: Turn, draft: Draft, question: Field, said: string): void {
  accept(turn, draft, question, question.kind === 'people' ? withSelf(turn, said) : said);
}

/** "Me and Joy Bell": whoever writes is named as well. */
function withSelf({ person, school }: Turn, said: string): string {
  const self = school.people.some(({ id }) => id === person.id) ? person.id : person.name;
  return said.replace(
    /(^|[,;&\n]|\band\b)(\s*)(?:me|myself|i)(?=\s*[.!]?\s*$|\s*[,;&\n]|\s+and\b)/gi,
    `$1$2${self}`,
  );
}

/** Where there is something to choose from, these words may be one of the answers. */
function leavesOpen({ today }: Turn, { answers }: Draft, question: Field, said: string): boolean {
  if (question.kind !== 'choice' && question.kind !== 'choices') return unknown.test(said) || no.test(said);
  return unknown.test(said) && 'problem' in check(question, said, { today, answers });
}

const no = /^(?:no|nope|none|nobody|no one|no thanks|no thank you|nothing)[.! ]*$/i;
const unknown =
  /^(?:(?:sorry|um|hmm|well|honestly)[,. ]+)?(?:idk|dunno|not sure|no idea|unsure|unknown|can[’']?t (?:say|remember|recall)|(?:i )?(?:really )?(?:don[’']?t|do not) (?:know|remember|recall)|i[’']?m not sure|i have no idea|i forgot)(?: (?:sorry|yet|exactly|who|when|where|that|this|it|who it (?:is|was)|when it was))*[.! ]*$/i;

/** What somebody says to whatever went before, rather than as the answer to a question that wants words. */
function isNone(question: Field, said: string): boolean {
  if (question.kind === 'people') return unknown.test(said) || no.test(said);
  return isWritten(question) && (unknown.test(said) || noAnswer.test(said));
}

const noAnswer =
  /^(?:(?:actually|oh|wait|hmm|um|well|sorry|no)[,. ]+)*(?:yes|yeah|yep|no|nope|ok|okay|sure|right|fine|thanks|thank you|cheers|ta|lol|hi|hello|wait|sorry|(?:show )?more|(?:send|submit)(?: it)?)(?: (?:please|thanks|then))?[.! ]*$/i;

function isWritten({ kind }: Field): boolean {
  return kind === 'line' || kind === 'text';
}

/** The answer that "change the audience" speaks of. */
function wantedField(draft: Draft, said: string): Field | undefined {
  const name = /^(?:change|edit) (?:the |my )?([^.!]{1,60})[.!]*$/i.exec(said)?.[1];
  return name ? fieldCalled(draft, name) : undefined;
}

/** "Change the audience to Year 5 families" says it all at once. */
function changedField(draft: Draft, said: string): { field: Field; answer: string } | undefined {
  const [, name = '', answer = ''] =
    /^(?:change|edit) (?:the |my )?(.{1,60}?) (?:to|into) (.+)$/is.exec(said) ?? [];
  const field = name ? fieldCalled(draft, name) : undefined;
  return field && { field, answer };
}

function fieldCalled(draft: Draft, called: string): Field | undefined {
  const name = asTyped(called);
  return asked(draft.fields, draft.answers).find(
    (field) => asTyped(field.label).includes(name) || field.name.toLowerCase() === name,
  );
}

/** "Who it’s about" is also "who its about" and "who it is about". */
function asTyped(label: string): string {
  return label
    .toLowerCase()
    .replace(/[’']/g, '')
    .replace(/\bit is\b/g, 'its');
}
