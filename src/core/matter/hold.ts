/** What a leader has put a hold on is not deleted, however long it is kept, until the hold is lifted. */
import { z } from 'zod';
import type { Collection } from '../record.ts';
import { someone } from '../someone.ts';
import type { Turn } from '../turn.ts';

const hold = z.object({
  id: z.string(),
  matter: z.string(),
  record: z.string(),
  by: someone,
  at: z.string(),
  why: z.string(),
});
export type Hold = z.infer<typeof hold>;

export const holds: Collection<Hold> = { kind: 'hold', schema: hold, keys: () => [] };

export function holdId({ name }: { name: string }, record: string): string {
  return `${name}:${record}`;
}

export async function isHeld({ work }: Turn, matter: { name: string }, record: string): Promise<boolean> {
  return (await work.get(holds, holdId(matter, record))) !== undefined;
}
