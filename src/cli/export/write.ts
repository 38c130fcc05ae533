/** Writes the registers, logs and audit trail of each school into a folder of its own. */
import { createWriteStream, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Register } from '../../core/duty.ts';
import type { View } from '../../store/view.ts';
import { CommandError } from '../command.ts';
import { columnsOf, csvLine, flat, type Row } from './csv.ts';
import { auditColumns, registers } from './registers.ts';

export const forms = ['csv', 'json'] as const;
export type Form = (typeof forms)[number];

type Wish = { as: Form; out: string; force: boolean };
type Rows = Iterable<object> | AsyncIterable<object>;
type Planned = { path: string; rows: Rows; columns: string[] };

/** Tells of each file once it is written. */
export async function exportSchools(view: View, wish: Wish, tell: (what: string) => void): Promise<void> {
  const files = view.schools.flatMap((school) => filesOf(view, school, wish));
  const existing = files.find((file) => existsSync(file.path));
  if (existing && !wish.force) {
    throw new CommandError(
      `${existing.path} is there already, so nothing was written. Name another folder with --out, or add --force.`,
    );
  }
  for (const file of files) {
    const count = await write(file, wish);
    tell(`${file.path}: ${count === 1 ? '1 row' : `${count} rows`}`);
  }
}

function filesOf(view: View, school: string, { as, out }: Wish): Planned[] {
  const path = (name: string) => join(out, school, `${name}.${as}`);
  const audit = { path: path('audit'), rows: view.trail(school), columns: auditColumns };
  return [
    ...registers.map((register) => ({ path: path(register.name), ...tableOf(view, school, register, as) })),
    audit,
  ];
}

function tableOf(view: View, school: string, { kind, notInCsv = [], withheld = [] }: Register, as: Form) {
  const records = view.records(school, kind).map((record) => without(record, withheld));
  if (as === 'json') return { rows: records, columns: [] };
  const rows = records.map((record) => flat(without(record, notInCsv)));
  return { rows, columns: columnsOf(rows) };
}

function without(record: object, names: string[]): object {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
}

/** Gives back how many rows there were. */
async function write({ path, rows, columns }: Planned, { as, force }: Wish): Promise<number> {
  let count = 0;
  async function* counted(): AsyncGenerator<object> {
    for await (const row of rows) {
      count++;
      yield row;
    }
  }
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // Names and calls are nobody else's business, so only the owner may read the files.
  const file = createWriteStream(path, { flags: force ? 'w' : 'wx', mode: 0o600 });
  await pipeline(as === 'csv' ? csvText(counted(), columns) : jsonText(counted()), file);
  return count;
}

async function* csvText(rows: AsyncIterable<object>, columns: string[]): AsyncGenerator<string> {
  yield csvLine(columns);
  for await (const row of rows) {
    const cells: Row = { ...row };
    yield csvLine(columns.map((column) => cells[column]));
  }
}

async function* jsonText(rows: AsyncIterable<object>): AsyncGenerator<string> {
  let before = '[';
  for await (const row of rows) {
    yield `${before}\n${JSON.stringify(row)}`;
    before = ',';
  }
  yield before === '[' ? '[]\n' : '\n]\n';
}
