/** Takes somebody out of what is kept: their own scraps are deleted, and in what the school needs another name stands for theirs. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { duties } from '../../bot/bot.ts';
import { lostCards } from '../../core/lost.ts';
import { holdId, holds } from '../../core/matter/hold.ts';
import { mentions, type Whose, withoutPerson } from '../../core/person-data.ts';
import type { Collection, Work } from '../../core/record.ts';
import { trainings } from '../../duties/training/standing.ts';
import type { Store } from '../../store/store.ts';

type Item = { id: string };
export type Erased = { changed: string[]; deleted: string[]; held: string[] };

const matters = duties.flatMap(({ matters = [] }) => matters);

/** What the school needs though somebody has gone: who was trained says as well who put that down. */
// biome-ignore lint/suspicious/noExplicitAny: a row of collections, each with a record of its own
const lasting: Collection<any>[] = [...matters.map(({ records }) => records), trainings].filter(
  // A message that never arrived is nothing that the school needs.
  ({ kind }) => kind !== lostCards.kind,
);

/** In one turn, so that it happens whole or not at all. The audit trail stays as it is, and says that it was done. */
export async function erasePerson(
  store: Store,
  school: string,
  kinds: string[],
  whose: Whose,
  at: string,
): Promise<Erased> {
  const erased = await store.turn(school, async (work) => {
    const done: Erased = { changed: [], deleted: [], held: [] };
    for (const kind of kinds) await eraseIn(work, kind, whose, done);
    const about = pseudonym(whose).id;
    work.audit({
      at,
      by: 'owner',
      from: 'the command line',
      what: 'took somebody out of what is kept',
      about,
    });
    return done;
  });
  await store.clearOut();
  return erased;
}

async function eraseIn(work: Work, kind: string, whose: Whose, done: Erased): Promise<void> {
  const needed: Collection<Item> | undefined = lasting.find((records) => records.kind === kind);
  const of = needed ?? scraps(kind);
  for (const record of await work.find(of)) {
    if (!mentions(record, whose)) continue;
    const name = `${kind} ${record.id}`;
    if (await isHeld(work, kind, record)) {
      done.held.push(name);
      continue;
    }
    const after = needed && withoutPerson(record, whose, pseudonym(whose));
    if (after?.id !== record.id) work.remove(of, record.id);
    if (after) work.put(of, after);
    (after ? done.changed : done.deleted).push(name);
  }
}

async function isHeld(work: Work, kind: string, { id }: Item): Promise<boolean> {
  const matter = matters.find(({ records }) => records.kind === kind);
  return matter !== undefined && (await work.get(holds, holdId(matter, id))) !== undefined;
}

/** What the work needs for a while: whose it is no longer matters once it is gone. */
function scraps(kind: string): Collection<Item> {
  return { kind, schema: z.looseObject({ id: z.string() }), keys: () => [] };
}

/** The same for one person everywhere, so that the register still says whether two accounts had one owner. */
function pseudonym({ ids }: Whose): Item & { name: string } {
  const digest = createHash('sha256').update(ids.join(' ')).digest('hex');
  return { id: `erased-${digest.slice(0, 8)}`, name: 'Somebody' };
}
