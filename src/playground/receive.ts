/** What the page sends, turned into events. */
import { z } from 'zod';
import type { Incoming } from '../core/door.ts';
import type { Act, MessageRef, Place } from '../core/event.ts';
import type { Listed, School } from '../core/school.ts';
import type { Shown } from './chat.ts';
import { goal } from './time-travel.ts';

const short = z.string().min(1).max(200);
const words = z.record(z.string().max(200), z.string().max(2000));

/** Who is looking, and at which school. */
export const viewer = z.object({ school: short, as: short });
export type Who = z.infer<typeof viewer>;
export const viewing = viewer.extend({ conversation: short, before: z.coerce.number().optional() });
export type Viewing = z.infer<typeof viewing>;

export const lookingUp = viewer.extend({ table: short });
export type LookingUp = z.infer<typeof lookingUp>;

/** Everything a person does has an id made by the page, so that sending it again does nothing twice. */
const deed = viewer.extend({ id: z.string().regex(/^[A-Za-z0-9-]{8,64}$/) });
const where = z.object({ conversation: short, thread: short.exactOptional() });

export const saying = deed.extend({ at: where, text: z.string() });
export type Saying = z.infer<typeof saying>;

const filledIn = z.record(z.string().max(200), z.union([z.string(), z.array(z.string())]));

export const pressing = deed.extend({
  message: short,
  action: short,
  value: words,
  answers: filledIn.default({}),
});
export type Pressing = z.infer<typeof pressing>;

export const submitting = deed.extend({
  at: where,
  form: short,
  value: words,
  answers: filledIn,
});
export type Submitting = z.infer<typeof submitting>;

export const moving = viewer.extend({ to: goal });
export type Moving = z.infer<typeof moving>;

export type Where = z.infer<typeof where>;

export function eventOf(
  school: School,
  by: Listed,
  what: { id: string; at: string; where: Where } & { act: Act },
): Incoming {
  return {
    workspace: school.id,
    event: {
      id: `playground:${school.id}:${by.id}:${what.id}`,
      at: what.at,
      by: { platform: 'playground', user: by.id, name: by.name },
      place: placeOf(school, by, what.where),
      ...what.act,
    },
  };
}

function placeOf(school: School, by: Listed, { conversation, thread }: Where): Place {
  const via = { school: school.id };
  return conversation === by.id
    ? { platform: 'playground', conversation, direct: true, via }
    : { platform: 'playground', conversation, direct: false, via, ...(thread ? { thread } : {}) };
}

export function refOf(school: School, message: Shown): MessageRef {
  return {
    platform: 'playground',
    conversation: message.conversation,
    id: message.id,
    via: { school: school.id },
  };
}

/** Answers to a card stand under it; a private chat has no threads. */
export function whereOf(person: string, message: Shown): Where {
  const { conversation, thread, id } = message;
  return conversation === person ? { conversation } : { conversation, thread: thread ?? id };
}

const mention = /@chalkline\b[,:]?/i;

/** Among others Chalkline hears only what is addressed to it. */
export function addressed(person: string, conversation: string, text: string): string | undefined {
  if (conversation !== person && !mention.test(text)) return undefined;
  return text.replace(mention, ' ').replace(/ {2,}/g, ' ').trim();
}
