/** What the database says of itself: which release its records are of, and whether they have gone elsewhere. */

import { MovedError } from '../moved.ts';
import type { Ask } from './connection.ts';
import { NewerError } from './errors.ts';

export async function expectOurs(ask: Ask, schema: number): Promise<void> {
  const [row] = await ask<Row>(look, undefined, 'marks');
  if (row?.moved_to) throw new MovedError('this database', row.moved_to);
  if (row && row.records > schema) throw new NewerError();
}

type Row = { records: number; moved_to: string | null };
const look = 'select records, moved_to from chalkline where id = 1';
