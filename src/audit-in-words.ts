/** The audit trail as people read it: who did what, and whether anything in it was changed or taken out. */
import type { Verdict } from './cli/audit/verify.ts';
import type { PolicyTurn } from './conversation/policy-turn.ts';
import { capital } from './conversation/words.ts';
import { shownDate } from './core/dates.ts';
import { type Columns, whenAt } from './core/register.ts';
import { isDigest } from './store/audit.ts';
import type { ChainedEntry } from './store/store.ts';

type Names = ReadonlyMap<string, string>;

/** `names` has the people, and whatever else an entry may be about, by id. */
export function auditColumnsInWords(names: Names): Columns<ChainedEntry, PolicyTurn> {
  return {
    What: ({ what }) => capital(what),
    Who: ({ by }) => names.get(by) ?? (byItself.test(by) ? 'Chalkline' : 'A member of staff'),
    When: ({ at }, turn) => whenAt(turn, at),
    About: ({ about }) => names.get(about),
    Details: ({ detail = {} }) => detailsInWords(detail, names),
  };
}

/** What time has brought, on whichever platform. */
const byItself = /(?:^|:)chalkline$/;

/** The details that people use words for. All of them are in the download. */
const headings: Record<string, string> = {
  name: 'Name',
  owners: 'Owners',
  moderators: 'Moderators',
  address: 'Address',
  handle: 'Handle',
  review: 'Next check',
  on: 'Day',
  until: 'Until',
  person: 'Person',
  policy: 'Policy',
  reason: 'Reason',
  despite: 'Reason',
  why: 'Why',
};

function detailsInWords(detail: Record<string, string>, names: Names): string {
  return Object.entries(detail)
    .filter(([name, value]) => name in headings && value !== '')
    .map(([name, value]) => `${headings[name]}: ${inWords(value, names)}`)
    .join('. ');
}

/** Words of people's own that are no longer on the record have left no more than their digest. */
function inWords(value: string, names: Names): string {
  if (isDigest(value) && !names.has(value)) return 'no longer on record';
  return value
    .split(', ')
    .map((part) => names.get(part) ?? shownDate(part))
    .join(', ');
}

export function checkInWords({ entries, end, broken }: Verdict): { whole: boolean; words: string } {
  if (broken)
    return {
      whole: false,
      words: `The trail is broken: ${broken}. Keep a copy of the store as it is, and compare it with a backup.`,
    };
  if (entries === 0) return { whole: true, words: 'Checked just now: there is nothing on the trail yet.' };
  const count = entries === 1 ? 'its one entry is' : `all ${entries.toLocaleString('en-GB')} entries are`;
  return {
    whole: true,
    words: `Checked just now: ${count} in place and unaltered. The trail ends in ${end}.`,
  };
}
