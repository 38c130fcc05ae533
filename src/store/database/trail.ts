/** Reads audit trails from the database, a page at a time. */
import { reasonOf } from '../../core/reason.ts';
import { chainedEntry } from '../entry.ts';
import { UnreadableError } from '../line.ts';
import type { ChainedEntry } from '../store.ts';
import type { Ask } from './connection.ts';

const page = 1000;

export async function* entriesOf(ask: Ask, school: string): AsyncGenerator<ChainedEntry> {
  for (let last = 0; ; ) {
    const rows = await ask<{ number: string; entry: string }>(
      'select number, entry from audit where school = $1 and number > $2 order by number limit $3',
      [school, last, page],
    );
    for (const { number, entry } of rows) yield readEntry(school, number, entry);
    if (rows.length < page) return;
    last = Number(rows.at(-1)?.number);
  }
}

function readEntry(school: string, number: string, text: string): ChainedEntry {
  try {
    return chainedEntry.parse(JSON.parse(text));
  } catch (cause) {
    throw new UnreadableError(
      `The audit trail of ${school}, entry ${number}`,
      `it cannot be read (${reasonOf(cause)})`,
      'Compare the database with a backup.',
    );
  }
}
