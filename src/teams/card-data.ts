/** What our cards carry and Teams hands back when somebody presses or fills them in. */
import { z } from 'zod';
import type { FormCard } from '../core/card.ts';
import { field } from '../core/field.ts';

const value = z.record(z.string(), z.string());

/** A button. Clients add fields of their own beside ours. */
export const pressedData = z.looseObject({ action: z.string().min(1), value });

/** A card that is asked for anew. */
export const lookedData = z.object({ _look: z.object({ action: z.string().min(1), value }) });

/**
 * A form. Everything is under one name that no field can have, because the answers come back beside it.
 * The form itself travels along, so that it can be shown again with what has to be put right:
 * Teams does not say what the dialog looked like, and another process may have opened it.
 */
export const formData = z.object({
  _form: z.strictObject({
    form: z.string().min(1),
    value,
    title: z.string(),
    intro: z.string().exactOptional(),
    fields: z.array(field),
    others: z.array(field).exactOptional(),
    submit: z.string(),
  }),
});
export type OpenForm = z.infer<typeof formData>['_form'];

export function openFormOf(card: FormCard): OpenForm {
  const { form, value, title, intro, fields, others, submit } = card;
  return { form, value, title, ...(intro ? { intro } : {}), fields, ...(others ? { others } : {}), submit };
}
