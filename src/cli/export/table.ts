/** A register as a table for spreadsheets: its rows and columns, and the text of the file. */
import type { Register } from '../../core/register.ts';
import { columnsOf, csvLine, flat, type Row } from './csv.ts';

export type Rows = Iterable<object> | AsyncIterable<object>;

type Parts = Pick<Register<never, never>, 'notInCsv' | 'withheld'>;

export function tableOf(records: object[], parts: Parts) {
  const rows = open(records, parts).map((record) => flat(without(record, parts.notInCsv ?? [])));
  return { rows, columns: columnsOf(rows) };
}

/** Without what only some people may read. */
export function open(records: object[], { withheld = [] }: Parts): object[] {
  return withheld.length > 0 ? records.map((record) => without(record, withheld)) : records;
}

function without(record: object, names: string[]): object {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
}

export async function* csvText(rows: Rows, columns: string[]): AsyncGenerator<string> {
  yield csvLine(columns);
  for await (const row of rows) {
    const cells: Row = { ...row };
    yield csvLine(columns.map((column) => cells[column]));
  }
}
