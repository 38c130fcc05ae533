/** What somebody did in Teams, as an event, and how Teams expects to be answered. */
import { z } from 'zod';
import type { Incoming } from '../core/door.ts';
import type { Act, Answers, MessageRef, Place } from '../core/event.ts';
import type { Field } from '../core/form.ts';
import type { Activity } from './activity.ts';
import { formData, type OpenForm, pressedData } from './card-data.ts';
import { clip, limits } from './limits.ts';

export type Received =
  /** Answered by nothing but "received"; a form was filled in on a card by an older client. */
  | { as: 'event'; incoming: Incoming; form?: OpenForm }
  /** Answered by the card that takes the place of the pressed one. */
  | { as: 'press'; incoming: Incoming; form?: OpenForm }
  /** Answered by a dialog. */
  | { as: 'dialog'; incoming: Incoming; form?: OpenForm }
  /** Teams looks whether a card is still right; nobody did anything. */
  | { as: 'refresh' }
  | { as: 'nothing' }
  /** A kind of call that is not served here. */
  | { as: 'unknown' }
  /** A button or form that is not one of ours. */
  | { as: 'foreign' };

/** `now` stands in where Teams does not say when it happened; otherwise a retry would change the time. */
export function receive(activity: Activity, now: string): Received {
  if (activity.from.id === activity.recipient.id || activity.from.role === 'bot') return { as: 'nothing' };
  const read = reader(activity, now);
  switch (activity.type) {
    case 'message':
      return messageReceived(activity, read);
    case 'invoke':
      return invokeReceived(activity, read);
    case 'conversationUpdate':
      return botWasAdded(activity) ? joined(activity, read) : { as: 'nothing' };
    case 'installationUpdate':
      return activity.action === 'add' ? joined(activity, read) : { as: 'nothing' };
    default:
      // Edits, deletions and reactions change nothing: what was said was said.
      return { as: 'nothing' };
  }
}

type Reader = (act: Act, id?: string) => Incoming;

function reader(activity: Activity, now: string): Reader {
  const at = momentOf(activity.timestamp) ?? now;
  const place = placeOf(activity);
  const by = {
    platform: 'teams' as const,
    user: personOf(activity),
    ...(activity.from.name ? { name: activity.from.name } : {}),
  };
  // Without an id, the same thing at the same moment by the same person is the same event.
  const own = activity.id ?? `${activity.type}:${activity.timestamp ?? now}:${activity.from.id}`;
  return (act, id = own) => ({
    workspace: tenantOf(activity),
    event: { id: `teams:${place.conversation}:${id}`, at, by, place, ...act },
  });
}

function momentOf(timestamp: string | null | undefined): string | undefined {
  const moment = new Date(timestamp ?? '');
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString();
}

/** A guest's own tenant where Teams tells it, so that somebody from another school is not taken for one of the staff. */
function tenantOf({ from, channelData, conversation }: Activity): string {
  return from.tenantId ?? channelData?.tenant?.id ?? conversation.tenantId ?? '';
}

/** Whoever has no Entra id is known by the id that Teams made for this bot alone. */
export const teamsOnly = 'teams-id:';

function personOf({ from }: Activity): string {
  return from.aadObjectId ?? `${teamsOnly}${from.id}`;
}

const threadMark = ';messageid=';

function placeOf(activity: Activity): Place {
  const [conversation = '', thread] = activity.conversation.id.split(threadMark);
  const direct = isDirect(activity);
  return {
    platform: 'teams',
    conversation,
    ...(thread ? { thread } : {}),
    direct,
    via: {
      serviceUrl: activity.serviceUrl,
      tenant: activity.channelData?.tenant?.id ?? activity.conversation.tenantId ?? '',
      bot: activity.recipient.id,
      user: activity.from.id,
      ...(direct ? { chat: conversation } : {}),
    },
  };
}

export function inThread(conversation: string, thread: string | undefined): string {
  return thread ? `${conversation}${threadMark}${thread}` : conversation;
}

function isDirect({ conversation }: Activity): boolean {
  return conversation.conversationType ? conversation.conversationType === 'personal' : !conversation.isGroup;
}

function messageOf(activity: Activity): MessageRef | undefined {
  if (!activity.replyToId) return undefined;
  const { conversation, thread, via } = placeOf(activity);
  return {
    platform: 'teams',
    conversation,
    id: activity.replyToId,
    via: { ...via, ...(thread ? { thread } : {}) },
  };
}

function botWasAdded({ membersAdded, recipient }: Activity): boolean {
  return (membersAdded ?? []).some((member) => member.id === recipient.id);
}

/** Teams tells of one installation twice, in two kinds of activity; the shared id makes it one event. */
function joined(activity: Activity, read: Reader): Received {
  return { as: 'event', incoming: read({ type: 'joined' }, `joined:${personOf(activity)}`) };
}

function messageReceived(activity: Activity, read: Reader): Received {
  const filled = formData.safeParse(activity.value);
  if (filled.success) return submitted('event', filled.data._form, activity, read);
  const press = pressedData.safeParse(activity.value);
  if (press.success) return { as: 'event', incoming: read(pressed(press.data, activity)) };
  if (activity.value && !activity.text) return { as: 'foreign' };
  if (!isDirect(activity) && !ownMentions(activity).length) return { as: 'nothing' };
  return { as: 'event', incoming: read(said(activity)) };
}

function pressed(data: z.infer<typeof pressedData>, activity: Activity): Act {
  const message = messageOf(activity);
  return { type: 'pressed', action: data.action, value: data.value, ...(message ? { message } : {}) };
}

const executed = z.object({
  action: z.object({ data: z.unknown().optional() }),
  trigger: z.string().nullish(),
});
const task = z.object({ data: z.unknown().optional() });

function invokeReceived(activity: Activity, read: Reader): Received {
  switch (activity.name) {
    case 'adaptiveCard/action': {
      const value = executed.safeParse(activity.value).data;
      if (value?.trigger === 'automatic') return { as: 'refresh' };
      return dataReceived('press', value?.action.data, activity, read);
    }
    case 'task/fetch':
    case 'task/submit':
      return dataReceived('dialog', task.safeParse(activity.value).data?.data, activity, read);
    default:
      return { as: 'unknown' };
  }
}

function dataReceived(as: 'press' | 'dialog', data: unknown, activity: Activity, read: Reader): Received {
  const filled = formData.safeParse(data);
  if (filled.success) return submitted(as, filled.data._form, { ...activity, value: data }, read);
  const press = pressedData.safeParse(data);
  return press.success ? { as, incoming: read(pressed(press.data, activity)) } : { as: 'foreign' };
}

function submitted(
  as: 'event' | 'press' | 'dialog',
  form: OpenForm,
  activity: Activity,
  read: Reader,
): Received {
  const answers = answersIn(activity.value, form.fields);
  return { as, form, incoming: read({ type: 'submitted', form: form.form, value: form.value, answers }) };
}

const inputs = z.record(z.string(), z.unknown());

/** Teams joins several choices by commas. */
function answersIn(value: unknown, fields: Field[]): Answers {
  const given = inputs.parse(value);
  return Object.fromEntries(
    fields.map((field) => {
      const answer = given[field.name];
      const text = typeof answer === 'string' ? answer : '';
      const isSeveral = field.kind === 'choices' || (field.kind === 'people' && field.choices !== undefined);
      return [field.name, isSeveral ? text.split(',').filter((part) => part !== '') : text];
    }),
  );
}

function said(activity: Activity): Act {
  const attachments = (activity.attachments ?? []).filter((one) => one.contentType !== 'text/html').length;
  return {
    type: 'said',
    text: clip(plainText(activity), limits.incomingText),
    ...(attachments > 0 ? { attachments } : {}),
  };
}

/** The text as it was typed. Only the bot's own mention goes; other people's names stay. */
function plainText(activity: Activity): string {
  const addressed = ownMentions(activity).reduce(
    (text, mention) => text.replaceAll(mention, ' '),
    activity.text ?? '',
  );
  const named = addressed.replace(/<at(?:\s[^>]*)?>(.*?)<\/at>/gis, '$1');
  const flat = activity.textFormat === 'xml' || activity.textFormat === 'html' ? withoutTags(named) : named;
  return flat
    .replace(/&nbsp;|\u00a0/g, ' ')
    .replace(/[ \t]{2,}/g, ' ')
    .trim();
}

function ownMentions({ entities, recipient }: Activity): string[] {
  return (entities ?? [])
    .filter((entity) => entity.type === 'mention' && entity.mentioned?.id === recipient.id)
    .map((entity) => entity.text || `<at>${entity.mentioned?.name ?? recipient.name ?? ''}</at>`);
}

function withoutTags(html: string): string {
  const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'" };
  return html
    .replace(/<br\s*\/?>|<\/(?:p|div|li)>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(lt|gt|amp|quot|#39);/g, (whole, name) => entities[name] ?? whole);
}
