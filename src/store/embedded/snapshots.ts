/**
 * All records that are in files: the newest snapshot and those that it lies on. What stands in a newer one takes the
 * place of what stands in an older one.
 */

import type { UnreadableError } from '../line.ts';
import type { OpenFile } from './files.ts';
import { closeAll } from './open-files.ts';
import { Recent } from './recent.ts';
import {
  type Entry,
  idOfKey,
  isGone,
  nameOn,
  recordName,
  recordOn,
  recordsOf,
  schoolPrefix,
  type TableName,
  withKey,
} from './row.ts';
import type { Snapshot } from './snapshot.ts';

/** How much text of records is kept at hand. */
const atHand = 2 * 1024 * 1024;

export class Snapshots {
  /** The oldest first. */
  #all: Snapshot[];
  /** What was read lately, by name. */
  readonly #recent = new Recent<Entry>(atHand);

  constructor(all: Snapshot[] = []) {
    this.#all = all;
    for (const [at, { header }] of all.entries())
      for (const older of all.slice(0, at)) for (const table of header.forgotten) older.forget(table);
  }

  get all(): readonly Snapshot[] {
    return this.#all;
  }

  get size(): number {
    return this.#all.reduce((sum, { file }) => sum + file.size, 0);
  }

  /** What could not be read since it was opened. */
  get fault(): UnreadableError | undefined {
    return this.#all.find(({ fault }) => fault)?.fault;
  }

  reads(file: OpenFile): boolean {
    return this.#all.some((snapshot) => snapshot.file === file);
  }

  has(generation: number): boolean {
    return this.#all.some(({ file }) => file.generation === generation);
  }

  close(): void {
    closeAll(this.#all.map(({ file }) => file));
  }

  /** Where some records of it are in files, their keys are not. */
  isUnkeyed(table: TableName): boolean {
    return this.#all.some((snapshot) => snapshot.isUnkeyed(table));
  }

  get(table: TableName, id: string): Entry | undefined {
    const name = recordName(table, id);
    return this.#recent.get(name) ?? this.#read(name, this.#find(table, name));
  }

  records(table: TableName): Entry[] {
    const lines = [...this.#scan(table, recordsOf(table))];
    return lines.flatMap(([name, line]) => this.#recent.get(name) ?? this.#read(name, line) ?? []);
  }

  idsWithKey(table: TableName, key: string): string[] {
    return [...this.#scan(table, withKey(table, key)).keys()].map(idOfKey);
  }

  forget(table: TableName): void {
    for (const snapshot of this.#all) snapshot.forget(table);
    this.#recent.clear();
  }

  /** All tables of a school that any of them has ever had. */
  tablesOf(school: string): TableName[] {
    const prefix = schoolPrefix(school);
    return this.#all.flatMap((snapshot) => snapshot.tables.filter((table) => table.startsWith(prefix)));
  }

  /** Puts one in the place of those that went into it. */
  replace(merged: readonly Snapshot[], by: Snapshot): void {
    this.#all = [...this.#all.filter((snapshot) => !merged.includes(snapshot)), by];
  }

  /** What is in a newer file now is to be read from there. */
  readAnew(table: TableName, id: string): void {
    this.#recent.delete(recordName(table, id));
  }

  #find(table: TableName, name: string): Buffer | undefined {
    for (let at = this.#all.length - 1; at >= 0; at--) {
      const snapshot = this.#all[at];
      const line = snapshot?.has(table) ? snapshot.find(name) : undefined;
      if (line) return line;
    }
    return undefined;
  }

  /** By name, each as it is in the newest that has it. */
  #scan(table: TableName, prefix: string): Map<string, Buffer> {
    const found = new Map<string, Buffer>();
    for (const snapshot of this.#all) {
      if (!snapshot.has(table)) continue;
      for (const line of snapshot.scan(prefix)) {
        if (isGone(line)) found.delete(nameOn(line));
        else found.set(nameOn(line), line);
      }
    }
    return found;
  }

  #read(name: string, line: Buffer | undefined): Entry | undefined {
    if (!line || isGone(line)) return undefined;
    const entry = recordOn(line);
    this.#recent.set(name, entry, line.length);
    return entry;
  }
}
