/**
 * A line of a snapshot: its name, a tab, and what is kept under that name, or null where it is there no more. A record
 * is under its id, and once more, without what it holds, under each of its keys.
 */
import { z } from 'zod';
import type { Kept } from '../kept.ts';
import { checksum } from '../line.ts';

/** How the names of all rows of one kind at one school begin. */
export type TableName = string & { readonly _: 'a table' };

export function tableName(school: string, kind: string): TableName {
  return `${JSON.stringify([school, kind]).slice(0, -1)},` as TableName;
}

/** How the names of all rows of a school begin. */
export const schoolPrefix = (school: string) => `[${JSON.stringify(school)},`;

const schoolAndKind = z.tuple([z.string(), z.string()]).rest(z.unknown());

export function tableOfRow(name: string): TableName {
  const [school, kind] = schoolAndKind.parse(JSON.parse(name));
  return tableName(school, kind);
}

export const recordName = (table: TableName, id: string) => `${table}${JSON.stringify(id)}]`;
export const recordsOf = (table: TableName) => `${table}"`;
export const keyName = (table: TableName, key: string, id: string) =>
  `${withKey(table, key)}${JSON.stringify(id)}]]`;
export const withKey = (table: TableName, key: string) => `${table}[${JSON.stringify(key)},`;

const keyOf = z.tuple([z.string(), z.string(), z.tuple([z.string(), z.string()])]);

/** Whose key it is. */
export function idOfKey(name: string): string {
  return keyOf.parse(JSON.parse(name))[2][1];
}

export type Row = { name: string; table: TableName; line: Buffer };

/** A record as it was read or made, and the keys under which it is found. */
export type Entry = {
  kept: Kept;
  /** Not there where only a collection knows them. */
  keys?: string[] | undefined;
  /** A collection has looked at what was read back. */
  isChecked: boolean;
};

const keyedRecord = z.object({
  keys: z.array(z.string()).exactOptional(),
  version: z.int(),
  created: z.int(),
  record: z.looseObject({ id: z.string() }),
});

const checksumLength = 8;
const tab = 9;
/** What comes after the name of a record that has its keys. */
const withKeys = Buffer.from('{"keys"');
const gone = Buffer.from('null\n');

export function recordRow(name: string, { kept, keys }: Entry): Buffer {
  const { version, created, record } = kept;
  return row(name, { ...(keys ? { keys } : {}), version, created, record });
}

export const keyRow = (name: string) => row(name, 1);
export const goneRow = (name: string) => row(name, null);

function row(name: string, value: unknown): Buffer {
  const text = `${name}\t${JSON.stringify(value)}`;
  return Buffer.from(`${checksum(text)} ${text}\n`);
}

export function nameOn(line: Buffer): string {
  return line.toString('utf8', checksumLength + 1, line.indexOf(tab));
}

export function isGone(line: Buffer): boolean {
  return valueOn(line).equals(gone);
}

/** A record whose keys are not known. */
export function isUnkeyed({ name, table, line }: Row): boolean {
  if (!name.startsWith(recordsOf(table)) || isGone(line)) return false;
  return !valueOn(line).subarray(0, withKeys.length).equals(withKeys);
}

export function recordOn(line: Buffer): Entry {
  const { keys, ...kept } = keyedRecord.parse(JSON.parse(valueOn(line).toString('utf8')));
  return { kept, keys, isChecked: false };
}

function valueOn(line: Buffer): Buffer {
  return line.subarray(line.indexOf(tab) + 1);
}
