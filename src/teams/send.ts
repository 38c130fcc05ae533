/** Brings cards to Teams: into a place, to one person, over a card that was sent before. */
import type { Activity, Attachment } from 'botbuilder';
import type { Card } from '../core/card.ts';
import type { Called, Door, PersonTarget } from '../core/door.ts';
import type { MessageRef, Place } from '../core/event.ts';
import { drawnOnce } from '../doors/drawings.ts';
import type { TeamsSettings } from './authentication.ts';
import type { Address, Connector } from './connector.ts';
import { draw, summaryOf } from './draw.ts';
import { memberIdOf } from './ids.ts';
import { inThread } from './receive.ts';

type Post = Parameters<Door['post']>[0];

export type Sender = Pick<Door, 'post' | 'update' | 'whisper'>;

/** One chat, channel or thread, and where Teams is reached about it. */
type Spot = { conversation: string; thread?: string; via: Record<string, string> };

export function openSender(settings: TeamsSettings, connector: Connector, home: () => string): Sender {
  const appId = settings.appId ?? '';
  const chats = new Map<string, string>();

  async function post(to: Post, card: Card, calls: Called[] = []): Promise<MessageRef> {
    const spot = 'place' in to ? spotOf(to.place) : await chatWith(to.person);
    const address = addressOf(spot);
    const id = await connector.post(address, {
      ...message(card),
      ...calling(calls),
      ...envelope(spot, address),
    });
    return { platform: 'teams', conversation: spot.conversation, id, via: viaOf(spot) };
  }

  async function update({ conversation, id, via = {} }: MessageRef, card: Card): Promise<void> {
    const spot = { conversation, via, ...(via.thread ? { thread: via.thread } : {}) };
    const address = addressOf(spot);
    await connector.update(address, id, { ...message(card), ...envelope(spot, address), id });
  }

  /** Messages for one reader in a channel are only a preview in Teams, so they go to the private chat. */
  async function whisper({ place, user }: { place: Place; user: string }, card: Card): Promise<void> {
    const via = place.via ? { via: place.via } : {};
    await post(place.direct ? { place } : { person: { user, ...via } }, card);
  }

  function addressOf({ conversation, thread, via }: Spot): Address {
    return { serviceUrl: via.serviceUrl ?? home(), conversation: inThread(conversation, thread) };
  }

  function envelope({ via }: Spot, { serviceUrl, conversation }: Address): Partial<Activity> {
    const conversationType = via.chat ? 'personal' : 'channel';
    return {
      channelId: 'msteams',
      serviceUrl,
      from: { id: via.bot ?? botId(), name: '' },
      conversation: { id: conversation, name: '', isGroup: !via.chat, conversationType },
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
    return await connector.open(via.serviceUrl ?? home(), {
      isGroup: false,
      bot: { id: via.bot ?? botId(), name: '' },
      members: [{ id: member, name: '' }],
      tenantId,
      channelData: { tenant: { id: tenantId } },
    });
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

const message = drawnOnce((card): Partial<Activity> => {
  const attachment: Attachment = {
    contentType: 'application/vnd.microsoft.card.adaptive',
    content: draw(card),
  };
  return { type: 'message', summary: summaryOf(card), attachments: [attachment] };
});

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
