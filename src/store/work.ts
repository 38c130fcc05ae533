/** One turn's reads and writes: what is kept, with the turn's own changes laid over it until they are committed. */
import type { AuditEntry, Collection, Work } from '../core/record.ts';
import { byCreation, check, copyOf, type Item, type Kept } from './kept.ts';

/** What a turn stands on. Nobody else changes it before the turn is over. */
export type Ground = {
  /** How many records were ever created at the school. */
  created: number;
  get<T extends Item>(of: Collection<T>, id: string): Promise<Kept<T> | undefined>;
  /** Every record that has the key, oldest first. Without a key, every record of the kind. */
  find<T extends Item>(of: Collection<T>, key?: string): Promise<Kept<T>[]>;
};

/** What a turn makes of a record; its place is after all that there were, unless the record was there already. */
export type Put = { kind: string; record: Item; keys: string[]; created: number };

/** What a turn asks to be done, once it is over. All records of a kind go before any of it is put. */
export type Asked = {
  removeAll: string[];
  put: Put[];
  remove: { kind: string; id: string }[];
  audit: AuditEntry[];
};

export class TurnWork implements Work {
  readonly #ground: Ground;
  readonly #drafts = new Map<string, Map<string, Put | 'removed'>>();
  readonly #emptied = new Set<string>();
  readonly #audit: AuditEntry[] = [];
  #created: number;
  #isOver = false;

  constructor(ground: Ground) {
    this.#ground = ground;
    this.#created = ground.created;
  }

  async get<T extends Item>(of: Collection<T>, id: string): Promise<T | undefined> {
    const draft = this.#draftsOf(of.kind).get(id);
    if (draft === 'removed') return undefined;
    return draft ? recordOf(of, draft) : (await this.#before(of, id))?.record;
  }

  async find<T extends Item>(of: Collection<T>, key?: string): Promise<T[]> {
    const drafts = this.#draftsOf(of.kind);
    const drafted = [...drafts.values()]
      .filter((draft) => draft !== 'removed')
      .filter((draft) => key === undefined || draft.keys.includes(key));
    const [kept, changed] = await Promise.all([
      this.#emptied.has(of.kind) ? [] : this.#ground.find(of, key),
      Promise.all(drafted.map((draft) => this.#inPlace(of, draft))),
    ]);
    const untouched = drafts.size > 0 ? kept.filter(({ record }) => !drafts.has(record.id)) : kept;
    const all = changed.length > 0 ? [...untouched, ...changed].sort(byCreation) : untouched;
    return all.map(({ record }) => record);
  }

  put<T extends Item>(of: Collection<T>, record: T): void {
    this.#refuseWhenOver();
    const drafts = this.#draftsOf(of.kind);
    const before = drafts.get(record.id);
    const created = before && before !== 'removed' ? before.created : ++this.#created;
    const checked = check(of, record);
    drafts.set(record.id, { kind: of.kind, record: checked, keys: of.keys(checked), created });
  }

  remove<T extends Item>(of: Collection<T>, id: string): void {
    this.#refuseWhenOver();
    this.#draftsOf(of.kind).set(id, 'removed');
  }

  removeAll<T extends Item>(of: Collection<T>): void {
    this.#refuseWhenOver();
    this.#emptied.add(of.kind);
    this.#drafts.delete(of.kind);
  }

  audit(entry: AuditEntry): void {
    this.#refuseWhenOver();
    this.#audit.push(copyOf(entry));
  }

  /** Ends the turn and says what it asks for. */
  finish(): Asked {
    this.#isOver = true;
    const asked: Asked = { removeAll: [...this.#emptied], put: [], remove: [], audit: this.#audit };
    for (const [kind, drafts] of this.#drafts) {
      for (const [id, draft] of drafts) {
        if (draft === 'removed') asked.remove.push({ kind, id });
        else asked.put.push(draft);
      }
    }
    asked.put.sort((one, other) => one.created - other.created);
    return asked;
  }

  /** A change makes nothing younger. */
  async #inPlace<T extends Item>(of: Collection<T>, draft: Put): Promise<Kept<T>> {
    const before = await this.#before(of, draft.record.id);
    return {
      version: 0,
      ...draft,
      record: recordOf(of, draft),
      ...(before ? { created: before.created } : {}),
    };
  }

  async #before<T extends Item>(of: Collection<T>, id: string): Promise<Kept<T> | undefined> {
    return this.#emptied.has(of.kind) ? undefined : this.#ground.get(of, id);
  }

  #draftsOf(kind: string): Map<string, Put | 'removed'> {
    const drafts = this.#drafts.get(kind) ?? new Map<string, Put | 'removed'>();
    this.#drafts.set(kind, drafts);
    return drafts;
  }

  #refuseWhenOver(): void {
    if (this.#isOver) throw new Error('This turn is over, so it cannot write any more. Await every write.');
  }
}

// A kind has one collection, so a draft of this kind was made from this collection's own record.
function recordOf<T extends Item>(_of: Collection<T>, { record }: Put): T {
  return record as T;
}
