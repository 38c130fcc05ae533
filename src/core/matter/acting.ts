/** Presses and forms about a matter: whoever may, and is not too late, does what the table says; everybody else hears why not. */
import { type Fact, formCard, notice } from '../card.ts';
import type { Answers } from '../event.ts';
import { checkAll, shownAnswer } from '../form.ts';
import type { Pressed, Submitted, Value } from '../handler.ts';
import { isForSome } from '../reader.ts';
import { offeringStaff } from '../staff.ts';
import { inPrivate, type Turn } from '../turn.ts';
import { cardOf, reasonAgainst, refresh, show } from './cards.ts';
import { change, momentOf } from './change.ts';
import { isHeld } from './hold.ts';
import type { Act, Asked, Change, Matter, MatterRecord, Moment, Refusal } from './table.ts';

type Handlers<T extends Turn> = {
  pressed: Record<string, Pressed<T>>;
  submitted: Record<string, Submitted<T>>;
  looked: Record<string, Pressed<T>>;
  seen: (turn: T, id: string) => Promise<boolean>;
};

/** What is pressed and sent about a matter, by the action's second word. */
export function handlersOf<R extends MatterRecord, T extends Turn, A extends string>(
  matter: Matter<R, T, A>,
): Handlers<T> {
  const acts = Object.entries(matter.acts) as [A, Act<R, T>][];
  if ('show' in matter.acts) throw new Error(`Expected one handler for “${matter.name}.show”, got two.`);
  return {
    pressed: {
      show: (turn, value) => showWhatMayBeSeen(turn, matter, value),
      ...Object.fromEntries(
        acts.map(([name]) => [name, (turn: T, value: Value) => press(turn, matter, name, value)]),
      ),
    },
    looked: { mine: (turn, value) => fetchOwn(turn, matter, value) },
    seen: async (turn, id) => {
      const record = await turn.work.get(matter.records, id);
      return record !== undefined && (await matter.sees(turn, record)) !== undefined;
    },
    submitted: Object.fromEntries(
      acts
        .filter(([, act]) => act.asks)
        .map(([name]) => [
          name,
          (turn: T, answers: Answers, value: Value) => submit(turn, matter, name, answers, value),
        ]),
    ),
  };
}

async function press<R extends MatterRecord, T extends Turn, A extends string>(
  turn: T,
  matter: Matter<R, T, A>,
  name: A,
  value: Value,
): Promise<void> {
  const record = await allowed(turn, matter, name, value);
  if (!record) return;
  const act = matter.acts[name];
  if ('opens' in act) return act.opens(turn, record, value);
  if (act.asks) return turn.openForm(formOf(turn, matter, name, value, await act.asks(turn, record)));
  await carryOut(turn, matter, record, act, { answers: {}, value });
}

async function submit<R extends MatterRecord, T extends Turn, A extends string>(
  turn: T,
  matter: Matter<R, T, A>,
  name: A,
  answers: Answers,
  value: Value,
): Promise<void> {
  const record = await allowed(turn, matter, name, value, answers);
  const act = matter.acts[name];
  if (!record || !act.asks) return;
  const { fields } = formOf(turn, matter, name, value, await act.asks(turn, record));
  const checked = checkAll(fields, answers, turn.today);
  const whole = act.checks ? await act.checks(turn, record, checked.answers, value) : checked;
  // A field that cannot be read is the first thing to put right about it.
  const problems = { ...whole.problems, ...checked.problems };
  if (Object.keys(problems).length > 0) return turn.refuse(problems);
  await carryOut(turn, matter, record, act, { answers: whole.answers, value });
}

/** Does it, or says that there was nothing to do. */
async function carryOut<R extends MatterRecord, T extends Turn, A extends string>(
  turn: T,
  matter: Matter<R, T, A>,
  record: R,
  act: Change<R, T>,
  filled: Pick<Moment, 'answers' | 'value'>,
): Promise<void> {
  const after = act.does(record, momentOf(turn, filled));
  if (after === record) turn.whisper(notice('info', 'Nothing was different, so nothing was changed.'));
  else if (!after && (await isHeld(turn, matter, record.id)))
    turn.whisper(
      notice('info', 'A leader has put a hold on this, so it can’t be deleted. Nothing was changed.'),
    );
  else await change(turn, matter, record, act, filled);
}

function formOf<R extends MatterRecord, T extends Turn, A extends string>(
  turn: T,
  matter: Matter<R, T, A>,
  name: A,
  carried: Value,
  { title, intro, fields, answers = {}, submit: label, value }: Asked,
) {
  return formCard({
    form: `${matter.name}.${name}`,
    title,
    intro,
    fields: offeringStaff(turn.school, fields),
    answers,
    submit: label,
    value: { ...carried, ...value },
  });
}

/** The record, if it is there, this person may, and it is not too late; else they are told why not, and keep what they wrote. */
async function allowed<R extends MatterRecord, T extends Turn, A extends string>(
  turn: T,
  matter: Matter<R, T, A>,
  name: A,
  value: Value,
  answers?: Answers,
): Promise<R | undefined> {
  const record = await turn.work.get(matter.records, value.id ?? '');
  if (!record) {
    turn.whisper(notice('info', matter.gone));
    return undefined;
  }
  const refusal = await (matter.acts[name].by ?? matter.by)(turn, record, value);
  if (refusal) {
    refuse(turn, record, refusal);
    return undefined;
  }
  const reason =
    matter.seen?.outdated(turn, record, value, name) ?? (await reasonAgainst(turn, matter, record, name));
  if (!reason) return record;
  turn.whisper(notice('info', reason, { facts: await written(turn, matter.acts[name], record, answers) }));
  // The button was on a card that had fallen behind.
  await refresh(turn, matter, record);
  return undefined;
}

/** A long reason that comes too late can at least be copied. */
async function written<R, T>(turn: T, act: Act<R, T>, record: R, answers?: Answers): Promise<Fact[]> {
  if (!answers || !act.asks) return [];
  const { fields } = await act.asks(turn, record);
  return fields
    .filter(
      (field) => (field.kind === 'text' || field.kind === 'line') && !field.guarded && answers[field.name],
    )
    .map((field) => ({ label: `You wrote: ${field.label}`, value: shownAnswer(field, answers[field.name]) }));
}

function refuse(turn: Turn, record: { id: string }, { says, audit }: Refusal): void {
  if (audit) turn.audit(`was refused: ${audit}`, record.id);
  turn.whisper(notice('info', says));
}

async function showWhatMayBeSeen<R extends MatterRecord, T extends Turn, A extends string>(
  turn: T,
  matter: Matter<R, T, A>,
  { id = '' }: Value,
): Promise<void> {
  const record = await turn.work.get(matter.records, id);
  if (!record) return turn.whisper(notice('info', matter.gone));
  const view = await matter.sees(turn, record);
  if (view === undefined)
    return refuse(turn, record, {
      says: 'You can’t see this one. If you think you should, please ask one of the leaders.',
      audit: 'may not see this',
    });
  if (matter.confidential) turn.audit('looked at what only some may see', record.id);
  await show(inPrivate(turn), matter, record, view);
}

/** The copy in a room as it is for whoever looks at it. What they may not press they do not get. */
async function fetchOwn<R extends MatterRecord, T extends Turn, A extends string>(
  turn: T,
  matter: Matter<R, T, A>,
  { id = '', view = '' }: Value,
): Promise<void> {
  const record = await turn.work.get(matter.records, id);
  if (!record || matter.views(record).every(({ name }) => name !== view)) return;
  const card = await cardOf(turn, matter, record, view);
  if (isForSome(card) && card.buttonsFor.people.includes(turn.person.id)) turn.reveal(card);
}
