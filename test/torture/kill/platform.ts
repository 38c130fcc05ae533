/** A platform that outlives the bot: it remembers each card that it got, and shows people what is in front of them. */
import type { Card } from '../../../src/core/card.ts';
import type { MessageRef } from '../../../src/core/event.ts';
import type { Call } from './messages.ts';

export type Message = { ref: MessageRef; card: Card };
/** Somebody who waits for a card; true once it has come. */
type Reader = (message: Message) => boolean;

export class Platform {
  readonly #messages = new Map<string, Message>();
  readonly #chats = new Map<string, Message[]>();
  readonly #readers = new Map<string, Reader[]>();
  readonly #byMark = new Map<string, MessageRef>();
  /** How often a card was looked for and found, as its answer had been lost. */
  found = 0;
  /** What came again though nothing was lost. */
  readonly twice: string[] = [];

  answer(call: Call): MessageRef {
    switch (call.type) {
      case 'post':
        return this.#post(call);
      case 'update':
        return this.#change(call.message, call.card);
      case 'whisper':
        return this.#show(call.platform, call.to, call.card);
    }
  }

  /** Whether a card that was to be sent is there. */
  has(delivery: string): boolean {
    return this.#byMark.has(delivery);
  }

  messages(): Iterable<Message> {
    return this.#messages.values();
  }

  /** What somebody looks for on the cards in front of them, now or once it comes. */
  find<T>(person: string, look: (message: Message) => T | undefined): Promise<T> {
    for (const message of this.#chats.get(person) ?? []) {
      const there = look(message);
      if (there !== undefined) return Promise.resolve(there);
    }
    return new Promise((resolve) => {
      const reader: Reader = (message) => {
        const found = look(message);
        if (found !== undefined) resolve(found);
        return found !== undefined;
      };
      this.#readers.set(person, [...(this.#readers.get(person) ?? []), reader]);
    });
  }

  #post({ platform, to, card, mark }: Extract<Call, { type: 'post' }>): MessageRef {
    const known = this.#byMark.get(mark.id);
    if (known && mark.mayBeThere) {
      this.found += 1;
      // It may look otherwise by now, as it does on Slack.
      return this.#change(known, card);
    }
    if (known) this.twice.push(`${mark.id} came to ${to} twice`);
    const ref = this.#show(platform, to, card);
    this.#byMark.set(mark.id, ref);
    return ref;
  }

  #show(platform: string, conversation: string, card: Card): MessageRef {
    const ref = { platform, conversation, id: `m${this.#messages.size + 1}` };
    const message = { ref, card };
    this.#messages.set(ref.id, message);
    this.#chats.set(conversation, [...(this.#chats.get(conversation) ?? []), message]);
    this.#tell(message);
    return ref;
  }

  #change(ref: MessageRef, card: Card): MessageRef {
    const message = this.#messages.get(ref.id);
    if (!message) throw new Error(`Expected the message ${ref.id} that is to be changed, got none.`);
    message.card = card;
    this.#tell(message);
    return ref;
  }

  #tell(message: Message): void {
    const { conversation } = message.ref;
    const readers = this.#readers.get(conversation) ?? [];
    const left = readers.filter((reader) => !reader(message));
    this.#readers.set(conversation, left);
  }
}
