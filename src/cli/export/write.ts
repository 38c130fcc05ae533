/** Writes the registers, logs and audit trail of each school into a folder of its own, and whatever else is a table. */
import { createWriteStream, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { View } from '../../store/view.ts';
import { CommandError } from '../command.ts';
import { auditColumns, registers } from './registers.ts';
import { csvText, open, type Rows, tableOf } from './table.ts';

export const forms = ['csv', 'json'] as const;
export type Form = (typeof forms)[number];

type Wish = { as: Form; out: string; force: boolean };
export type Planned = { path: string; rows: Rows; columns: string[] };

/** Tells of each file once it is written. */
export async function exportSchools(view: View, wish: Wish, tell: (what: string) => void): Promise<void> {
  const files = (await Promise.all(view.schools.map((school) => filesOf(view, school, wish)))).flat();
  await writeFiles(files, wish, tell);
}

export async function writeFiles(files: Planned[], wish: Wish, tell: (what: string) => void): Promise<void> {
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

async function filesOf(view: View, school: string, { as, out }: Wish): Promise<Planned[]> {
  const path = (name: string) => join(out, school, `${name}.${as}`);
  const audit = { path: path('audit'), rows: view.trail(school), columns: auditColumns };
  const tables = registers.map(async (register) => {
    const records = await view.records(school, register.kind);
    const table = as === 'csv' ? tableOf(records, register) : { rows: open(records, register), columns: [] };
    return { path: path(register.name), ...table };
  });
  return [...(await Promise.all(tables)), audit];
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

async function* jsonText(rows: AsyncIterable<object>): AsyncGenerator<string> {
  let before = '[';
  for await (const row of rows) {
    yield `${before}\n${JSON.stringify(row)}`;
    before = ',';
  }
  yield before === '[' ? '[]\n' : '\n]\n';
}
