/** What a turn stands on in the embedded store, and what its outcome changes there. */
import type { Collection, Records } from '../../core/record.ts';
import { type AuditKey, chain } from '../audit.ts';
import type { Changes, Item, Kept } from '../kept.ts';
import type { Asked, Ground } from '../work.ts';
import type { SchoolMemory } from './memory.ts';

export function recordsOf(memory: SchoolMemory): Records {
  return {
    get: async (of, id) => memory.table(of).get(id)?.record,
    find: async (of, key) => keptIn(memory, of, key).map((kept) => kept.record),
  };
}

export function groundOf(memory: SchoolMemory): Ground {
  return {
    created: memory.created,
    get: async (of, id) => memory.table(of).get(id),
    find: async (of, key) => keptIn(memory, of, key),
  };
}

function keptIn<T extends Item>(memory: SchoolMemory, of: Collection<T>, key?: string): Kept<T>[] {
  const table = memory.table(of);
  return key === undefined ? table.all() : table.withKey(key);
}

/** Undefined where nothing changes. */
export function changesOf(
  school: string,
  memory: SchoolMemory,
  asked: Asked,
  key: AuditKey | undefined,
): Changes | undefined {
  let last = memory.created;
  const beforeOf = (kind: string, id: string) =>
    asked.removeAll.includes(kind) ? undefined : memory.tableOf(kind).get(id);
  const put = asked.put.map(({ kind, record, keys }) => {
    const before = beforeOf(kind, record.id);
    return {
      kind,
      version: (before?.version ?? 0) + 1,
      created: before?.created ?? ++last,
      keys,
      record,
    };
  });
  const remove = asked.remove.filter(({ kind, id }) => beforeOf(kind, id));
  const removeAll = asked.removeAll.filter((kind) => memory.tableOf(kind).size > 0);
  const audit = chain(school, memory.trail, asked.audit, key);
  if (removeAll.length + put.length + remove.length + audit.length === 0) return undefined;
  return { school, ...(removeAll.length > 0 ? { removeAll } : {}), put, remove, audit };
}
