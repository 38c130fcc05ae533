/** What each clause said in the version that was in use, so that a new one can be told by what it changes. */
import { z } from 'zod';
import { editionOf, type PolicyTurn } from '../../conversation/policy-turn.ts';
import { andList } from '../../conversation/words.ts';
import type { Fact } from '../../core/card.ts';
import { clauseName } from '../../core/clause-name.ts';
import type { Collection } from '../../core/record.ts';
import { personById } from '../../core/school.ts';
import { trainings } from '../training/standing.ts';

const clauseText = z.object({ anchor: z.string(), heading: z.string(), text: z.string() });
type ClauseText = z.infer<typeof clauseText>;

const edition = z.object({ id: z.string(), clauses: z.array(clauseText) });
const editions: Collection<z.infer<typeof edition>> = { kind: 'edition', schema: edition, keys: () => [] };

/** There is one version in use. */
const inUse = 'in-use';

export function keepEdition({ work, policy }: PolicyTurn): void {
  const clauses = [...policy.clauses.values()].map(({ anchor, heading, text }) => ({
    anchor,
    heading,
    text,
  }));
  work.put(editions, { id: inUse, clauses });
}

/** Which clauses are new, different or gone against the version that was kept last. */
export async function changesInPolicy({ work, policy }: PolicyTurn): Promise<Fact[]> {
  const before = (await work.get(editions, inUse))?.clauses ?? [];
  const texts = new Map(before.map(({ anchor, text }) => [anchor, text]));
  const now = [...policy.clauses.values()];
  const facts = [
    { label: 'New', clauses: now.filter(({ anchor }) => !texts.has(anchor)) },
    { label: 'Changed', clauses: now.filter(({ anchor, text }) => (texts.get(anchor) ?? text) !== text) },
    { label: 'Gone', clauses: before.filter(({ anchor }) => !policy.clauses.has(anchor)) },
  ];
  return facts
    .filter(({ clauses }) => clauses.length > 0)
    .map(({ label, clauses }) => ({ label, value: named(clauses) }));
}

const mostNamed = 6;

function named(clauses: ClauseText[]): string {
  const names = clauses.slice(0, mostNamed).map(clauseName).join(' · ');
  const more = clauses.length - mostNamed;
  return more > 0 ? `${names} · and ${more} more` : names;
}

/** Those at the school whose signature on record is for another version. */
async function signedEarlier(turn: PolicyTurn): Promise<string[]> {
  const all = await turn.work.find(trainings);
  return all
    .filter(({ signed }) => signed && signed.policy !== editionOf(turn.policy))
    .flatMap(({ id }) => personById(turn.school, id)?.name ?? []);
}

/** Who a new version may ask to sign again. */
export async function whoSignsAgain(turn: PolicyTurn): Promise<string> {
  const { signing } = turn.policy.review;
  const earlier = await signedEarlier(turn);
  const asked = signing ? `${signing.who}, as your policy asks.` : 'Your policy doesn’t ask for a signature.';
  return earlier.length > 0 ? `${asked} Signed an earlier version: ${andList(earlier)}.` : asked;
}
