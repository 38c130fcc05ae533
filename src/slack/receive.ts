/** Reads what Slack sends: events, commands, pressed buttons and submitted forms become what somebody did. */
import { z } from 'zod';
import type { Incoming } from '../core/door.ts';
import type { Act, Answers, Place } from '../core/event.ts';
import { actionOf, readButtonValue, readFormData } from './card-data.ts';
import { asWritten } from './escape.ts';
import { limits } from './limits.ts';

/** How Slack expects to be answered differs with the way something came. */
export type Heard =
  | { way: 'event'; incoming: Incoming }
  | { way: 'command'; incoming: Incoming; trigger: string; isElsewhere: boolean }
  | { way: 'press'; incoming: Incoming; trigger: string }
  | { way: 'form'; incoming: Incoming; inputs: Input[] };

/** One question of a submitted form, so that a problem can be shown beside it. */
export type Input = { id: string; label: string };

/** `ignored`: Slack sends it, and it is none of our business. `unknown`: nothing that Slack would send. */
export function hear(payload: unknown, at: string): Heard | 'ignored' | 'unknown' {
  const kind = z
    .object({ type: z.string().optional(), command: z.string().optional() })
    .safeParse(payload).data;
  if (kind?.command !== undefined) return hearCommand(payload, at);
  const read = readers.get(kind?.type ?? '');
  return read ? read(payload, at) : 'unknown';
}

type Reader = (payload: unknown, at: string) => Heard | 'ignored' | 'unknown';

const ignore: Reader = () => 'ignored';

const readers = new Map<string, Reader>([
  ['event_callback', hearEvent],
  ['block_actions', hearPress],
  ['view_submission', hearForm],
  ['view_closed', ignore],
  ['shortcut', ignore],
  ['message_action', ignore],
  ['block_suggestion', ignore],
  ['app_rate_limited', ignore],
]);

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

type EventReader = (event: unknown, around: Envelope, at: string) => Incoming | 'ignored' | 'unknown';

const eventReaders = new Map<string, EventReader>([
  ['app_mention', hearMention],
  ['message', hearMessage],
  ['app_home_opened', hearOpened],
  ['member_joined_channel', hearJoined],
]);

/** The events to subscribe to; every other one is ignored. */
export const handledEvents = [...eventReaders.keys()];

function hearEvent(payload: unknown, at: string): Heard | 'ignored' | 'unknown' {
  const outer = z.object({ event: z.object({ type: id }).loose() }).safeParse(payload).data;
  if (!outer) return 'unknown';
  const read = eventReaders.get(outer.event.type);
  if (!read) return 'ignored';
  const around = envelope.safeParse(payload).data;
  const incoming = around ? read(outer.event, around, at) : 'unknown';
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
function hearMention(event: unknown, around: Envelope, at: string): Incoming | 'ignored' | 'unknown' {
  const said = message.safeParse(event).data;
  if (!said) return 'unknown';
  return isDirect(said.channel) ? 'ignored' : hearSaid(said, around, at);
}

function hearMessage(event: unknown, around: Envelope, at: string): Incoming | 'ignored' | 'unknown' {
  const said = message.safeParse(event).data;
  // What was edited or deleted comes in other shapes, and changes nothing.
  if (!said) return 'ignored';
  return isDirect(said.channel) ? hearSaid(said, around, at) : 'ignored';
}

const spokenSubtypes = ['file_share', 'thread_broadcast', 'me_message'];

function hearSaid(said: Message, around: Envelope, at: string): Incoming | 'ignored' {
  const bot = botOf(around);
  const isSpoken = said.subtype === undefined || spokenSubtypes.includes(said.subtype);
  if (!isSpoken || said.hidden || said.edited || said.bot_id || !said.user || said.user === bot)
    return 'ignored';
  const workspace = homeOf(said.user_team ?? said.source_team ?? said.team, around);
  if (!workspace) return 'ignored';
  const direct = isDirect(said.channel);
  const thread = said.thread_ts ?? (direct ? undefined : said.ts);
  return {
    workspace,
    event: {
      id: `slack:${around.event_id}`,
      at,
      by: { platform: 'slack', user: said.user },
      place: placeOf(said.channel, thread),
      ...saidAct(said.text ?? '', bot, said.files?.length),
    },
  };
}

function saidAct(markup: string, bot?: string, attachments?: number): Act {
  // No code point is cut in two, or the store could not keep it.
  const text = asWritten(markup, bot)
    .slice(0, limits.incomingText)
    .replace(/[\uD800-\uDBFF]$/, '');
  return { type: 'said', text, ...(attachments ? { attachments } : {}) };
}

const opened = z.object({ user: id, channel: id, tab: z.string().optional() });

function hearOpened(event: unknown, around: Envelope, at: string): Incoming | 'ignored' | 'unknown' {
  const one = opened.safeParse(event).data;
  if (!one) return 'unknown';
  const workspace = homeOf(undefined, around);
  if (!workspace) return 'ignored';
  const place = placeOf(one.channel);
  return {
    workspace,
    event: {
      id: `slack:${around.event_id}`,
      at,
      by: { platform: 'slack', user: one.user },
      place: one.tab === 'home' ? { ...place, conversation: one.user, via: homeTab } : place,
      type: 'opened',
    },
  };
}

/** Marks a place as somebody's Home tab: what is posted there is shown on it. */
export const homeTab = { tab: 'home' };

const joined = z.object({ user: id, channel: id, inviter: id.optional(), team: z.string().nullish() });

/** Only the bot's own joining counts. */
function hearJoined(event: unknown, around: Envelope, at: string): Incoming | 'ignored' | 'unknown' {
  const one = joined.safeParse(event).data;
  if (!one) return 'unknown';
  const workspace = homeOf(one.team, around);
  if (one.user !== botOf(around) || !workspace) return 'ignored';
  return {
    workspace,
    event: {
      id: `slack:${around.event_id}`,
      at,
      by: { platform: 'slack', user: one.inviter ?? one.user },
      place: placeOf(one.channel),
      type: 'joined',
    },
  };
}

const command = z.object({
  command: id,
  text: z.string().optional(),
  user_id: id,
  user_name: z.string().optional(),
  channel_id: id,
  team_id: z.string().optional(),
  enterprise_id: z.string().optional(),
  trigger_id: id,
});

/** Answered privately: whoever types a command in a channel has shown it to nobody there. */
function hearCommand(payload: unknown, at: string): Heard | 'ignored' | 'unknown' {
  const typed = command.safeParse(payload).data;
  const workspace = typed?.team_id || typed?.enterprise_id;
  if (!typed || !workspace) return 'unknown';
  return {
    way: 'command',
    trigger: typed.trigger_id,
    isElsewhere: !isDirect(typed.channel_id),
    incoming: {
      workspace,
      event: {
        id: `slack:${typed.trigger_id}`,
        at,
        by: personOf(typed.user_id, typed.user_name),
        place: privatePlace(typed.user_id),
        ...saidAct(typed.text ?? ''),
      },
    },
  };
}

const team = z.object({ id }).nullish();
const user = z.object({ id, name: z.string().optional(), team_id: z.string().nullish() });
type Actor = { user: z.infer<typeof user>; team?: z.infer<typeof team>; enterprise?: z.infer<typeof team> };

const press = z.object({
  user,
  team,
  enterprise: team,
  trigger_id: id,
  container: z.object({
    message_ts: id.optional(),
    channel_id: id.optional(),
    thread_ts: id.optional(),
    is_ephemeral: z.boolean().optional(),
  }),
  message: z.object({ thread_ts: id.optional() }).nullish(),
  actions: z.array(z.object({ type: id, action_id: id, value: z.string().nullish() })).min(1),
});
type Press = z.infer<typeof press>;

function hearPress(payload: unknown, at: string): Heard | 'ignored' | 'unknown' {
  const pressed = press.safeParse(payload).data;
  const button = pressed?.actions[0];
  const workspace = pressed && teamOf(pressed);
  if (!pressed || !button || !workspace) return 'unknown';
  if (button.type !== 'button') return 'ignored';
  return {
    way: 'press',
    trigger: pressed.trigger_id,
    incoming: {
      workspace,
      event: {
        id: `slack:${pressed.trigger_id}`,
        at,
        by: personOf(pressed.user.id, pressed.user.name),
        place: pressedPlace(pressed),
        type: 'pressed',
        action: actionOf(button.action_id),
        value: readButtonValue(button.value ?? undefined),
        ...pressedMessage(pressed),
      },
    },
  };
}

function pressedPlace({ container, message, user }: Press): Place {
  if (!container.channel_id) return privatePlace(user.id);
  const thread = message?.thread_ts ?? container.thread_ts;
  return placeOf(
    container.channel_id,
    isDirect(container.channel_id) ? thread : (thread ?? container.message_ts),
  );
}

/** A note that only one person sees cannot be changed afterwards. */
function pressedMessage({ container }: Press): Pick<Extract<Act, { type: 'pressed' }>, 'message'> {
  const { channel_id, message_ts, is_ephemeral } = container;
  if (!channel_id || !message_ts || is_ephemeral) return {};
  return { message: { platform: 'slack', conversation: channel_id, id: message_ts } };
}

const filled = z.object({
  type: z.string(),
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
  selected_date: z.string().nullish(),
});

const submission = z.object({
  user,
  team,
  enterprise: team,
  trigger_id: id.optional(),
  view: z.object({
    id,
    hash: z.string().optional(),
    private_metadata: z.string().optional(),
    blocks: z
      .array(
        z.object({
          type: z.string(),
          block_id: z.string().optional(),
          label: z.object({ text: z.string() }).optional(),
        }),
      )
      .default([]),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), filled)).default({}) }),
  }),
});
type Submission = z.infer<typeof submission>;

function hearForm(payload: unknown, at: string): Heard | 'ignored' | 'unknown' {
  const submitted = submission.safeParse(payload).data;
  const workspace = submitted && teamOf(submitted);
  if (!submitted || !workspace) return 'unknown';
  const { view } = submitted;
  const data = readFormData(view.private_metadata);
  if (!data) return 'ignored';
  const { conversation, thread } = data.place;
  return {
    way: 'form',
    inputs: inputsOf(view.blocks),
    incoming: {
      workspace,
      event: {
        id: `slack:${submitted.trigger_id ?? `${view.id}:${view.hash ?? ''}`}`,
        at,
        by: personOf(submitted.user.id, submitted.user.name),
        place: { ...placeOf(conversation, thread), direct: data.place.direct },
        type: 'submitted',
        form: data.form,
        value: data.value,
        answers: answersOf(view.state.values),
      },
    },
  };
}

function inputsOf(blocks: Submission['view']['blocks']): Input[] {
  return blocks.flatMap((block) =>
    block.type === 'input' && block.block_id ? [{ id: block.block_id, label: block.label?.text ?? '' }] : [],
  );
}

function answersOf(values: Submission['view']['state']['values']): Answers {
  return Object.fromEntries(
    Object.entries(values).map(([name, elements]) => [name, answerOf(Object.values(elements)[0])]),
  );
}

function answerOf(element: z.infer<typeof filled> | undefined): string | string[] {
  if (element?.selected_options) return element.selected_options.map((option) => option.value);
  return element?.value ?? element?.selected_option?.value ?? element?.selected_date ?? '';
}

function personOf(user: string, name: string | undefined) {
  return { platform: 'slack' as const, user, ...(name ? { name } : {}) };
}

function placeOf(conversation: string, thread?: string): Place {
  return { platform: 'slack', conversation, direct: isDirect(conversation), ...(thread ? { thread } : {}) };
}

/** Somebody's private chat with the bot, wherever they are just now. */
function privatePlace(user: string): Place {
  return { platform: 'slack', conversation: user, direct: true };
}

function isDirect(channel: string): boolean {
  return channel.startsWith('D');
}

function botOf(around: Envelope): string | undefined {
  return around.authorizations?.find((one) => one.is_bot)?.user_id;
}

/**
 * The workspace somebody belongs to, which in a channel shared with another organisation need not be the school's.
 * In an organisation of several workspaces Slack names the organisation; then it is the workspace we are installed in.
 */
function homeOf(own: string | null | undefined, around: Envelope): string | undefined {
  const installed = around.authorizations?.[0]?.team_id || around.context_team_id || around.team_id;
  if (own && own !== around.enterprise_id) return own;
  if (!own && around.is_ext_shared_channel) return undefined;
  return installed || around.enterprise_id || undefined;
}

function teamOf({ user, team, enterprise }: Actor): string | undefined {
  if (user.team_id && user.team_id !== enterprise?.id) return user.team_id;
  return team?.id ?? enterprise?.id;
}
