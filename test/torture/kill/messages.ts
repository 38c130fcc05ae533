/** What the bot that is killed and whoever kills it say to each other. */
import type { Card } from '../../../src/core/card.ts';
import type { Mark } from '../../../src/core/door.ts';
import type { Event, MessageRef } from '../../../src/core/event.ts';

export type Call =
  | { type: 'post'; platform: string; to: string; card: Card; mark: Mark }
  | { type: 'update'; message: MessageRef; card: Card }
  | { type: 'whisper'; platform: string; to: string; card: Card };

export type FromBot =
  /** It is about to open the store. */
  | { type: 'opening' }
  | { type: 'ready' }
  | { type: 'acknowledged'; event: string }
  /** It could not keep this just now; a platform sends it again. */
  | { type: 'refused'; event: string }
  | { type: 'calls'; number: number; call: Call }
  /** A line of its log that tells of a fault. */
  | { type: 'fault'; line: string }
  | { type: 'closed' };

export type ToBot =
  | { type: 'event'; event: Event }
  | { type: 'answer'; number: number; message: MessageRef }
  /** Send what is left, and end. */
  | { type: 'close' };
