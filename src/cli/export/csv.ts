/** Tables for spreadsheets, as RFC 4180 has them, in which no cell is ever taken for a formula. */
import { z } from 'zod';

export type Row = Record<string, unknown>;

export function csvLine(cells: unknown[]): string {
  return `${cells.map((cell) => quoted(cellText(cell))).join(',')}\r\n`;
}

/** A record with one level: {by: {name}} becomes by.name, and a list one cell. */
export function flat(record: object, prefix = ''): Row {
  const row: Row = {};
  for (const [name, value] of Object.entries(record)) {
    if (isRecord(value)) Object.assign(row, flat(value, `${prefix}${name}.`));
    else row[`${prefix}${name}`] = value;
  }
  return row;
}

/** Every column that any of the rows has, with the id first. */
export function columnsOf(rows: Row[]): string[] {
  return [...new Set(['id', ...rows.flatMap((row) => Object.keys(row))])];
}

function cellText(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return harmless(value);
  if (Array.isArray(value)) return harmless(value.map(itemText).join('; '));
  return harmless(JSON.stringify(value));
}

/** People and histories come in lists; in a table they read as words. */
const someone = z.strictObject({ id: z.string(), name: z.string() });
const happening = z.strictObject({ at: z.string(), words: z.string() });

function itemText(item: unknown): string {
  if (typeof item === 'string') return item;
  const person = someone.safeParse(item).data;
  if (person) return `${person.name} (${person.id})`;
  const past = happening.safeParse(item).data;
  return past ? `${past.at} ${past.words}` : JSON.stringify(item);
}

// What follows any of these is calculated by a spreadsheet; behind an apostrophe it is only shown.
// The last four are the full-width forms, which some of them read alike.
const startsFormula = /^(\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|[\t\r\n])/;

function harmless(text: string): string {
  return startsFormula.test(text) ? `'${text}` : text;
}

function quoted(text: string): string {
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
