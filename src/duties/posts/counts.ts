/** How many posts were looked at, month by month: never who asked, nor a word of what they wrote. */
import { z } from 'zod';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { monthInWords } from '../../core/dates.ts';
import type { Collection } from '../../core/record.ts';
import type { Register } from '../../core/register.ts';
import type { Looked } from './looking.ts';

const count = z.object({ id: z.string(), looked: z.int(), toPutRight: z.int() });
type Count = z.infer<typeof count>;

const counts: Collection<Count> = { kind: 'post-check-count', schema: count, keys: () => [] };

export async function countCheck({ work, today }: PolicyTurn, { fix }: Looked): Promise<void> {
  const id = today.slice(0, 7);
  const { looked, toPutRight } = (await work.get(counts, id)) ?? { looked: 0, toPutRight: 0 };
  work.put(counts, { id, looked: looked + 1, toPutRight: toPutRight + (fix.length > 0 ? 1 : 0) });
}

export const checksRegister: Register<Count, PolicyTurn> = {
  name: 'post-checks',
  kind: counts.kind,
  title: 'Posts checked',
  columns: {
    Month: ({ id }) => monthInWords(id),
    Checked: ({ looked }) => String(looked),
    'With something to put right': ({ toPutRight }) => String(toPutRight),
  },
};
