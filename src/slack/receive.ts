/** Reads what Slack sends: events, commands, pressed buttons and submitted forms become what somebody did. */
import { z } from 'zod';
import type { Received } from './heard.ts';
import { hearEvent } from './receive-event.ts';
import { hearCommand, hearForm, hearPress } from './receive-interaction.ts';

export function hear(payload: unknown, at: string): Received {
  const kind = z
    .object({ type: z.string().optional(), command: z.string().optional() })
    .safeParse(payload).data;
  if (kind?.command !== undefined) return hearCommand(payload, at);
  const read = readers.get(kind?.type ?? '');
  return read ? read(payload, at) : 'unknown';
}

type Reader = (payload: unknown, at: string) => Received;

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
