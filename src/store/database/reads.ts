/** What one transaction reads of a school's records. Nothing is asked for twice: until the end nobody else changes it. */
import type { Collection, Records } from '../../core/record.ts';
import { checkRead, type Item, type Kept } from '../kept.ts';
import type { Ask } from './connection.ts';
import { nameOf } from './names.ts';
import { byId, byKey, type Found } from './recall.ts';

/** Numbers come as text, as they may be larger than a number can be. */
export type Row = { version: string; created: string; record: string };

/** A record's id under one of its keys. */
export type Keyed = { kind: string; id: string; key: string };
export type Unkeyed = { kind: string; keyed: Keyed[] };

export class Reads {
  readonly #ask: Ask;
  readonly #school: string;
  readonly #isUnkeyed: (kind: string) => boolean;
  readonly #found: Found;
  /** All records of each kind that was looked for by a key, and has no keys yet. */
  readonly unkeyed: Unkeyed[] = [];

  constructor(ask: Ask, school: string, isUnkeyed: (kind: string) => boolean, found: Found = new Map()) {
    this.#found = found;
    this.#ask = ask;
    this.#school = school;
    this.#isUnkeyed = isUnkeyed;
  }

  async get<T extends Item>(of: Collection<T>, id: string): Promise<Kept<T> | undefined> {
    const [kept] = await this.#once(of, byId(id), () =>
      this.#ask<Row>(oneById, [this.#school, of.kind, nameOf(id)], 'by id'),
    );
    return kept;
  }

  async find<T extends Item>(of: Collection<T>, key?: string): Promise<Kept<T>[]> {
    if (key === undefined) return this.#all(of);
    if (this.#isUnkeyed(of.kind)) return this.#findUnkeyed(of, key);
    const found = await this.#once(of, byKey(key), () =>
      this.#ask<Row>(allByKey, [this.#school, of.kind, nameOf(key)], 'by key'),
    );
    this.#noteEach(of, found);
    return found;
  }

  /** Whoever finds records often looks at each of them by its id as well. */
  #noteEach<T extends Item>({ kind }: Collection<T>, all: Kept<T>[]): void {
    const known = this.#found.get(kind);
    for (const kept of all) {
      const id = byId(kept.record.id);
      if (!known?.has(id)) known?.set(id, Promise.resolve([kept]));
    }
  }

  async #findUnkeyed<T extends Item>(of: Collection<T>, key: string): Promise<Kept<T>[]> {
    const all = (await this.#all(of)).map((kept) => ({ kept, keys: of.keys(kept.record) }));
    if (!this.unkeyed.some(({ kind }) => kind === of.kind))
      this.unkeyed.push({
        kind: of.kind,
        keyed: all.flatMap(({ kept, keys }) =>
          keys.map((key) => ({ kind: of.kind, id: kept.record.id, key })),
        ),
      });
    return all.filter(({ keys }) => keys.includes(key)).map(({ kept }) => kept);
  }

  #all<T extends Item>(of: Collection<T>): Promise<Kept<T>[]> {
    return this.#once(of, 'all', () => this.#ask<Row>(ofKind, [this.#school, of.kind], 'of kind'));
  }

  // A kind has one collection, so what was found for it before was found for this one.
  #once<T extends Item>(of: Collection<T>, what: string, look: () => Promise<Row[]>): Promise<Kept<T>[]> {
    const ofKind = this.#found.get(of.kind) ?? new Map<string, Promise<Kept<Item>[]>>();
    this.#found.set(of.kind, ofKind);
    const known = ofKind.get(what) as Promise<Kept<T>[]> | undefined;
    if (known) return known;
    const found = look().then((rows) => rows.map((row) => checkRead(of, keptIn(row))));
    ofKind.set(what, found);
    // What could not be read is looked for again.
    found.catch(() => ofKind.delete(what));
    return found;
  }
}

export function recordsOf(reads: Reads): Records {
  return {
    get: async (of, id) => (await reads.get(of, id))?.record,
    find: async (of, key) => (await reads.find(of, key)).map(({ record }) => record),
  };
}

export function keptIn({ version, created, record }: Row): Kept {
  return { version: Number(version), created: Number(created), record: JSON.parse(record) };
}

const oneById = 'select version, created, record from records where school = $1 and kind = $2 and id = $3';
export const ofKind =
  'select version, created, record from records where school = $1 and kind = $2 order by created';
// Without its offset the planner may begin with all records of the kind.
const allByKey = `select r.version, r.created, r.record
  from keys k cross join lateral (
    select version, created, record from records
    where school = k.school and kind = k.kind and id = k.id
    offset 0
  ) r
  where k.school = $1 and k.kind = $2 and k.key = $3
  order by r.created`;
