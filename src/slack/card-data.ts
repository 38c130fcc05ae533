/** What our buttons and forms carry, and Slack hands back when somebody presses or fills them in. */
import { z } from 'zod';
import type { Button, FormCard } from '../core/card.ts';
import type { Place } from '../core/event.ts';
import { parsed } from '../doors/body.ts';
import { limits } from './limits.ts';

const value = z.record(z.string(), z.string());

/** Unique in its message, as Slack asks, and still says which action it is. */
export function actionId(button: Button, number: number): string {
  return `${button.action}#${number}`;
}

export function actionOf(id: string): string {
  return id.replace(/#\d+$/, '');
}

export function buttonValue(button: Button): string {
  return held(JSON.stringify(button.value), limits.buttonValue, `the button “${button.label}”`);
}

/** A button from elsewhere, or from long ago, may carry something else; the core knows what to say to that. */
export function readButtonValue(text: string | undefined): Record<string, string> {
  const read = value.safeParse(parsed(text ?? ''));
  return read.success ? read.data : {};
}

/** Travels in the form's private metadata, so that the answer goes where the form was opened. */
const formData = z.object({
  form: z.string().min(1),
  value,
  place: z.object({
    conversation: z.string().min(1),
    thread: z.string().optional(),
    unopened: z.literal(true).optional(),
    direct: z.boolean(),
  }),
});
export type FormData = z.infer<typeof formData>;

export function writeFormData(card: FormCard, place: Place): string {
  const { conversation, thread, unopened, direct } = place;
  const data: FormData = {
    form: card.form,
    value: card.value,
    place: { conversation, thread, unopened, direct },
  };
  return held(JSON.stringify(data), limits.metadata, `the form “${card.title}”`);
}

export function readFormData(text: string | undefined): FormData | undefined {
  return formData.safeParse(parsed(text ?? '')).data;
}

function held(text: string, longest: number, holder: string): string {
  if (text.length <= longest) return text;
  throw new Error(
    `Expected ${holder} to carry at most ${longest} characters, got ${text.length}; give it an id instead.`,
  );
}
