/** One turn's reads and writes: the school's memory, with the turn's own changes laid over it until they are committed. */
import type { AuditEntry, Collection, Records, Work } from '../../core/record.ts';
import { type AuditKey, chain } from '../audit.ts';
import { byCreation, type Changes, check, copyOf, type Kept, type SchoolMemory } from './memory.ts';

type Item = { id: string };

export function recordsOf(memory: SchoolMemory): Records {
  return {
    get: async (of, id) => memory.table(of).get(id)?.record,
    find: async (of, key) => keptIn(memory, of, key).map((kept) => kept.record),
  };
}

/** What a turn makes of a record: the record as it is to be kept with its keys, or nothing. */
type Draft = { kept: Kept; keys: string[] } | 'removed';

export class TurnWork implements Work {
  readonly #school: string;
  readonly #memory: SchoolMemory;
  readonly #key: AuditKey | undefined;
  readonly #drafts = new Map<string, Map<string, Draft>>();
  readonly #audit: AuditEntry[] = [];
  #created: number;
  #isOver = false;

  constructor(school: string, memory: SchoolMemory, key: AuditKey | undefined) {
    this.#school = school;
    this.#memory = memory;
    this.#key = key;
    this.#created = memory.created;
  }

  async get<T extends Item>(of: Collection<T>, id: string): Promise<T | undefined> {
    const draft = this.#draftsOf(of.kind).get(id);
    if (draft === 'removed') return undefined;
    return draft ? asOf(of, draft.kept).record : this.#memory.table(of).get(id)?.record;
  }

  async find<T extends Item>(of: Collection<T>, key?: string): Promise<T[]> {
    const drafts = this.#draftsOf(of.kind);
    const untouched = keptIn(this.#memory, of, key).filter((kept) => !drafts.has(kept.record.id));
    const drafted = [...drafts.values()]
      .filter((draft) => draft !== 'removed')
      .filter((draft) => key === undefined || draft.keys.includes(key))
      .map((draft) => asOf(of, draft.kept));
    const all = drafted.length > 0 ? [...untouched, ...drafted].sort(byCreation) : untouched;
    return all.map((kept) => kept.record);
  }

  put<T extends Item>(of: Collection<T>, record: T): void {
    this.#refuseWhenOver();
    const before = this.#memory.table(of).get(record.id);
    const draft = this.#draftsOf(of.kind).get(record.id);
    const created = before?.created ?? (draft && draft !== 'removed' ? draft.kept.created : ++this.#created);
    const checked = check(of, record);
    const kept = { version: (before?.version ?? 0) + 1, created, record: checked };
    this.#draftsOf(of.kind).set(record.id, { kept, keys: of.keys(checked) });
  }

  remove<T extends Item>(of: Collection<T>, id: string): void {
    this.#refuseWhenOver();
    if (this.#memory.table(of).get(id)) this.#draftsOf(of.kind).set(id, 'removed');
    else this.#draftsOf(of.kind).delete(id);
  }

  audit(entry: AuditEntry): void {
    this.#refuseWhenOver();
    this.#audit.push(copyOf(entry));
  }

  /** Ends the turn and says what it changed, if anything. */
  finish(): Changes | undefined {
    this.#isOver = true;
    const changes: Changes = {
      school: this.#school,
      put: [],
      remove: [],
      audit: chain(this.#school, this.#memory.trail, this.#audit, this.#key),
    };
    for (const [kind, drafts] of this.#drafts) {
      for (const [id, draft] of drafts) {
        if (draft === 'removed') changes.remove.push({ kind, id });
        else changes.put.push({ kind, ...draft.kept });
      }
    }
    const { put, remove, audit } = changes;
    return put.length + remove.length + audit.length > 0 ? changes : undefined;
  }

  #draftsOf(kind: string): Map<string, Draft> {
    const drafts = this.#drafts.get(kind) ?? new Map<string, Draft>();
    this.#drafts.set(kind, drafts);
    return drafts;
  }

  #refuseWhenOver(): void {
    if (this.#isOver) throw new Error('This turn is over, so it cannot write any more. Await every write.');
  }
}

function keptIn<T extends Item>(memory: SchoolMemory, of: Collection<T>, key?: string): Kept<T>[] {
  const table = memory.table(of);
  return key === undefined ? table.all() : table.withKey(key);
}

// A kind has one collection, so a draft of this kind was made from this collection's own record.
function asOf<T extends Item>(_of: Collection<T>, kept: Kept): Kept<T> {
  return kept as Kept<T>;
}
