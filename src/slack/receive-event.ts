/** Events that Slack tells of: what somebody said to the bot, opened, or invited it to. */
import { z } from 'zod';
import type { Incoming } from '../core/door.ts';
import type { Act, Event, Place } from '../core/event.ts';
import { answerPlace, homePlace, isDirect, placeOf } from './places.ts';
import { type Reading, saidAct } from './received.ts';

const id = z.string().min(1);

const envelope = z.object({
  event_id: id,
  team_id: z.string().nullish(),
  enterprise_id: z.string().nullish(),
  context_team_id: z.string().nullish(),
  is_ext_shared_channel: z.boolean().nullish(),
  authorizations: z
    .array(z.object({ team_id: z.string().nullish(), user_id: z.string(), is_bot: z.boolean().nullish() }))
    .nullish(),
});
type Envelope = z.infer<typeof envelope>;

const anyEvent = z.object({ event: z.object({ type: id }).loose() });

type EventReading = Incoming | 'ignored' | 'unknown';
type EventReader = (event: unknown, envelope: Envelope, at: string) => EventReading;

const eventReaders = new Map<string, EventReader>([
  ['app_mention', readMention],
  ['message', readMessage],
  ['app_home_opened', readOpened],
  ['member_joined_channel', readJoined],
]);

/** The events to subscribe to; every other one is ignored. */
export const handledEvents = [...eventReaders.keys()];

export function readEvent(payload: unknown, at: string): Reading {
  const outer = anyEvent.safeParse(payload).data;
  if (!outer) return 'unknown';
  const reader = eventReaders.get(outer.event.type);
  if (!reader) return 'ignored';
  const parsed = envelope.safeParse(payload).data;
  const incoming = parsed ? reader(outer.event, parsed, at) : 'unknown';
  return typeof incoming === 'string' ? incoming : { way: 'event', incoming };
}

const message = z.object({
  channel: id,
  channel_type: z.string().optional(),
  user: id.optional(),
  bot_id: z.string().nullish(),
  subtype: z.string().optional(),
  hidden: z.boolean().optional(),
  edited: z.unknown().optional(),
  text: z.string().nullish(),
  ts: id,
  thread_ts: id.optional(),
  files: z.array(z.unknown()).nullish(),
  user_team: z.string().nullish(),
  source_team: z.string().nullish(),
  team: z.string().nullish(),
});
type Message = z.infer<typeof message>;

/** In a channel the bot hears only what is said to it; private messages come as messages. */
function readMention(event: unknown, envelope: Envelope, at: string): EventReading {
  const said = message.safeParse(event).data;
  if (!said) return 'unknown';
  return isDirect(said.channel) ? 'ignored' : readSaid(said, envelope, at);
}

function readMessage(event: unknown, envelope: Envelope, at: string): EventReading {
  const said = message.safeParse(event).data;
  // What was edited or deleted comes in other shapes, and changes nothing.
  if (!said) return 'ignored';
  return isDirect(said.channel) ? readSaid(said, envelope, at) : 'ignored';
}

const spokenSubtypes = ['file_share', 'thread_broadcast', 'me_message'];

function readSaid(said: Message, envelope: Envelope, at: string): Incoming | 'ignored' {
  const bot = botOf(envelope);
  const isSpoken = said.subtype === undefined || spokenSubtypes.includes(said.subtype);
  if (!isSpoken || said.hidden || said.edited || said.bot_id || !said.user || said.user === bot)
    return 'ignored';
  const workspace = homeOf(said.user_team ?? said.source_team ?? said.team, envelope);
  if (!workspace) return 'ignored';
  const act = saidAct(said.text ?? '', bot, said.files?.length);
  return {
    workspace,
    event: eventBy(said.user, answerPlace(said.channel, said.thread_ts, said.ts), act, envelope, at),
  };
}

const opened = z.object({ user: id, channel: id, tab: z.string().optional() });

function readOpened(event: unknown, envelope: Envelope, at: string): EventReading {
  const seen = opened.safeParse(event).data;
  if (!seen) return 'unknown';
  const workspace = homeOf(undefined, envelope);
  if (!workspace) return 'ignored';
  const place = seen.tab === 'home' ? homePlace(seen.user) : placeOf(seen.channel);
  return { workspace, event: eventBy(seen.user, place, { type: 'opened' }, envelope, at) };
}

const joined = z.object({ user: id, channel: id, inviter: id.optional(), team: z.string().nullish() });

/** Only the bot's own joining counts. */
function readJoined(event: unknown, envelope: Envelope, at: string): EventReading {
  const entry = joined.safeParse(event).data;
  if (!entry) return 'unknown';
  const workspace = homeOf(entry.team, envelope);
  if (entry.user !== botOf(envelope) || !workspace) return 'ignored';
  const user = entry.inviter ?? entry.user;
  return { workspace, event: eventBy(user, placeOf(entry.channel), { type: 'joined' }, envelope, at) };
}

function eventBy(user: string, place: Place, act: Act, envelope: Envelope, at: string): Event {
  return { id: `slack:${envelope.event_id}`, at, by: { platform: 'slack', user }, place, ...act };
}

function botOf(envelope: Envelope): string | undefined {
  return envelope.authorizations?.find((account) => account.is_bot)?.user_id;
}

/**
 * The workspace somebody belongs to, which in a channel shared with another organisation need not be the school's.
 * In an organisation of several workspaces Slack names the organisation; then it is the workspace we are installed in.
 */
function homeOf(workspace: string | null | undefined, envelope: Envelope): string | undefined {
  const installed = envelope.authorizations?.[0]?.team_id || envelope.context_team_id || envelope.team_id;
  if (workspace && workspace !== envelope.enterprise_id) return workspace;
  if (!workspace && envelope.is_ext_shared_channel) return undefined;
  return installed || envelope.enterprise_id || undefined;
}
