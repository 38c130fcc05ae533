/** A snapshot: a file of lines in the order of their names, of which one is found without reading the others. */
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { linesOf, readLine, textOf, UnreadableError } from '../line.ts';
import { type OpenFile, type OpenSnapshot, type SnapshotHeader, snapshotHeader } from './files.ts';

import { firstLine, lastLine, readExactly } from './part-of-file.ts';
import { Recent } from './recent.ts';
import { nameOn, type Row, type TableName, tableOfRow } from './row.ts';

/** The last line: of each block of rows its first name, where it begins and its checksum; and where the last one ends. */
const snapshotEnd = z.object({
  names: z.array(z.string()),
  starts: z.array(z.number()),
  checksums: z.array(z.number()),
  end: z.int(),
  /** Which tables have rows here. */
  tables: z.array(
    z.object({
      of: z.string().transform((name) => name as TableName),
      /** The keys of some of its records are not here, as only a collection knows them. */
      unkeyed: z.literal(true).exactOptional(),
    }),
  ),
});
export type SnapshotEnd = z.infer<typeof snapshotEnd>;

export class Snapshot {
  readonly file: OpenSnapshot;
  readonly header: SnapshotHeader;
  readonly #end: SnapshotEnd;
  /** The tables that have rows here, and those of them that are to be read no more. */
  readonly #tables: Map<TableName, { unkeyed?: true }>;
  readonly #forgotten = new Set<TableName>();
  /** Blocks that were read lately: what is looked for often stands in few of them. */
  readonly #blocks = new Recent<Buffer>(blocksAtHand);
  /** What could not be read. */
  fault: UnreadableError | undefined;

  constructor(file: OpenSnapshot) {
    this.file = file;
    this.header = readLine(firstLine(file), snapshotHeader);
    this.#end = readEnd(file);
    this.#tables = new Map(this.#end.tables.map((table) => [table.of, table]));
  }

  get tables(): TableName[] {
    return [...this.#tables.keys()];
  }

  has(table: TableName): boolean {
    return this.#tables.has(table) && !this.#forgotten.has(table);
  }

  isUnkeyed(table: TableName): boolean {
    return this.has(table) && this.#tables.get(table)?.unkeyed === true;
  }

  /** From now on it is as if the table had never had any rows here. */
  forget(table: TableName): void {
    this.#forgotten.add(table);
  }

  /** The line of that name. */
  find(name: string): Buffer | undefined {
    const block = this.#read(this.#blockOf(name));
    const at = block.indexOf(` ${name}\t`);
    return at < 0 ? undefined : lineAround(block, at);
  }

  /** The lines whose names begin like that, in order: they stand together. */
  *scan(prefix: string): Generator<Buffer> {
    const { names } = this.#end;
    for (let at = this.#blockOf(prefix); at < names.length; at++) {
      const block = this.#read(at);
      for (
        let place = block.indexOf(` ${prefix}`);
        place >= 0;
        place = block.indexOf(` ${prefix}`, place + 1)
      )
        yield lineAround(block, place);
      if (!names[at + 1]?.startsWith(prefix)) return;
    }
  }

  /** All that is not forgotten, in order, with its name. */
  *rows(): Generator<Row> {
    let table: TableName | undefined;
    for (const line of this.#lines()) {
      const name = nameOn(line);
      if (!table || !name.startsWith(table)) table = tableOfRow(name);
      if (this.has(table)) yield { name, line, table };
    }
  }

  *#lines(): Generator<Buffer> {
    for (let at = 0; at < this.#end.names.length; at++) yield* linesOfBlock(this.#readFromFile(at));
  }

  /** The last block that begins with that name or an earlier one. */
  #blockOf(name: string): number {
    const { names } = this.#end;
    let [from, to] = [0, names.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((names[middle] ?? '') <= name) from = middle + 1;
      else to = middle;
    }
    return Math.max(0, from - 1);
  }

  #read(at: number): Buffer {
    const name = String(at);
    const known = this.#blocks.get(name);
    if (known) return known;
    const block = this.#readFromFile(at);
    this.#blocks.set(name, block, block.length);
    return block;
  }

  #readFromFile(at: number): Buffer {
    const { starts, checksums, end } = this.#end;
    const start = starts[at] ?? end;
    const bytes = readExactly(this.file, start, starts[at + 1] ?? end);
    if (crc32(bytes) === (checksums[at] ?? 0)) return bytes;
    this.fault = new UnreadableError(
      this.file.path,
      `what begins at byte ${start} does not match its checksum`,
    );
    throw this.fault;
  }
}

const newline = 10;
const blocksAtHand = 1024 * 1024;

/** Nothing that is kept can be taken for a name: within a text, a quotation mark stands behind a backslash. */
function lineAround(block: Buffer, at: number): Buffer {
  return block.subarray(block.lastIndexOf(newline, at) + 1, block.indexOf(newline, at) + 1);
}

function* linesOfBlock(block: Buffer): Generator<Buffer> {
  for (let start = 0; start < block.length; ) {
    const end = block.indexOf(newline, start) + 1;
    yield block.subarray(start, end);
    start = end;
  }
}

/** Reads all of it, to see that each line is as it was written. */
export async function expectWhole(file: OpenFile): Promise<void> {
  for await (const line of linesOf(file)) textOf(line);
}

/** What was cut off has lost this line. */
function readEnd(file: OpenFile): SnapshotEnd {
  try {
    return readLine(lastLine(file), snapshotEnd);
  } catch {
    throw new UnreadableError(file.path, 'the file does not hold all the records that it should');
  }
}

/** The generations of those that a snapshot lies on, as far as it can be read. */
export function generationsBelow(file: OpenFile): number[] {
  try {
    return readLine(firstLine(file), snapshotHeader).below;
  } catch {
    return [];
  }
}
