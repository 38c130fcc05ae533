/** What the database says of itself: which release its records are of, and whether they have gone elsewhere. */
import { MovedError } from '../moved.ts';
import type { Ask } from './connection.ts';
import { NewerError, OlderError } from './errors.ts';

/** Whoever wants to write there. */
export async function expectOurs(ask: Ask, schema: number): Promise<void> {
  const marks = await readMarks(ask);
  if (marks?.moved_to) throw new MovedError('this database', marks.moved_to);
  if (marks && marks.records > schema) throw new NewerError();
}

/** Whoever only looks. */
export async function expectReadable(ask: Ask, schema: number): Promise<void> {
  const marks = await readMarks(ask);
  if (marks && marks.records > schema) throw new NewerError();
  if (marks && marks.records < schema) throw new OlderError();
}

type Row = { records: number; moved_to: string | null };

async function readMarks(ask: Ask): Promise<Row | undefined> {
  const [row] = await ask<Row>('select records, moved_to from chalkline where id = 1', undefined, 'marks');
  return row;
}
