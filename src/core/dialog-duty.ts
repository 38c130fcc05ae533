/** The buttons and forms of every dialog, and what sending one does. */

import { button, item, notice } from './card.ts';
import { copies } from './delivery.ts';
import { accept, ask, back, cancel, currentDraft, offerChange, put, skip } from './dialog.ts';
import { aboutQuestion, cardOfPart, partOf, restorable, unfinished } from './dialog-cards.ts';
import { type Draft, daysKept, draftCalled, drafts, openDrafts } from './draft.ts';
import type { Duty } from './duty.ts';
import type { Answers } from './event.ts';
import type { Field } from './field.ts';
import { checkAll, firstOpen } from './form.ts';
import type { Submitted, Value } from './handler.ts';
import { daysSinceTidied } from './tidy.ts';
import { addDays } from './time.ts';
import type { Turn } from './turn.ts';

/**
 * `forms` says, by form, what sending it does once the person has read the summary. `heeds` answers first what must not
 * be taken as part of a form; then nothing of what was filled in is kept.
 */
export function dialogDuty<T extends Turn>(
  forms: () => Map<string, Submitted<T>>,
  heeds: (turn: T, answers: Answers) => boolean = () => false,
): Duty<T> {
  const withDraft =
    (act: (turn: T, draft: Draft, value: Value) => Promise<void> | void) => async (turn: T, value: Value) => {
      const draft = await draftCalled(turn, value.draft ?? '');
      if (!draft || draft.person !== turn.person.id) return turn.whisper(gone(draft));
      if (draft.state === 'cancelled')
        return turn.whisper(restorable(draft, 'This was cancelled. Nothing was sent.'));
      return act(turn, draft, value);
    };
  return {
    name: 'form',
    opens: {
      send: {
        said: /^(?:(?:yes|ok|okay|fine|great|good|looks good|all good|perfect)[, ]+)?(?:please )?(?:send|submit)(?: (?:it|this|that))?(?: off)?(?: now)?(?:,? please)?$/,
        // While a question waits, these words may be its answer.
        interrupts: (_, { asking }) => asking === undefined,
        run: async (turn) => {
          const draft = turn.event.place.direct ? await currentDraft(turn) : undefined;
          if (draft) return send(turn, draft, forms());
          turn.whisper(notice('info', 'Nothing is open that could be sent. Nothing was changed.'));
        },
      },
    },
    pressed: {
      answer: withDraft((turn, draft, value) => {
        const question = draft.fields.find(({ name }) => name === value.field);
        if (!question) return;
        const { event } = turn;
        const filled = event.type === 'pressed' ? event.answers?.[question.name] : undefined;
        const answer = value.answer ?? filled ?? '';
        // A finger may slip: the same answer once more changes nothing, and asks nothing anew.
        const isAgain =
          draft.asking !== question.name && String(draft.answers[question.name]) === String(answer);
        if (isAgain) return turn.whisper(notice('info', answeredAlready(question)));
        accept(turn, draft, question, answer);
      }),
      back: withDraft((turn, draft, value) => back(turn, draft, value.field)),
      skip: withDraft((turn, draft, value) => {
        const passed = draft.fields.find(({ name }) => name === value.field && name !== draft.asking);
        if (passed) return turn.whisper(notice('info', answeredAlready(passed)));
        skip(turn, draft);
      }),
      change: withDraft(offerChange),
      resume: withDraft(ask),
      cancel: withDraft(cancel),
      pick: withDraft((turn, draft, value) => {
        const question = draft.fields.find((field) => field.name === value.field);
        if (question) put(turn, draft, question);
      }),
      open: withDraft((turn, draft, value) => turn.openForm(cardOfPart(draft, partOf(draft, value.field)))),
      send: withDraft((turn, draft) => send(turn, draft, forms())),
      restore: async (turn, value) => {
        const draft = await draftCalled(turn, value.draft ?? '');
        if (!draft || draft.person !== turn.person.id) return turn.whisper(gone(draft));
        ask(turn, { ...draft, state: 'open' });
      },
    },
    submitted: {
      fill: async (turn, answers, value) => {
        const draft = await draftCalled(turn, value.draft ?? '');
        if (!draft || draft.person !== turn.person.id) return turn.whisper(gone(draft));
        // Whatever came beside the form's own questions is nobody's answer, and is not even read.
        const own = Object.fromEntries(
          Object.entries(answers).filter(([name]) => draft.fields.some((field) => field.name === name)),
        );
        if (!heeds(turn, own)) fill(turn, draft, own, value.field);
      },
    },
    timePassed: forgetOld,
    home: async (turn) =>
      (await openDrafts(turn)).map((draft) => ({
        part: 'mine',
        item: item(draft.title, 'Begun and not sent', {
          buttons: [button('Go on with it', 'form.resume', { draft: draft.id })],
        }),
      })),
  };
}

async function send<T extends Turn>(turn: T, draft: Draft, forms: Map<string, Submitted<T>>): Promise<void> {
  const finish = forms.get(draft.form);
  if (!finish) return turn.say(notice('info', noLongerTaken(draft)));
  const question = firstOpen(draft.fields, draft.answers);
  if (question) return put(turn, draft, question);
  const { problems } = checkAll(draft.fields, draft.answers, turn.today);
  const wrong = draft.fields.find((field) => problems[field.name]);
  if (wrong) return put(turn, draft, wrong, problems[wrong.name]);
  await remove(turn, draft);
  turn.replace(notice('good', draft.done ?? `Sent: ${draft.title}.`));
  await finish(turn, draft.answers, draft.value);
  // One that was begun just now is before them already.
  const waiting = (await openDrafts(turn)).find(({ touched }) => touched !== turn.event.at);
  if (waiting) turn.say(unfinished(waiting));
}

function answeredAlready({ label }: Field): string {
  return `You’ve already answered this. To change it, write “change ${label.toLowerCase()}”.`;
}

/** An earlier release may have begun it. */
function noLongerTaken({ title }: Draft): string {
  return `I can’t send “${title}” any more, because the form has changed since you started. Nothing was sent and your answers are kept. Please start again, or ask whoever looks after Chalkline.`;
}

function fill(turn: Turn, draft: Draft, answers: Answers, from: string | undefined): void {
  const part = partOf(draft, from);
  const { answers: accepted, problems } = checkAll(
    draft.fields,
    { ...draft.answers, ...answers },
    turn.today,
  );
  const mine = Object.fromEntries(
    Object.entries(problems).filter(([name]) => part.fields.some((field) => field.name === name)),
  );
  if (Object.keys(mine).length > 0) return turn.refuse(mine);
  const kept = Object.fromEntries(
    part.fields.map((field) => [field.name, accepted[field.name]]).filter(([, value]) => value !== undefined),
  );
  ask(turn, { ...draft, state: 'open', answers: { ...draft.answers, ...kept } });
}

/** With it goes where its questions hang. */
async function remove({ work }: Turn, draft: Draft): Promise<void> {
  work.remove(drafts, draft.id);
  for (const { name } of draft.fields)
    for (const copy of await work.find(copies, `about:${aboutQuestion(draft, name)}`))
      work.remove(copies, copy.id);
}

/** A draft that nobody has touched for a month goes, and its writer is told. */
async function forgetOld(turn: Turn): Promise<void> {
  for (const day of await daysSinceTidied(turn, 'drafts')) {
    for (const draft of await turn.work.find(drafts, `day:${addDays(day, -daysKept - 1)}`)) {
      await remove(turn, draft);
      if (draft.state === 'open') {
        turn.tell(
          { person: draft.person },
          notice(
            'info',
            `“${draft.title}” waited for ${daysKept} days, so I’ve deleted it. Nothing was sent.`,
          ),
        );
      }
    }
  }
}

function gone(draft: Draft | undefined) {
  return notice(
    'info',
    draft
      ? 'Only the person who started this can go on with it.'
      : 'This has already been sent or deleted, so nothing was changed.',
  );
}
