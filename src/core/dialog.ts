/** A form as a conversation: one question at a time, or part by part as a form; back, skip, change, cancel, and go on tomorrow. */
import { z } from 'zod';
import type { Button, QuestionCard } from './card.ts';
import type { Duty } from './duty.ts';
import type { Answers } from './event.ts';
import { asked, check, checkAll, type Field, field, firstOpen, shownAnswer } from './form.ts';
import type { Collection } from './record.ts';
import { addDays } from './time.ts';
import type { Turn } from './turn.ts';

const answers = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

/** A form that somebody has begun. It keeps its own fields, so a policy that changes meanwhile changes nothing here. */
const draft = z.object({
  id: z.string(),
  person: z.string(),
  form: z.string(),
  title: z.string(),
  intro: z.string().optional(),
  submit: z.string(),
  fields: z.array(field),
  answers,
  /** The question that has been put; none while the summary is shown. */
  asking: z.string().optional(),
  state: z.enum(['open', 'cancelled']),
  value: z.record(z.string(), z.string()),
  /** The day and the instant it was last touched. */
  day: z.string(),
  touched: z.string(),
});
export type Draft = z.infer<typeof draft>;

export const drafts: Collection<Draft> = {
  kind: 'draft',
  schema: draft,
  keys: (one) => [`person:${one.person}`, `day:${one.day}`],
};

export type Begin = Pick<Draft, 'form' | 'title' | 'fields' | 'submit'> & {
  intro?: string;
  answers?: Answers;
  value?: Record<string, string>;
};

/** What a duty does with a form once the person has read the summary and sent it. */
export type Finish = (turn: Turn, answers: Answers, value: Record<string, string>) => Promise<void>;

const daysKept = 30;

/** Puts the first question. One that was begun before and is still open goes on instead. */
export async function begin(turn: Turn, start: Begin): Promise<void> {
  const before = (await openDrafts(turn)).find(
    (one) => one.form === start.form && sameValue(one.value, start.value ?? {}),
  );
  if (before) {
    turn.say(notice(`You have begun “${before.title}” already, so let us go on where you were.`));
    return ask(turn, before);
  }
  const fresh: Draft = {
    id: turn.reference('D'),
    person: turn.person.id,
    form: start.form,
    title: start.title,
    ...(start.intro ? { intro: start.intro } : {}),
    submit: start.submit,
    fields: start.fields,
    answers: start.answers ?? {},
    state: 'open',
    value: start.value ?? {},
    day: turn.today,
    touched: turn.event.at,
  };
  if (start.intro) turn.say(notice(start.intro));
  ask(turn, fresh);
}

/** The form that this person is in the middle of, if any. */
export async function currentDraft(turn: Turn): Promise<Draft | undefined> {
  return (await openDrafts(turn)).at(0);
}

async function openDrafts(turn: Turn): Promise<Draft[]> {
  const mine = await turn.work.find(drafts, `person:${turn.person.id}`);
  return mine.filter((one) => one.state === 'open').sort((a, b) => b.touched.localeCompare(a.touched));
}

const commands: [RegExp, (turn: Turn, draft: Draft) => void][] = [
  [/^(cancel|stop|abort|forget it|never ?mind|quit)( (it|this|that))?[.!]*$/i, cancel],
  [/^(back|go back|previous)[.!]*$/i, back],
  [/^(skip|none|no thanks|leave it|pass)( (it|this|that))?[.!]*$/i, skip],
  [/^(change|edit|change (an|my) answers?|fix|correct)( something)?[.!]*$/i, offerChange],
  [/^(go on|continue|resume|carry on|where was i)\??[.!]*$/i, ask],
  [/^(later|pause|not now|tomorrow)[.!]*$/i, pause],
];

/** Is this one of the words that steer a conversation, rather than an answer? */
export function steers(text: string): boolean {
  return commands.some(([words]) => words.test(text.trim())) || /^(change|edit) .+/i.test(text.trim());
}

/** Takes what was typed as a command or as the answer to the question that was put. */
export function hearAnswer(turn: Turn, current: Draft, text: string): void {
  const said = text.trim();
  const command = commands.find(([words]) => words.test(said));
  if (command) return command[1](turn, current);
  const wanted = /^(?:change|edit) (?:the |my )?(.+?)[.!]*$/i.exec(said)?.[1];
  const named = wanted && fieldCalled(current, wanted);
  if (named) return put(turn, current, named);
  const question = current.fields.find((one) => one.name === current.asking);
  if (!question) return summarise(turn, current);
  accept(turn, current, question, said);
}

function accept(turn: Turn, current: Draft, question: Field, given: string | string[]): void {
  const result = check(question, given, { today: turn.today, answers: current.answers });
  if ('problem' in result) return put(turn, current, question, result.problem);
  ask(turn, { ...current, answers: { ...current.answers, [question.name]: result.value } });
}

/** Puts the next open question, or shows the summary where there is none left. */
export function ask(turn: Turn, current: Draft): void {
  const next = firstOpen(current.fields, current.answers);
  if (next) put(turn, current, next);
  else summarise(turn, current);
}

function put(turn: Turn, current: Draft, question: Field, problem?: string): void {
  keep(turn, { ...current, asking: question.name });
  turn.say(questionCard(current, question, problem));
}

function questionCard(current: Draft, question: Field, problem?: string): QuestionCard {
  const relevant = asked(current.fields, current.answers);
  const number = relevant.findIndex((one) => one.name === question.name) + 1;
  const said = current.answers[question.name];
  const hints = [
    question.help,
    said?.length ? `So far: ${shownAnswer(question, said)}` : undefined,
    typing[question.kind](question),
  ];
  return {
    kind: 'question',
    title: current.title,
    progress: `Question ${number} of ${relevant.length}${question.section ? ` · ${question.section}` : ''}`,
    text: problem ? `${problem} ${question.ask}` : question.ask,
    hint: hints.filter((hint) => hint !== undefined).join(' '),
    choices:
      question.kind === 'choice'
        ? (question.choices ?? []).map((one) =>
            button(one.label, 'answer', current, { field: question.name, answer: one.value }),
          )
        : [],
    buttons: [
      ...(number > 1 ? [button('Back', 'back', current)] : []),
      ...(question.optional ? [button('Skip', 'skip', current)] : []),
      {
        ...button(partButton(current, question), 'open', current, { field: question.name }),
        opensForm: true,
      },
      cancelButton(current),
    ],
  };
}

const typing: Record<Field['kind'], (one: Field) => string | undefined> = {
  line: () => undefined,
  text: () => undefined,
  choice: () => undefined,
  choices: (one) => `Write one or more of: ${(one.choices ?? []).map((option) => option.label).join(', ')}.`,
  people: () => 'Write the names with commas between them.',
  date: () => 'For example 14 March 2027.',
};

function summarise(turn: Turn, current: Draft): void {
  const { asking: _asked, ...rest } = current;
  keep(turn, rest);
  const relevant = asked(current.fields, current.answers);
  turn.say(
    {
      kind: 'case',
      title: current.title,
      status: 'Please check it before it goes',
      tone: 'info',
      facts: relevant.map((one) => ({
        label: one.label,
        value: shownAnswer(one, current.answers[one.name]),
      })),
      steps: [],
      history: [],
      buttons: [
        { ...button(current.submit, 'send', current), style: 'primary' },
        button('Change an answer', 'change', current),
        { ...button('Change it as a form', 'open', current), opensForm: true },
        cancelButton(current),
      ],
    },
    `draft:${current.id}`,
  );
}

function back(turn: Turn, current: Draft): void {
  const relevant = asked(current.fields, current.answers);
  const at = relevant.findIndex((one) => one.name === current.asking);
  const before = relevant[(at < 0 ? relevant.length : at) - 1];
  if (before) put(turn, current, before);
  else ask(turn, current);
}

function skip(turn: Turn, current: Draft): void {
  const question = current.fields.find((one) => one.name === current.asking);
  if (!question) return summarise(turn, current);
  if (question.optional || !question) return accept(turn, current, question, '');
  put(turn, current, question, 'This one is needed, so it cannot be skipped.');
}

function offerChange(turn: Turn, current: Draft): void {
  keep(turn, current);
  turn.say({
    kind: 'question',
    title: current.title,
    text: 'Which answer would you like to change?',
    hint: 'Or write “change” and its name.',
    choices: asked(current.fields, current.answers)
      .filter((one) => current.answers[one.name] !== undefined)
      .map((one) => button(one.label, 'pick', current, { field: one.name })),
    buttons: [],
  });
}

function pause(turn: Turn, current: Draft): void {
  keep(turn, current);
  turn.say(notice(`Kept as it is. Write “go on” whenever you like; it waits ${daysKept} days.`));
}

function cancel(turn: Turn, current: Draft): void {
  keep(turn, { ...current, state: 'cancelled' });
  turn.replace({
    ...notice(`“${current.title}” is cancelled. Nothing was sent.`),
    buttons: [button('Bring it back', 'restore', current)],
  });
}

/** The buttons and forms of every dialog. `finish` says, by form, what sending it does. */
export function dialogDuty(finish: Record<string, Finish>): Duty {
  const withDraft =
    (then: (turn: Turn, current: Draft, value: Record<string, string>) => Promise<void> | void) =>
    async (turn: Turn, value: Record<string, string>) => {
      const current = await turn.work.get(drafts, value.draft ?? '');
      if (!current || current.person !== turn.person.id) return turn.whisper(gone(current));
      if (current.state === 'cancelled') return turn.whisper(cancelled(current));
      return then(turn, current, value);
    };
  return {
    name: 'form',
    pressed: {
      answer: withDraft((turn, current, value) => {
        const question = current.fields.find((one) => one.name === value.field);
        if (question) accept(turn, current, question, value.answer ?? '');
      }),
      back: withDraft(back),
      skip: withDraft(skip),
      change: withDraft(offerChange),
      resume: withDraft(ask),
      cancel: withDraft(cancel),
      pick: withDraft((turn, current, value) => {
        const question = current.fields.find((one) => one.name === value.field);
        if (question) put(turn, current, question);
      }),
      open: withDraft((turn, current, value) =>
        turn.openForm(formCard(current, partOf(current, value.field))),
      ),
      send: withDraft((turn, current) => send(turn, current, finish)),
      restore: async (turn, value) => {
        const current = await turn.work.get(drafts, value.draft ?? '');
        if (!current || current.person !== turn.person.id) return turn.whisper(gone(current));
        ask(turn, { ...current, state: 'open' });
      },
    },
    submitted: {
      fill: async (turn, given, value) => {
        const current = await turn.work.get(drafts, value.draft ?? '');
        if (!current || current.person !== turn.person.id) return turn.whisper(gone(current));
        fill(turn, current, given, value.field);
      },
    },
    timePassed: forgetOld,
  };
}

async function send(turn: Turn, current: Draft, finish: Record<string, Finish>): Promise<void> {
  const open = firstOpen(current.fields, current.answers);
  if (open) return put(turn, current, open);
  const { problems } = checkAll(current.fields, current.answers, turn.today);
  const wrong = current.fields.find((one) => problems[one.name]);
  if (wrong) return put(turn, current, wrong, problems[wrong.name]);
  turn.work.remove(drafts, current.id);
  turn.replace({ ...notice(`“${current.title}” is on its way.`), tone: 'good' });
  await finish[current.form]?.(turn, current.answers, current.value);
  const waiting = (await openDrafts(turn)).find((one) => one.id !== current.id);
  if (waiting)
    turn.say({
      ...notice(`“${waiting.title}” is still waiting for you.`),
      buttons: [button('Go on with it', 'resume', waiting)],
    });
}

function fill(turn: Turn, current: Draft, given: Answers, from: string | undefined): void {
  const part = partOf(current, from);
  const { answers: accepted, problems } = checkAll(
    current.fields,
    { ...current.answers, ...given },
    turn.today,
  );
  const mine = Object.fromEntries(
    Object.entries(problems).filter(([name]) => part.fields.some((one) => one.name === name)),
  );
  if (Object.keys(mine).length > 0) return turn.refuse(mine);
  const kept = Object.fromEntries(
    part.fields.map((one) => [one.name, accepted[one.name]]).filter(([, value]) => value !== undefined),
  );
  ask(turn, { ...current, state: 'open', answers: { ...current.answers, ...kept } });
}

/** Long forms are filled in part by part, so that each part is saved as it comes and fits every platform. */
const longForm = 10;

function partOf(current: Draft, name: string | undefined): { fields: Field[]; title: string } {
  if (current.fields.length <= longForm) return { fields: current.fields, title: current.title };
  const sections = [...new Set(current.fields.map((one) => one.section ?? ''))];
  const section = current.fields.find((one) => one.name === name)?.section ?? sections[0] ?? '';
  const fields = current.fields.filter((one) => (one.section ?? '') === section);
  return { fields, title: `${section} (${sections.indexOf(section) + 1} of ${sections.length})` };
}

function partButton(current: Draft, question: Field): string {
  return current.fields.length > longForm
    ? `Fill in “${question.section ?? 'this part'}” as a form`
    : 'Fill in everything at once';
}

function formCard(current: Draft, part: { fields: Field[]; title: string }) {
  return {
    kind: 'form' as const,
    form: 'form.fill',
    title: part.title,
    ...(current.intro ? { intro: current.intro } : {}),
    fields: part.fields,
    answers: current.answers,
    problems: {},
    submit: part.fields.length < current.fields.length ? 'Save' : 'Check it',
    value: { draft: current.id, field: part.fields[0]?.name ?? '' },
  };
}

/** A draft that nobody has touched for a month goes, and its writer is told. */
async function forgetOld(turn: Turn): Promise<void> {
  for (const age of [daysKept + 1, daysKept + 2, daysKept + 3]) {
    for (const one of await turn.work.find(drafts, `day:${addDays(turn.today, -age)}`)) {
      turn.work.remove(drafts, one.id);
      if (one.state === 'open') {
        turn.tell(
          { person: one.person },
          notice(`“${one.title}” had waited for ${daysKept} days, so it has been deleted. Nothing was sent.`),
        );
      }
    }
  }
}

function keep(turn: Turn, current: Draft): void {
  turn.work.put(drafts, { ...current, day: turn.today, touched: turn.event.at });
}

function fieldCalled(current: Draft, name: string): Field | undefined {
  const wanted = name.toLowerCase();
  return asked(current.fields, current.answers).find(
    (one) => one.label.toLowerCase().includes(wanted) || one.name.toLowerCase() === wanted,
  );
}

function sameValue(one: Record<string, string>, other: Record<string, string>): boolean {
  return JSON.stringify(Object.entries(one).sort()) === JSON.stringify(Object.entries(other).sort());
}

function button(label: string, action: string, current: Draft, more: Record<string, string> = {}): Button {
  return { label, action: `form.${action}`, value: { draft: current.id, ...more } };
}

function cancelButton(current: Draft): Button {
  return button('Cancel', 'cancel', current);
}

function notice(text: string) {
  return { kind: 'notice' as const, tone: 'info' as const, text, facts: [], buttons: [] as Button[] };
}

function gone(current: Draft | undefined) {
  return notice(
    current
      ? 'Only the person who began this can go on with it.'
      : 'This has been sent or deleted already, so nothing was changed.',
  );
}

function cancelled(current: Draft) {
  return {
    ...notice('This was cancelled, and nothing was sent.'),
    buttons: [button('Bring it back', 'restore', current)],
  };
}
