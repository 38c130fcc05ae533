/** What the database says of itself: which release its records are of, and whether they have gone elsewhere. */
import type { Ask } from './connection.ts';
import { NotOursError } from './errors.ts';

export async function expectOurs(ask: Ask, schema: number): Promise<void> {
  const [row] = await ask<Row>(look, undefined, 'marks');
  if (row?.moved_to) throw new NotOursError(movedWords(row.moved_to));
  if (row && row.records > schema) throw newer();
}

type Row = { records: number; moved_to: string | null };
const look = 'select records, moved_to from chalkline where id = 1';

export function newer(): NotOursError {
  return new NotOursError(
    'A later release of Chalkline has worked with this database. Nothing has been changed. Start that release.',
  );
}

function movedWords(to: string): string {
  return (
    `The records have moved to ${to}, so nothing is written here any more. Use that store. ` +
    'To go back to this one as it was when they moved: npm run store -- reopen'
  );
}
