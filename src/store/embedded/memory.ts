/** What the embedded store has of each school: its tables by kind, and where its trail and its numbers stand. */
import type { Collection } from '../../core/record.ts';
import { beginning, type Link } from '../audit.ts';
import type { Changes, Item, Kept } from '../kept.ts';
import { schoolPrefix, type TableName, tableName } from './row.ts';
import type { Snapshot } from './snapshot.ts';
import { Snapshots } from './snapshots.ts';
import { type Change, Table } from './table.ts';

/** A school as a snapshot knows it, without the records. */
export type Standing = { created: number; trail: Link; sizes: Record<string, number> };

/** What a snapshot is about to hold. */
export type Taken = {
  tables: { table: Table<Item>; changes: Map<string, Change> }[];
  schools: Record<string, Standing>;
  /** Tables of which nothing is left in any file older than this. */
  forgotten: TableName[];
};

export class Memory {
  readonly schools = new Map<string, SchoolMemory>();
  readonly snapshots: Snapshots;
  /** Since the last snapshot was begun. */
  #forgotten = new Set<TableName>();

  constructor(snapshots = new Snapshots(), schools: Record<string, Standing> = {}) {
    this.snapshots = snapshots;
    for (const [id, standing] of Object.entries(schools))
      this.schools.set(id, new SchoolMemory(id, snapshots, standing));
  }

  school(id: string): SchoolMemory {
    return getOrMake(this.schools, id, () => new SchoolMemory(id, this.snapshots));
  }

  apply({ school: id, afresh, removeAll = [], put, remove, audit }: Changes): void {
    if (afresh) this.#forgetSchool(id);
    const school = this.school(id);
    for (const kind of removeAll) this.#forget(school.tableOf(kind));
    for (const { kind, keys, ...kept } of put) school.put(kind, kept, keys, kept.version === 1);
    for (const { kind, id } of remove) school.tableOf(kind).remove(id);
    school.trail = audit.at(-1) ?? school.trail;
  }

  /** All that has changed since the last snapshot, as it is now. */
  take(): Taken {
    const forgotten = [...this.#forgotten];
    this.#forgotten = new Set();
    const tables = [...this.schools.values()].flatMap(({ tables }) => [...tables.values()]);
    return {
      tables: tables
        .filter((table) => table.hasChanges)
        .map((table) => ({ table, changes: table.takeChanges() })),
      schools: Object.fromEntries([...this.schools].map(([id, school]) => [id, school.standing()])),
      forgotten,
    };
  }

  /** A file has what was taken, and what was in those that went into it. */
  settle({ tables }: Taken, snapshot: Snapshot, merged: readonly Snapshot[]): void {
    for (const table of this.#forgotten) snapshot.forget(table);
    this.snapshots.replace(merged, snapshot);
    for (const { table, changes } of tables) table.settle(changes);
  }

  #forgetSchool(id: string): void {
    const { tables } = this.school(id);
    for (const table of tables.values()) this.#forget(table);
    for (const table of this.snapshots.tablesOf(schoolPrefix(id))) this.#forgetBelow(table);
    this.schools.delete(id);
  }

  #forget(table: Table<Item>): void {
    table.clear();
    this.#forgetBelow(table.name);
  }

  #forgetBelow(table: TableName): void {
    this.#forgotten.add(table);
    this.snapshots.forget(table);
  }
}

export class SchoolMemory {
  readonly tables = new Map<string, Table<Item>>();
  /** How many records were ever created, or at least as many as the newest one says. */
  created: number;
  trail: Link;
  readonly #id: string;
  readonly #snapshots: Snapshots;

  constructor(id: string, snapshots = new Snapshots(), { created, trail, sizes }: Standing = nothing) {
    this.#id = id;
    this.#snapshots = snapshots;
    this.created = created;
    this.trail = trail;
    for (const [kind, size] of Object.entries(sizes)) this.tables.set(kind, this.#make(kind, size));
  }

  table<T extends Item>(of: Collection<T>): Table<T> {
    // A kind has one collection, so what is in its table is what that collection's schema lets through.
    const table = this.tableOf(of.kind) as unknown as Table<T>;
    table.open(of);
    return table;
  }

  tableOf(kind: string): Table<Item> {
    return getOrMake(this.tables, kind, () => this.#make(kind, 0));
  }

  /** Without keys, where only a collection knows them. */
  put(kind: string, kept: Kept, keys?: string[], isNew?: boolean): void {
    this.tableOf(kind).put(kept, keys, isNew);
    this.created = Math.max(this.created, kept.created);
  }

  hasRecords(): boolean {
    return [...this.tables.values()].some((table) => table.size > 0);
  }

  standing(): Standing {
    const { number, hash, key } = this.trail;
    const filled = [...this.tables].filter(([, table]) => table.size > 0);
    return {
      created: this.created,
      trail: { number, hash, ...(key ? { key } : {}) },
      sizes: Object.fromEntries(filled.map(([kind, table]) => [kind, table.size])),
    };
  }

  #make(kind: string, size: number): Table<Item> {
    return new Table(tableName(this.#id, kind), this.#snapshots, size);
  }
}

const nothing: Standing = { created: 0, trail: beginning, sizes: {} };

function getOrMake<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
