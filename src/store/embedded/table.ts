/** All records of one kind at one school: what changed since the last snapshot, and below it what is in files. */
import type { Collection } from '../../core/record.ts';
import { byCreation, checkRead, type Item, type Kept } from '../kept.ts';
import type { Entry, TableName } from './row.ts';
import type { Snapshots } from './snapshots.ts';

/** What became of a record since the last snapshot. */
export type Change = {
  /** Undefined where it was removed. */
  now: Entry | undefined;
  /** A file has it, or is about to have it; the keys that it may have there. */
  isBelow: boolean;
  keysBelow: string[];
};

export class Table<T extends Item> {
  readonly name: TableName;
  readonly #snapshots: Snapshots;
  readonly #changes = new Map<string, Change>();
  /** The ids of those that changed. */
  readonly #byKey = new Map<string, Set<string>>();
  #of: Collection<T> | undefined;
  #hasKeys = false;
  #size: number;

  constructor(name: TableName, snapshots: Snapshots, size: number) {
    this.name = name;
    this.#snapshots = snapshots;
    this.#size = size;
  }

  get size(): number {
    return this.#size;
  }

  get hasChanges(): boolean {
    return this.#changes.size > 0;
  }

  get(id: string): Kept<T> | undefined {
    const entry = this.#entryOf(id);
    return entry && this.#read(entry);
  }

  /** Oldest first. */
  all(): Kept<T>[] {
    return this.#entries()
      .map((entry) => this.#read(entry))
      .sort(byCreation);
  }

  withKey(key: string): Kept<T>[] {
    this.#makeKeys();
    const below = this.#snapshots.idsWithKey(this.name, key).filter((id) => !this.#changes.has(id));
    return [...below, ...(this.#byKey.get(key) ?? [])].flatMap((id) => this.get(id) ?? []).sort(byCreation);
  }

  /** The collection that looks at what was read back. */
  open(of: Collection<T>): void {
    this.#of ??= of;
  }

  /** `isNew`: where it is known to be. */
  put(kept: Kept, keys: string[] | undefined, isNew = !this.#entryOf(kept.record.id)): void {
    const { id } = kept.record;
    // What a turn puts was looked at by its collection; what is read back was not yet.
    const isChecked = this.#of !== undefined && keys !== undefined;
    this.#change(id, { kept, keys, isChecked }, isNew);
    if (isNew) this.#size++;
  }

  /** It is there. */
  remove(id: string): void {
    this.#change(id, undefined, false);
    this.#size--;
  }

  clear(): void {
    this.#changes.clear();
    this.#byKey.clear();
    this.#size = 0;
  }

  /** All that has changed, for a file that is about to have it. */
  takeChanges(): Map<string, Change> {
    for (const change of this.#changes.values()) {
      change.isBelow = true;
      change.keysBelow = [...new Set([...change.keysBelow, ...(change.now?.keys ?? [])])];
    }
    return new Map(this.#changes);
  }

  /** The file has it: what has not changed again is read from there. */
  settle(changes: Map<string, Change>): void {
    for (const [id, change] of changes) {
      if (this.#changes.get(id) !== change) continue;
      this.#unindex(id);
      this.#changes.delete(id);
      this.#snapshots.readAnew(this.name, id);
    }
  }

  /** Of what came without them. Not before somebody looks for a key, as only then it is surely a collection that knows them. */
  #makeKeys(): void {
    const of = this.#of;
    if (!of || this.#hasKeys) return;
    this.#hasKeys = true;
    const areBelow = this.#snapshots.isUnkeyed(this.name);
    const entries = areBelow ? this.#entries() : [...this.#changes.values()].flatMap(({ now }) => now ?? []);
    for (const entry of entries) {
      if (entry.keys) continue;
      const { record } = this.#read(entry);
      const { isBelow, keysBelow } = this.#changes.get(record.id) ?? { isBelow: true, keysBelow: [] };
      this.#set(record.id, { now: { ...entry, keys: of.keys(record) }, isBelow, keysBelow });
    }
  }

  #entryOf(id: string): Entry | undefined {
    const change = this.#changes.get(id);
    return change ? change.now : this.#snapshots.get(this.name, id);
  }

  #entries(): Entry[] {
    const below = this.#snapshots.records(this.name).filter(({ kept }) => !this.#changes.has(kept.record.id));
    return [...below, ...[...this.#changes.values()].flatMap(({ now }) => now ?? [])];
  }

  /** A kind has one collection, so what is here is what that collection lets through. */
  #read(entry: Entry): Kept<T> {
    if (!entry.isChecked && this.#of) {
      entry.kept = checkRead(this.#of, entry.kept);
      entry.isChecked = true;
    }
    return entry.kept as Kept<T>;
  }

  #change(id: string, now: Entry | undefined, isNew: boolean): void {
    const before = this.#changes.get(id);
    const below = before || isNew ? undefined : this.#snapshots.get(this.name, id);
    const change = {
      now,
      isBelow: before?.isBelow ?? below !== undefined,
      keysBelow: before?.keysBelow ?? below?.keys ?? [],
    };
    this.#unindex(id);
    if (now || change.isBelow) this.#set(id, change);
    else this.#changes.delete(id);
  }

  #set(id: string, change: Change): void {
    this.#changes.set(id, change);
    for (const key of change.now?.keys ?? []) {
      const ids = this.#byKey.get(key) ?? new Set();
      this.#byKey.set(key, ids.add(id));
    }
  }

  #unindex(id: string): void {
    for (const key of this.#changes.get(id)?.now?.keys ?? []) {
      const ids = this.#byKey.get(key);
      ids?.delete(id);
      if (ids?.size === 0) this.#byKey.delete(key);
    }
  }
}
