/** The buttons and forms of every dialog, and what sending one does. */
import { accept, ask, back, cancel, offerChange, put, skip } from './dialog.ts';
import { formCard, notice, partOf, restorable, unfinished } from './dialog-cards.ts';
import { type Draft, daysKept, draftCalled, drafts, openDrafts } from './draft.ts';
import type { Duty } from './duty.ts';
import type { Answers } from './event.ts';
import type { Field } from './field.ts';
import { checkAll, firstOpen } from './form.ts';
import type { Submitted, Value } from './handler.ts';
import { daysSinceTidied } from './tidy.ts';
import { addDays } from './time.ts';
import type { Turn } from './turn.ts';

/** `forms` says, by form, what sending it does once the person has read the summary. */
export function dialogDuty<T extends Turn>(forms: () => Map<string, Submitted<T>>): Duty<T> {
  const withDraft =
    (then: (turn: T, current: Draft, value: Value) => Promise<void> | void) =>
    async (turn: T, value: Value) => {
      const current = await draftCalled(turn, value.draft ?? '');
      if (!current || current.person !== turn.person.id) return turn.whisper(gone(current));
      if (current.state === 'cancelled')
        return turn.whisper(restorable(current, 'This was cancelled, and nothing was sent.'));
      return then(turn, current, value);
    };
  return {
    name: 'form',
    pressed: {
      answer: withDraft((turn, current, value) => {
        const question = current.fields.find(({ name }) => name === value.field);
        if (!question) return;
        // A finger may slip: the same answer once more changes nothing, and asks nothing anew.
        const isAgain = current.asking !== question.name && current.answers[question.name] === value.answer;
        if (isAgain) return turn.whisper(notice(answeredAlready(question)));
        accept(turn, current, question, value.answer ?? '');
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
      send: withDraft((turn, current) => send(turn, current, forms())),
      restore: async (turn, value) => {
        const current = await draftCalled(turn, value.draft ?? '');
        if (!current || current.person !== turn.person.id) return turn.whisper(gone(current));
        ask(turn, { ...current, state: 'open' });
      },
    },
    submitted: {
      fill: async (turn, given, value) => {
        const current = await draftCalled(turn, value.draft ?? '');
        if (!current || current.person !== turn.person.id) return turn.whisper(gone(current));
        fill(turn, current, given, value.field);
      },
    },
    timePassed: forgetOld,
  };
}

async function send<T extends Turn>(
  turn: T,
  current: Draft,
  forms: Map<string, Submitted<T>>,
): Promise<void> {
  const finish = forms.get(current.form);
  if (!finish) return turn.say(notice(noLongerTaken(current)));
  const open = firstOpen(current.fields, current.answers);
  if (open) return put(turn, current, open);
  const { problems } = checkAll(current.fields, current.answers, turn.today);
  const wrong = current.fields.find((one) => problems[one.name]);
  if (wrong) return put(turn, current, wrong, problems[wrong.name]);
  turn.work.remove(drafts, current.id);
  turn.replace({ ...notice(`“${current.title}” is on its way.`), tone: 'good' });
  await finish(turn, current.answers, current.value);
  const waiting = (await openDrafts(turn)).find((one) => one.id !== current.id);
  if (waiting) turn.say(unfinished(waiting));
}

function answeredAlready({ label }: Field): string {
  return `You have answered this already. To give another answer, write “change ${label.toLowerCase()}”.`;
}

/** An earlier release may have begun it. */
function noLongerTaken({ title }: Draft): string {
  return `I can’t send “${title}” any more, because the form has changed since you began. Nothing was sent and your answers are kept. Please start again, or ask whoever looks after Chalkline.`;
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

/** A draft that nobody has touched for a month goes, and its writer is told. */
async function forgetOld(turn: Turn): Promise<void> {
  for (const day of await daysSinceTidied(turn, 'drafts')) {
    for (const one of await turn.work.find(drafts, `day:${addDays(day, -daysKept - 1)}`)) {
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

function gone(current: Draft | undefined) {
  return notice(
    current
      ? 'Only the person who began this can go on with it.'
      : 'This has been sent or deleted already, so nothing was changed.',
  );
}
