/**
 * What turns of a school have read, for the turns after them. A school's row counts its turns; where the count is what it
 * was, nobody else has written in between, so that nothing need be read again.
 */
import type { Item, Kept } from '../kept.ts';
import type { Asked } from '../work.ts';

/** By kind: what was found by an id, by a key, or at all. */
export type Found = Map<string, Map<string, Promise<Kept<Item>[]>>>;

/** Enough for a school on a busy day; whatever is left out is read again. */
const mostKinds = 200;
const mostOfAKind = 500;

export const byId = (id: string) => `id ${id}`;
export const byKey = (key: string) => `key ${key}`;

export class Recall {
  #turns = -1;
  #found: Found = new Map();

  /** What is still as it was. */
  at(turns: number): Found {
    if (turns !== this.#turns) this.#found = new Map();
    this.#turns = turns;
    return this.#found;
  }

  /** A turn was kept. What it changed is known by id; what else is found now has to be read. */
  follow(turns: number, { removeAll, put, remove }: Asked): void {
    if (turns !== this.#turns) return;
    this.#turns = turns + 1;
    const before = this.#found;
    for (const kind of removeAll) before.delete(kind);
    for (const kind of new Set([...put, ...remove].map(({ kind }) => kind)))
      if (before.has(kind)) this.#found.set(kind, onlyById(before.get(kind)));
    for (const { kind, id } of remove) this.#found.get(kind)?.set(byId(id), Promise.resolve([]));
    for (const { kind, record, created } of put) this.#change(kind, record, created);
    for (const [kind, known] of this.#found) if (known.size > mostOfAKind) this.#found.delete(kind);
    if (this.#found.size > mostKinds) this.#found.clear();
  }

  /** Only what was looked for before has a place among the others that is known for sure. */
  #change(kind: string, record: Item, created: number): void {
    const known = this.#found.get(kind);
    const before = known?.get(byId(record.id));
    if (!known || !before) return;
    known.set(
      byId(record.id),
      before.then(([kept]) => [
        kept ? { ...kept, version: kept.version + 1, record } : { version: 1, created, record },
      ]),
    );
  }
}

function onlyById(known: Map<string, Promise<Kept<Item>[]>> = new Map()) {
  return new Map([...known].filter(([what]) => what.startsWith(byId(''))));
}
