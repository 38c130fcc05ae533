/** People who press and fill whatever they come across, told by a seed, so that every run is the same. */
import { type Button, buttonsOf, type FormCard } from '../../../src/core/card.ts';
import type { Answers } from '../../../src/core/event.ts';
import { choicesOf, type Field } from '../../../src/core/field.ts';
import { addDays } from '../../../src/core/time.ts';
import type { Dice } from '../../support/dice.ts';
import type { Seen, TestCore } from '../../support/test-core.ts';

/** Answers that mostly fit, so that the story goes on, and now and then do not. */
export function answersFor(fields: Field[], at: { dice: Dice; people: string[]; today: string }): Answers {
  const answers: Answers = {};
  for (const field of fields) {
    const notBefore = field.kind === 'date' ? (field.after ?? field.notBefore) : undefined;
    const earliest = notBefore === 'today' ? at.today : String(answers[notBefore ?? ''] ?? at.today);
    answers[field.name] = answerFor(field, { ...at, today: earliest === '' ? at.today : earliest });
  }
  return answers;
}

function answerFor(
  field: Field,
  { dice: { next, below, pick }, people, today }: { dice: Dice; people: string[]; today: string },
): string | string[] {
  if (next() < 0.03) return '';
  const choices = choicesOf(field).map((choice) => choice.value);
  switch (field.kind) {
    case 'line':
    case 'text':
      return field.name === 'address' ? `https://school.example/${below(1e6)}` : `Words ${below(1e6)}`;
    case 'choice':
      return pick(choices) ?? '';
    case 'choices':
      return next() < 0.7 ? choices : choices.slice(0, 1 + below(choices.length));
    case 'people': {
      const first = below(people.length);
      const second = (first + 1 + below(people.length - 1)) % people.length;
      return [people[first] ?? '', ...(next() < 0.8 ? [people[second] ?? ''] : [])];
    }
    case 'date':
      return addDays(today, field.notAfter ? -below(30) : below(60));
  }
}

export type Fill = (form: FormCard) => Answers;

type Held = { button: Button; for: string };

/** Everything that anybody has been shown and could press, whoever it was meant for. */
export class Pile {
  readonly held: Held[] = [];

  take(seen: Seen[]): void {
    for (const { to, card } of seen)
      for (const button of buttonsOf(card)) this.held.push({ button, for: to });
    if (this.held.length > 300) this.held.splice(0, this.held.length - 300);
  }
}

/** Presses a button, and fills in the form it opens. */
export async function pressAny(core: TestCore, who: string, button: Button, fill: Fill): Promise<Seen[]> {
  const seen = await core.raw(who, { type: 'pressed', action: button.action, value: button.value });
  const form = core.form();
  if (!form) return seen;
  const filled = await core.raw(who, {
    type: 'submitted',
    form: form.form,
    value: form.value,
    answers: fill(form),
  });
  return [...seen, ...filled];
}

/** Presses what begins a form, fills in part after part, and sends it. */
export async function sendAny(core: TestCore, who: string, first: Button, fill: Fill): Promise<Seen[]> {
  let seen = await pressAny(core, who, first, fill);
  let last = first;
  for (let part = 0; part < 12; part++) {
    const buttons = seen.filter(({ to }) => to === who).flatMap(({ card }) => buttonsOf(card));
    const send = buttons.find(({ action }) => action === 'form.send');
    if (send) return pressAny(core, who, send, fill);
    // Where the answers were refused there is nothing new to press, so the same part is tried again.
    last = buttons.find(({ action }) => action === 'form.open') ?? last;
    seen = await pressAny(core, who, last, fill);
  }
  return seen;
}
