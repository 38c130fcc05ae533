/** Reads what Slack sends: events, commands, pressed buttons and submitted forms become what somebody did. */
import { z } from 'zod';
import { readEvent } from './receive-event.ts';
import { readCommand, readForm, readPress } from './receive-interaction.ts';
import type { Reading } from './received.ts';

const anything = z.object({ type: z.string().optional(), command: z.string().optional() });

export function readPayload(payload: unknown, at: string): Reading {
  const kind = anything.safeParse(payload).data;
  if (kind?.command !== undefined) return readCommand(payload, at);
  const reader = readers.get(kind?.type ?? '');
  return reader ? reader(payload, at) : 'unknown';
}

type Reader = (payload: unknown, at: string) => Reading;

const ignore: Reader = () => 'ignored';

const readers = new Map<string, Reader>([
  ['event_callback', readEvent],
  ['block_actions', readPress],
  ['view_submission', readForm],
  ['view_closed', ignore],
  ['shortcut', ignore],
  ['message_action', ignore],
  ['block_suggestion', ignore],
  ['app_rate_limited', ignore],
]);
