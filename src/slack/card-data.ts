/** What our buttons and forms carry, and Slack hands back when somebody presses or fills them in. */
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { z } from 'zod';
import type { Button, FormCard } from '../core/card.ts';
import type { MessageRef, Place } from '../core/event.ts';
import { given } from '../core/given.ts';
import { parsed } from '../doors/body.ts';
import { limits } from './limits.ts';

const id = z.string().min(1);
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

const place = z.object({
  conversation: id,
  thread: z.string().exactOptional(),
  unopened: z.literal(true).exactOptional(),
  direct: z.boolean(),
});

/** Travels in the form's private metadata, so that the answer goes where the form was opened. */
const formData = z.object({ form: id, value, place });
export type FormData = z.infer<typeof formData>;

export function writeFormData(card: FormCard, place: Place): string {
  const data: FormData = { form: card.form, value: card.value, place: placeData(place) };
  return held(JSON.stringify(data), limits.metadata, `the form “${card.title}”`);
}

export function readFormData(text: string | undefined): FormData | undefined {
  return formData.safeParse(parsed(text ?? '')).data;
}

/** A dialog that is no form: what stood folded on a card. */
export const moreAction = 'card.more';

const folded = z.object({
  title: z.string(),
  /** A label and what it says: written short, as a button carries only so much. */
  details: z.array(z.tuple([z.string(), z.string()])),
  history: z.array(z.string()),
  buttons: z.array(
    z.object({
      label: z.string(),
      action: z.string(),
      value,
      style: z.enum(['primary', 'danger']).exactOptional(),
      confirm: z
        .object({ title: z.string(), text: z.string(), yes: z.string(), no: z.string() })
        .exactOptional(),
    }),
  ),
});
export type Folded = z.infer<typeof folded>;

/** A long one is packed, as it would not fit otherwise; nothing where it does not fit even so. */
export function writeFolded(what: Folded): string | undefined {
  const text = JSON.stringify(what);
  if (text.length <= limits.buttonValue) return text;
  const packed = deflateRawSync(text).toString('base64url');
  return packed.length <= limits.buttonValue ? packed : undefined;
}

export function readFolded(text = ''): Folded | undefined {
  return folded.safeParse(parsed(text.startsWith('{') ? text : unpacked(text))).data;
}

function unpacked(text: string): string {
  try {
    return inflateRawSync(Buffer.from(text, 'base64url'), { maxOutputLength: limits.unpacked }).toString();
  } catch {
    return '';
  }
}

/** Where the card stands that somebody has unfolded: what they press there is pressed on the card. */
const origin = z.object({ place, message: z.object({ conversation: id, id }).exactOptional() });
export type Origin = { place: Place; message?: MessageRef };

export function writeOrigin({ place, message }: Origin): string {
  const at = message && { conversation: message.conversation, id: message.id };
  const data: z.infer<typeof origin> = { place: placeData(place), ...given({ message: at }) };
  return held(JSON.stringify(data), limits.metadata, 'a dialog');
}

export function readOrigin(text: string | undefined): Origin | undefined {
  const read = origin.safeParse(parsed(text ?? '')).data;
  return (
    read && {
      place: { platform: 'slack', ...read.place },
      ...(read.message ? { message: { platform: 'slack', ...read.message } } : {}),
    }
  );
}

function placeData({ conversation, thread, unopened, direct }: Place): z.infer<typeof place> {
  return { conversation, ...given({ thread, unopened }), direct };
}

function held(text: string, longest: number, holder: string): string {
  if (text.length <= longest) return text;
  throw new Error(
    `Expected ${holder} to carry at most ${longest} characters, got ${text.length}; give it an id instead.`,
  );
}
