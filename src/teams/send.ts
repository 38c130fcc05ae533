/** Brings cards to Teams: into a place, to one person, over a card that was sent before. */
import {
  type Activity,
  type Attachment,
  type CloudAdapter,
  type ConversationReference,
  TurnContext,
} from 'botbuilder';
import type { Card } from '../core/card.ts';
import { type Called, DeliveryError, type Door, type PersonTarget } from '../core/door.ts';
import type { MessageRef, Place } from '../core/event.ts';
import { audience, type TeamsSettings } from './authentication.ts';
import { notTeams } from './calls.ts';
import { draw, summaryOf } from './draw.ts';
import { memberIdOf } from './ids.ts';
import { inThread } from './receive.ts';

type Post = Parameters<Door['post']>[0];

export type Sender = Pick<Door, 'post' | 'update' | 'whisper'>;

/** One chat, channel or thread, and where Teams is reached about it. */
type Spot = { conversation: string; thread?: string; via: Record<string, string> };

export function openSender(settings: TeamsSettings, adapter: CloudAdapter, home: () => string): Sender {
  const appId = settings.appId ?? '';
  const chats = new Map<string, string>();

  async function post(to: Post, card: Card, calls: Called[] = []): Promise<MessageRef> {
    const written = { ...message(card), ...calling(calls) };
    const spot = 'place' in to ? spotOf(to.place) : await chatWith(to.person);
    let id = '';
    await within(spot, async (turn, reference) => {
      const addressed = TurnContext.applyConversationReference(written, reference);
      const [sent] = await adapter.sendActivities(turn, [addressed]);
      id = sent?.id ?? '';
    });
    // What Teams has taken has an id. Without one it was somebody else who said yes.
    if (!id) throw notTeams();
    return { platform: 'teams', conversation: spot.conversation, id, via: viaOf(spot) };
  }

  async function update({ conversation, id, via = {} }: MessageRef, card: Card): Promise<void> {
    const written = message(card);
    const spot = { conversation, via, ...(via.thread ? { thread: via.thread } : {}) };
    await within(spot, async (turn, reference) => {
      const addressed = TurnContext.applyConversationReference(written, reference);
      await adapter.updateActivity(turn, { ...addressed, id });
    });
  }

  /** Messages for one reader in a channel are only a preview in Teams, so they go to the private chat. */
  async function whisper({ place, user }: { place: Place; user: string }, card: Card): Promise<void> {
    const via = place.via ? { via: place.via } : {};
    await post(place.direct ? { place } : { person: { user, ...via } }, card);
  }

  async function within(
    spot: Spot,
    work: (turn: TurnContext, reference: Partial<ConversationReference>) => Promise<void>,
  ): Promise<void> {
    const reference = referenceTo(spot);
    await delivered(() =>
      adapter.continueConversationAsync(appId, reference, (turn) => work(turn, reference)),
    );
  }

  function referenceTo({ conversation, thread, via }: Spot): Partial<ConversationReference> {
    const id = inThread(conversation, thread);
    return {
      channelId: 'msteams',
      serviceUrl: via.serviceUrl ?? home(),
      bot: { id: via.bot ?? botId(), name: '' },
      conversation: { id, name: '', isGroup: !via.chat, conversationType: via.chat ? 'personal' : 'channel' },
    };
  }

  async function chatWith({ user, via = {} }: PersonTarget): Promise<Spot> {
    const knownChat = via.chat ?? chats.get(user);
    const chat = knownChat ?? (await openChat(user, via));
    chats.set(user, chat);
    return { conversation: chat, via: { ...via, chat } };
  }

  async function openChat(user: string, via: Record<string, string>): Promise<string> {
    const tenantId = via.tenant || settings.tenantId || '';
    const member = via.user ?? memberIdOf(user);
    const asked = {
      isGroup: false,
      bot: { id: via.bot ?? botId(), name: '' },
      members: [{ id: member, name: '' }],
      tenantId,
      channelData: { tenant: { id: tenantId } },
    };
    let chat = '';
    await delivered(() =>
      adapter.createConversationAsync(
        appId,
        'msteams',
        via.serviceUrl ?? home(),
        audience,
        asked,
        async (turn) => {
          chat = turn.activity.conversation.id;
        },
      ),
    );
    if (!chat) throw notTeams();
    return chat;
  }

  function botId(): string {
    return `28:${appId}`;
  }

  return { post, update, whisper };
}

function spotOf({ conversation, thread, via = {} }: Place): Spot {
  return { conversation, via, ...(thread ? { thread } : {}) };
}

/** What an update needs to know later. */
function viaOf({ via, thread }: Spot): Record<string, string> {
  const entries = ['serviceUrl', 'tenant', 'bot', 'chat'].flatMap((name) => {
    const value = via[name];
    return value ? [[name, value] as const] : [];
  });
  return Object.fromEntries(thread ? [...entries, ['thread', thread] as const] : entries);
}

function message(card: Card): Partial<Activity> {
  const attachment: Attachment = {
    contentType: 'application/vnd.microsoft.card.adaptive',
    content: draw(card),
  };
  return { type: 'message', summary: summaryOf(card), attachments: [attachment] };
}

/** Mentions of our own making: the words and, beside them, whom they name. */
function calling(calls: Called[]): Partial<Activity> {
  if (calls.length === 0) return {};
  const mentions = calls.map(({ user, name }) => ({
    type: 'mention',
    text: `<at>${name.replace(/[<>&]/g, '')}</at>`,
    mentioned: { id: user, name },
  }));
  return { text: mentions.map(({ text }) => text).join(' '), entities: mentions };
}

/** Whatever is not Teams' own refusal, such as a token that cannot be had, may pass. */
async function delivered(call: () => Promise<void>): Promise<void> {
  try {
    await call();
  } catch (error) {
    if (error instanceof DeliveryError) throw error;
    throw new DeliveryError('The message could not be sent to Teams.', { retry: true, cause: error });
  }
}
