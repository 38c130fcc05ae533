/**
 * The text of a snapshot: what has changed, and the rows of those before it that go into it, in the order of their
 * names. It is made in small parts, so that turns go on meanwhile.
 */
import { crc32 } from 'node:zlib';
import { lineOf } from '../line.ts';
import type { SnapshotHeader } from './files.ts';
import type { Taken } from './memory.ts';
import {
  goneRow,
  isGone,
  isUnkeyed,
  keyName,
  keyRow,
  type Row,
  recordName,
  recordRow,
  type TableName,
} from './row.ts';
import type { Snapshot, SnapshotEnd } from './snapshot.ts';
import type { Change } from './table.ts';

/** Of the lines that are read together: few of them are to be remembered, and one is to be read in no time. */
const blockSize = 16 * 1024;

export function* snapshotText(
  header: SnapshotHeader,
  taken: Taken,
  merged: readonly Snapshot[],
): Generator<Buffer> {
  const first = Buffer.from(lineOf(header));
  yield first;
  const end: Omit<SnapshotEnd, 'tables'> = { names: [], starts: [], checksums: [], end: first.length };
  const tables = new Map<TableName, { of: TableName; unkeyed?: true }>();
  for (const block of blocksOf(rowsOf(header, taken, merged))) {
    const bytes = Buffer.concat(block.map(({ line }) => line));
    end.names.push(block[0]?.name ?? '');
    end.starts.push(end.end);
    end.checksums.push(crc32(bytes));
    end.end += bytes.length;
    for (const row of block)
      if (isUnkeyed(row)) tables.set(row.table, { of: row.table, unkeyed: true });
      else if (!tables.has(row.table)) tables.set(row.table, { of: row.table });
    yield bytes;
  }
  yield Buffer.from(lineOf({ ...end, tables: [...tables.values()] }));
}

function* blocksOf(rows: Iterable<Row>): Generator<Row[]> {
  let block: Row[] = [];
  let size = 0;
  for (const row of rows) {
    block.push(row);
    size += row.line.length;
    if (size < blockSize) continue;
    yield block;
    [block, size] = [[], 0];
  }
  if (block.length > 0) yield block;
}

function* rowsOf({ below }: SnapshotHeader, taken: Taken, merged: readonly Snapshot[]): Generator<Row> {
  const newestFirst = [changedRows(taken), ...merged.toReversed().map((snapshot) => snapshot.rows())];
  // There is nothing below that it would have to hide.
  for (const row of inOrder(newestFirst)) if (below.length > 0 || !isGone(row.line)) yield row;
}

/** Of rows with the same name the newest. */
function* inOrder(newestFirst: Iterator<Row>[]): Generator<Row> {
  const heads = newestFirst.map((rows) => ({ rows, row: next(rows) }));
  for (;;) {
    let newest: Row | undefined;
    for (const { row } of heads) if (row && (!newest || row.name < newest.name)) newest = row;
    if (!newest) return;
    for (const head of heads) if (head.row?.name === newest.name) head.row = next(head.rows);
    yield newest;
  }
}

function next(rows: Iterator<Row>): Row | undefined {
  const { value, done } = rows.next();
  return done ? undefined : value;
}

function* changedRows({ tables }: Taken): Generator<Row> {
  const inOrder = tables.toSorted((one, other) => (one.table.name < other.table.name ? -1 : 1));
  for (const { table, changes } of inOrder) {
    yield* recordRows(table.name, changes);
    yield* keyRows(table.name, changes);
  }
}

function* recordRows(table: TableName, changes: Map<string, Change>): Generator<Row> {
  const named = new Map([...changes].map(([id, { now }]) => [recordName(table, id), now]));
  for (const name of [...named.keys()].sort()) {
    const now = named.get(name);
    yield { name, table, line: now ? recordRow(name, now) : goneRow(name) };
  }
}

function* keyRows(table: TableName, changes: Map<string, Change>): Generator<Row> {
  const isThere = new Map<string, boolean>();
  for (const [id, { now, keysBelow }] of changes) {
    for (const key of keysBelow) isThere.set(keyName(table, key, id), false);
    for (const key of now?.keys ?? []) isThere.set(keyName(table, key, id), true);
  }
  for (const name of [...isThere.keys()].sort())
    yield { name, table, line: isThere.get(name) ? keyRow(name) : goneRow(name) };
}
