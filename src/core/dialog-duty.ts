/** The buttons and forms of every dialog, and what sending one does. */
import { accept, ask, back, cancel, offerChange, put, skip } from './dialog.ts';
import { formCard, notice, partOf, restorable, unfinished } from './dialog-cards.ts';
import { type Draft, daysKept, draftCalled, drafts, openDrafts } from './draft.ts';
import type { Duty } from './duty.ts';
import type { Answers } from './event.ts';
import { checkAll, firstOpen } from './form.ts';
import { daysSinceTidied } from './tidy.ts';
import { addDays } from './time.ts';
import type { Turn } from './turn.ts';

/** What a duty does with a form once the person has read the summary and sent it. */
export type Finish = (turn: Turn, answers: Answers, value: Record<string, string>) => Promise<void>;

/** `finish` says, by form, what sending it does. */
export function dialogDuty(finish: Record<string, Finish>): Duty {
  const withDraft =
    (then: (turn: Turn, current: Draft, value: Record<string, string>) => Promise<void> | void) =>
    async (turn: Turn, value: Record<string, string>) => {
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
  if (waiting) turn.say(unfinished(waiting));
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
