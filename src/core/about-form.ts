/** What somebody asks about the form itself in the middle of it: who reads it, what comes then, how much is left. */
import { notice } from './card.ts';
import { put } from './dialog.ts';
import { type Draft, daysKept } from './draft.ts';
import type { Field } from './field.ts';
import { asked } from './form.ts';
import type { Turn } from './turn.ts';

/** True when it was such a question. It is answered, and what was open is put once more. */
export function answerAboutForm(turn: Turn, draft: Draft, text: string): boolean {
  const question = draft.fields.find(({ name }) => name === draft.asking);
  const said = inFewWords(text);
  const answer = questions
    .find(({ asks }) => asks.some((words) => words.test(said)))
    ?.answer(draft, question);
  if (!answer) return false;
  turn.say(notice('info', answer));
  if (question) put(turn, draft, question);
  return true;
}

/** Without what people put around it; whatever they call the form, or what they write into it, is "it". */
function inFewWords(text: string): string {
  return text
    .toLowerCase()
    .replace(/’/g, "'")
    .replace(/[^\p{L}\p{N}' ]+/gu, ' ')
    .replace(
      /\b(?:(?:this|that|the|my) (?:form|report|request|question|answers?|words|name|one)|what i (?:\w+)|this|that|who i am)\b/g,
      'it',
    )
    .replace(
      /\b(?:wait|hang on|hold on|sorry|but|and|so|ok|okay|um|really|actually|still|then|else|all|already|yet|even|just|please|exactly|later|afterwards|now|again|tomorrow)\b/g,
      ' ',
    )
    .replace(/\s+/g, ' ')
    .trim();
}

type Asked = { asks: RegExp[]; answer: (draft: Draft, question: Field | undefined) => string | undefined };

const questions: Asked[] = [
  {
    asks: [
      /^who (?:(?:will|would|can|could|does|do|gets to) )?(?:be able to )?(?:reads?|sees?|gets?|knows?|hears?)(?: of| about)?(?: it)?$/,
      /^(?:who|where) (?:does|will|would|do|is) it (?:go|sent|going)(?: to)?$/,
      /^who (?:is|will be) told(?: of| about)?(?: it)?$/,
      /^who (?:do|will|would) you tell(?: about)?(?: it)?$/,
      /^(?:will|can|could|does|do|would) (?!i |we |you )[\p{L}' ]{2,40} (?:see|read|get|know|find out|hear|be told)(?: of| about)?(?: it)?(?:(?:'s| is| was) me)?$/u,
      /^is it \w* ?(?:private|confidential|anonymous|secret|between us)$/,
      /^(?:can|could|will|do) (?:i|it) (?:be|stay|remain) (?:anonymous|private|confidential|secret)$/,
      /^(?:will|do|would) you (?:tell|show) [\p{L} ]{2,40}$/u,
      /^what(?: will)? (?:happens?|comes)(?: next| after it| (?:to|with) it)?(?: (?:when|once|after|if) i .{2,30})?$/,
      /^(?:what|what next|what's next)$/,
      /^what (?:will|do|would) they do(?: with it| about it)?$/,
      /^(?:when|how soon|how) (?:will|do|would) i (?:hear|know|find out|get|be told)\b.{0,40}$/,
      /^how (?:long|soon) .{0,40}\b(?:hear|answer|decide|decided|decision|reply|back)$/,
    ],
    answer: ({ next }) => next,
  },
  {
    asks: [
      /^(?:has|is|was) it (?:been )?(?:sent|gone|submitted)(?: off)?$/,
      /^(?:have|did) (?:you|i) (?:sent?|submit(?:ted)?) it(?: off)?$/,
      /^(?:have|did) you (?:told|tell) (?:any(?:one|body)|them|the \w+)(?: about it)?$/,
    ],
    answer: ({ submit }) => `Not yet. Nothing goes anywhere until you press “${submit}”.`,
  },
  {
    asks: [
      /^how (?:many|much)(?: more| questions| longer| time)*(?: (?:is|are|do|does|will|have|left|there|to go|it|i|take))*$/,
      /^how long (?:is|does|will) it(?: take| be| going to take)?$/,
      /^(?:am i|are we|is it) (?:nearly |almost )?(?:done|there|finished|over|the last)$/,
    ],
    answer: howMuchIsLeft,
  },
  {
    asks: [
      /^(?:do i have to|do i need to|must i)(?: (?:answer|say|fill)(?: in)?(?: it| who| when| where| why)?)?$/,
      /^(?:can|could|may) i (?:skip|leave|miss|leave out)(?: it| out| open| empty| blank)*$/,
      /^is it (?:needed|required|mandatory|compulsory|necessary|optional)$/,
    ],
    answer: (_, question) =>
      question && (question.optional ? 'You can skip this one: write “skip”.' : 'Yes, this one is needed.'),
  },
  {
    asks: [/^why(?: it)?$/, /^why (?:do|does|would|are) (?:you|they|it) .{2,40}$/, /^what(?:'s| is) it for$/],
    answer: (_, question) => question && whyAsked(question),
  },
  {
    asks: [
      /^what do you mean(?: by it)?$/,
      /^what does it mean$/,
      /^i do(?:n't| not) (?:understand|get|follow)(?: it| what you mean)?$/,
      /^(?:huh|like what|(?:give me |can you give me )?an? example|for example)$/,
      /^what (?:do|should|can|must|would) i (?:write|put|say|answer)(?: here| there| for it)?$/,
    ],
    answer: (_, question) => question && (question.help ?? meant[question.kind]),
  },
  {
    asks: [
      /^(?:can|could|may) i (?:change|edit|correct|fix) (?:it|something|anything)(?: before (?:it goes|i send it)| at the end)?$/,
    ],
    answer: () => 'Yes. Write “change” whenever you like, until you’ve sent it.',
  },
  {
    asks: [
      /^(?:can|could|may) i (?:finish|do|continue|come back|go on|carry on|stop|pause|save)(?: to)?(?: it)?(?: another time| for)?$/,
      /^(?:is|will) it (?:be )?(?:saved|kept|lost|gone)(?: (?:when|if) i .{2,30})?$/,
      /^(?:do|will|did|have) you (?:save|saved|keep|kept|lose) it$/,
    ],
    answer: () =>
      `Your answers are kept for ${daysKept} days. Stop whenever you like, and write “go on” to carry on.`,
  },
  {
    asks: [/^(?:can|could|may) i cancel(?: it)?$/],
    answer: () => 'Yes. Write “cancel” and nothing is sent.',
  },
];

function howMuchIsLeft({ fields, answers, submit }: Draft): string {
  const left = asked(fields, answers).filter(({ name }) => answers[name] === undefined).length;
  if (left === 0) return `That’s all. Press “${submit}” when it’s right.`;
  return left === 1 ? 'This is the last question.' : `${left} questions are left, with this one.`;
}

function whyAsked({ help, optional }: Field): string {
  const reason = 'Whoever reads it needs this to help you, or to decide.';
  return [help, reason, ...(optional ? ['You can skip it.'] : [])].filter(Boolean).join(' ');
}

const meant: Record<Field['kind'], string> = {
  line: 'A few words of your own will do.',
  text: 'A sentence or two in your own words will do.',
  choice: 'Choose whichever is nearest.',
  choices: 'Tick all that fit.',
  people: 'Write each person’s name, with commas between them.',
  date: 'Write the day as you’d say it: “next Friday”, “14 March”.',
};
