/** What somebody did in Teams, as an event. */
import { z } from 'zod';
import type { Incoming } from '../core/door.ts';
import type { Act, Answers, MessageRef, Place } from '../core/event.ts';
import type { Field } from '../core/field.ts';
import { answersAs, saidAs } from '../doors/typed.ts';
import type { Activity } from './activity.ts';
import { formData, lookedData, type OpenForm, pressedData } from './card-data.ts';
import { userIdOf } from './ids.ts';

/** An event, with the form that it fills in where it does. */
export type Received = { incoming: Incoming; form?: OpenForm };

/** Something said to the bot, or a button or form on a card in an older client. */
export function readMessage(activity: Activity): Received | undefined {
  const sent = readData(activity, activity.value);
  if (sent || (activity.value && !activity.text)) return sent;
  const isForUs = isDirect(activity) || ownMentions(activity).length > 0;
  return isForUs ? { incoming: incoming(activity, said(activity)) } : undefined;
}

/** Teams asks for the card as it is for this reader, by itself or because they want it anew. */
export function readLook(activity: Activity, data: unknown): Received | undefined {
  const look = lookedData.safeParse(data).data?._look;
  return look && { incoming: incoming(activity, { type: 'looked', ...look }) };
}

/** A button or form; undefined where it is not one of ours. */
export function readData(activity: Activity, data: unknown): Received | undefined {
  const filled = formData.safeParse(data);
  if (filled.success) return submitted(activity, filled.data._form, data);
  const press = pressedData.safeParse(data);
  return press.success ? { incoming: incoming(activity, pressed(press.data, activity)) } : undefined;
}

/** Teams tells of one installation twice, in two kinds of activity; the shared id makes it one event. */
export function readJoined(activity: Activity): Received {
  return { incoming: incoming(activity, { type: 'joined' }, `joined:${userIdOf(activity.from)}`) };
}

export function isByBot({ from, recipient }: Activity): boolean {
  return from.id === recipient.id || from.role === 'bot';
}

export function botWasAdded({ membersAdded, recipient }: Activity): boolean {
  return (membersAdded ?? []).some((member) => member.id === recipient.id);
}

function incoming(activity: Activity, act: Act, id = idOf(activity)): Incoming {
  const { from } = activity;
  const place = placeOf(activity);
  const by = {
    platform: 'teams',
    user: userIdOf(activity.from),
    ...(from.name ? { name: from.name } : {}),
  };
  return {
    workspace: tenantOf(activity),
    event: {
      id: `teams:${place.conversation}:${id}`,
      at: activity.timestamp.toISOString(),
      by,
      place,
      ...act,
    },
  };
}

/** Without an id, the same thing at the same moment by the same person is the same event. */
function idOf({ id, type, timestamp, written, from }: Activity): string {
  return id ?? `${type}:${(written ?? timestamp).toISOString()}:${from.id}`;
}

/** A guest's own tenant where Teams tells it, so that somebody from another school is not taken for one of the staff. */
function tenantOf({ from, channelData, conversation }: Activity): string {
  return from.tenantId ?? channelData?.tenant?.id ?? conversation.tenantId ?? '';
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

function pressed(data: z.infer<typeof pressedData>, activity: Activity): Act {
  const message = messageOf(activity);
  const answers = answersBeside(data);
  return {
    type: 'pressed',
    action: data.action,
    value: data.value,
    ...(message ? { message } : {}),
    ...(Object.keys(answers).length > 0 ? { answers } : {}),
  };
}

/** What was filled in on the card comes beside the button's own data; several are joined by commas, as one would write them. */
function answersBeside({ action: _, value: __, ...beside }: z.infer<typeof pressedData>): Answers {
  const texts = Object.entries(beside).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return answersAs(Object.fromEntries(texts.slice(0, mostBeside)));
}

const mostBeside = 20;

function submitted(activity: Activity, form: OpenForm, data: unknown): Received {
  const answers = answersIn(data, form.fields);
  return {
    form,
    incoming: incoming(activity, { type: 'submitted', form: form.form, value: form.value, answers }),
  };
}

const inputs = z.record(z.string(), z.unknown());

/** Teams joins several choices by commas. */
function answersIn(value: unknown, fields: Field[]): Answers {
  const filled = inputs.parse(value);
  const typed = Object.fromEntries(
    fields.map((field) => {
      const answer = filled[field.name];
      const text = typeof answer === 'string' ? answer : '';
      const isSeveral = field.kind === 'choices' || (field.kind === 'people' && field.choices !== undefined);
      return [field.name, isSeveral ? text.split(',').filter((part) => part !== '') : text];
    }),
  );
  return answersAs(typed);
}

function said(activity: Activity): Act {
  const attachments = (activity.attachments ?? []).filter(
    (attachment) => attachment.contentType !== 'text/html',
  ).length;
  return saidAs(activity.text ?? '', (text) => plainText(activity, text), attachments);
}

/** The text as it was typed. Only the bot's own mention goes; other people's names stay. */
function plainText(activity: Activity, text: string): string {
  const addressed = ownMentions(activity).reduce((left, mention) => left.replaceAll(mention, ' '), text);
  const named = addressed.replace(/<\/?at(?:\s[^<>]*)?>/gi, '');
  const flat = activity.textFormat === 'xml' || activity.textFormat === 'html' ? withoutTags(named) : named;
  return flat
    .replace(/&nbsp;|\u00a0/g, ' ')
    .replace(/[ \t]{2,}/g, ' ')
    .trim();
}

function ownMentions({ entities, recipient }: Activity): string[] {
  return (entities ?? [])
    .slice(0, mostEntities)
    .filter((entity) => entity.type === 'mention' && entity.mentioned?.id === recipient.id)
    .map((entity) => entity.text || `<at>${entity.mentioned?.name ?? recipient.name ?? ''}</at>`);
}

/** Nobody mentions more in one message. */
const mostEntities = 100;

function withoutTags(html: string): string {
  const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'" };
  return html
    .replace(/<br\s*\/?>|<\/(?:p|div|li)>/gi, '\n')
    .replace(/<[^<>]*>/g, '')
    .replace(/&(lt|gt|amp|quot|#39);/g, (whole, name) => entities[name] ?? whole);
}
