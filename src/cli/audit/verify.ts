/** Checks the chain of every school's audit trail, entry by entry, up to the end that the store knows. */
import { beginning, type TrailFault, verifyTrail } from '../../store/audit.ts';
import { UnreadableError } from '../../store/line.ts';
import type { ChainedEntry } from '../../store/store.ts';
import type { View } from '../../store/view.ts';

/** The end is the hash of the last entry: whoever notes it down can tell later that nothing was cut off. */
export type Verdict = { school: string; entries: number; end: string; broken?: string };

export async function verifySchool(view: View, school: string): Promise<Verdict> {
  let entries = 0;
  let end = beginning.hash;
  async function* counted(): AsyncGenerator<ChainedEntry> {
    for await (const entry of view.trail(school)) {
      yield entry;
      entries++;
      end = entry.hash;
    }
  }
  const broken = await faultOf(counted());
  if (broken) return { school, entries, end, broken };
  if (end === view.trailEnd(school)) return { school, entries, end };
  return { school, entries, end, broken: `entry ${entries + 1} and those after it are missing` };
}

async function faultOf(entries: AsyncIterable<ChainedEntry>): Promise<string | undefined> {
  try {
    const faults = await verifyTrail(entries);
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

export function inWords({ school, entries, end, broken }: Verdict): string {
  const count = entries === 1 ? '1 entry' : `${entries.toLocaleString('en-GB')} entries`;
  return broken
    ? `${school}: BROKEN, ${count} read: ${broken}`
    : `${school}: whole, ${count}, ending in ${end}`;
}
