/** A register as a table for spreadsheets: its rows and columns, and the text of the file. */
import type { Register } from '../../core/register.ts';
import { columnsOf, csvLine, flat, type Row } from './csv.ts';

export type Rows = Iterable<object> | AsyncIterable<object>;

export function tableOf(records: object[], { notInCsv = [] }: Pick<Register<never, never>, 'notInCsv'>) {
  const rows = records.map((record) => flat(without(record, notInCsv)));
  return { rows, columns: columnsOf(rows) };
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
