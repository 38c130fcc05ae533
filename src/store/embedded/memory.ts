/** What the embedded store holds in memory: each school's records by kind, in order of creation, found by key without a search. */
import type { Collection } from '../../core/record.ts';
import { beginning, type Link } from '../audit.ts';
import { byCreation, type Changes, checkRead, type Item, type Kept } from '../kept.ts';

export type Memory = Map<string, SchoolMemory>;

export class SchoolMemory {
  readonly tables = new Map<string, Table<Item>>();
  /** How many records were ever created, or at least as many as the newest one says. */
  created = 0;
  trail: Link = beginning;

  table<T extends Item>(of: Collection<T>): Table<T> {
    // A kind has one collection, so what is in its table is what that collection's schema lets through.
    const table = this.tableOf(of.kind) as unknown as Table<T>;
    table.open(of);
    return table;
  }

  tableOf(kind: string): Table<Item> {
    return getOrMake(this.tables, kind, () => new Table<Item>());
  }

  put(kind: string, kept: Kept): void {
    this.tableOf(kind).put(kept);
    this.created = Math.max(this.created, kept.created);
  }

  hasRecords(): boolean {
    return [...this.tables.values()].some((table) => table.size > 0);
  }
}

export function schoolIn(memory: Memory, school: string): SchoolMemory {
  return getOrMake(memory, school, () => new SchoolMemory());
}

export function apply(memory: Memory, { school: id, afresh, put, remove, audit }: Changes): void {
  if (afresh) memory.delete(id);
  const school = schoolIn(memory, id);
  for (const { kind, ...kept } of put) school.put(kind, kept);
  for (const { kind, id } of remove) school.tableOf(kind).remove(id);
  school.trail = audit.at(-1) ?? school.trail;
}

/** All records of one kind at one school. */
class Table<T extends Item> {
  readonly #kept = new Map<string, Kept<T>>();
  readonly #byKey = new Map<string, Set<Kept<T>>>();
  #keysOf: ((record: T) => string[]) | undefined;

  get size(): number {
    return this.#kept.size;
  }

  get(id: string): Kept<T> | undefined {
    return this.#kept.get(id);
  }

  all(): Kept<T>[] {
    return [...this.#kept.values()];
  }

  withKey(key: string): Kept<T>[] {
    return [...(this.#byKey.get(key) ?? [])].sort(byCreation);
  }

  /**
   * Checks and indexes what was read from the disk, when its kind is used for the first time. Not at the start,
   * because only a collection knows the shape and the keys; not record by record, because a key must find them all.
   */
  open(of: Collection<T>): void {
    if (this.#keysOf) return;
    const checked = this.all().map((kept) => checkRead(of, kept));
    this.#keysOf = of.keys;
    for (const kept of checked) this.#set(kept);
  }

  put(kept: Kept<T>): void {
    this.#unindex(kept.record.id);
    this.#set(kept);
  }

  remove(id: string): void {
    this.#unindex(id);
    this.#kept.delete(id);
  }

  #set(kept: Kept<T>): void {
    this.#kept.set(kept.record.id, kept);
    for (const key of this.#keysOf?.(kept.record) ?? []) {
      getOrMake(this.#byKey, key, () => new Set()).add(kept);
    }
  }

  #unindex(id: string): void {
    const kept = this.#kept.get(id);
    if (!kept || !this.#keysOf) return;
    for (const key of this.#keysOf(kept.record)) {
      const indexed = this.#byKey.get(key);
      indexed?.delete(kept);
      if (indexed?.size === 0) this.#byKey.delete(key);
    }
  }
}

function getOrMake<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}
