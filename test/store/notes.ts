/** A small kind of record for the store's own tests, and other samples. */
import { z } from 'zod';
import type { Delivery } from '../../src/core/delivery.ts';
import type { AuditEntry, Collection } from '../../src/core/record.ts';

const note = z.object({
  id: z.string(),
  state: z.enum(['open', 'done']),
  count: z.int(),
  tags: z.array(z.string()),
  text: z.string(),
});
export type Note = z.infer<typeof note>;

export const notes: Collection<Note> = {
  kind: 'note',
  schema: note,
  keys: ({ state, tags }) => [`state:${state}`, ...tags.map((tag) => `tag:${tag}`)],
};

export function aNote(id: string, change: Partial<Note> = {}): Note {
  return { id, state: 'open', count: 0, tags: [], text: '', ...change };
}

export function anEntry(about: string, change: Partial<AuditEntry> = {}): AuditEntry {
  return { at: '2027-03-02T10:00:00.000Z', by: 'ada', from: 'slack:C1', what: 'noted', about, ...change };
}

export const noon = '2027-03-02T12:00:00.000Z';

/** A card for a channel, due at noon. */
export function aPost(
  id: string,
  change: Partial<Delivery> & { about?: string; channel?: string } = {},
): Delivery {
  const { about, channel = 'C1', ...rest } = change;
  const place = { platform: 'slack' as const, conversation: channel, direct: false };
  return {
    id,
    platform: 'slack',
    order: { type: 'post', place, ...(about ? { about } : {}) },
    card: { kind: 'notice', text: `Card ${id}`, tone: 'info', facts: [], buttons: [] },
    tries: 0,
    due: noon,
    ...rest,
  };
}
