/** Checks the chain of every school's audit trail, entry by entry, up to the end that the store knows. */
import { type Anchor, isAsNoted } from '../../store/anchors.ts';
import { type AuditKey, beginning, type TrailFault, verifyTrail } from '../../store/audit.ts';
import { UnreadableError } from '../../store/line.ts';
import type { ChainedEntry } from '../../store/store.ts';
import type { View } from '../../store/view.ts';

/** The end is the hash of the last entry: whoever notes it down can tell later that nothing was cut off. */
export type Verdict = {
  school: string;
  entries: number;
  end: string;
  /** What the entries say cannot be checked, as they are under a key that nobody gave. */
  needsKey?: true;
  broken?: string;
};

/** What there is beside the trail itself to check it by. */
export type Proof = { key?: AuditKey | undefined; anchors?: Anchor[] };

export async function verifySchool(
  view: View,
  school: string,
  { key, anchors = [] }: Proof = {},
): Promise<Verdict> {
  const anchored = anchoredAt(school, anchors);
  let entries = 0;
  let isUnderKey = false;
  let end = beginning.hash;
  async function* counted(): AsyncGenerator<ChainedEntry> {
    for await (const entry of view.trail(school)) {
      yield entry;
      entries++;
      end = entry.hash;
      isUnderKey = entry.key !== undefined;
      anchored.compare(entry);
    }
  }
  const found = await faultOf(counted(), key);
  const broken = [...(found ? [found] : []), ...anchored.faults(key)].join(', ');
  if (broken) return { school, entries, end, broken };
  if (end === (await view.trailEnd(school)))
    return { school, entries, end, ...(isUnderKey && !key ? { needsKey: true } : {}) };
  return { school, entries, end, broken: `entry ${entries + 1} and those after it are missing` };
}

/** Compares the entries as they go by with what was noted of them. */
function anchoredAt(school: string, all: Anchor[]) {
  const anchors = new Map(all.filter((anchor) => anchor.school === school).map((it) => [it.number, it]));
  const kept = new Set<number>();
  return {
    compare: ({ number, hash }: ChainedEntry) => {
      if (anchors.get(number)?.hash === hash) kept.add(number);
    },
    faults: (key: AuditKey | undefined) =>
      [...anchors.values()].flatMap((anchor) => {
        const when = anchor.at.slice(0, 10);
        if (key && !isAsNoted(anchor, key)) return [`the anchor of ${when} was altered`];
        return kept.has(anchor.number) ? [] : [`entry ${anchor.number} is not as it was anchored on ${when}`];
      }),
  };
}

async function faultOf(
  entries: AsyncIterable<ChainedEntry>,
  key: AuditKey | undefined,
): Promise<string | undefined> {
  try {
    const faults = await verifyTrail(entries, key);
    return faults && faultsInWords(faults);
  } catch (error) {
    if (error instanceof UnreadableError) return error.message;
    throw error;
  }
}

const mostNamed = 20;

function faultsInWords(faults: TrailFault[]): string {
  const more = faults.length - mostNamed;
  return [
    ...faults.slice(0, mostNamed).map(({ number, what }) => `entry ${number} ${what}`),
    ...(more > 0 ? [`and ${more.toLocaleString('en-GB')} more`] : []),
  ].join(', ');
}

export function inWords({ school, entries, end, needsKey, broken }: Verdict): string {
  const count = entries === 1 ? '1 entry' : `${entries.toLocaleString('en-GB')} entries`;
  if (broken) return `${school}: BROKEN, ${count} read: ${broken}`;
  return needsKey
    ? `${school}: in order, ${count}, ending in ${end}. Set AUDIT_KEY to check what they say`
    : `${school}: whole, ${count}, ending in ${end}`;
}
