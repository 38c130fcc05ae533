/** A record as every store keeps it, and what one turn makes of all of them. */
import type { z } from 'zod';
import type { Collection } from '../core/record.ts';
import type { ChainedEntry } from './store.ts';

export type Item = { id: string };

/** A record as it is kept. It never changes: a change puts another one in its place. */
export type Kept<T extends Item = Item> = { version: number; created: number; record: T };

/** What one turn changed. */
export type Changes = {
  school: string;
  /** Everything from before is forgotten, the audit trail included. */
  afresh?: true;
  /** Kinds of which every record goes, before any is put. */
  removeAll?: string[] | undefined;
  /** With the keys under which each is found, where they are known. */
  put: (Kept & { kind: string; keys?: string[] | undefined })[];
  remove: { kind: string; id: string }[];
  audit: ChainedEntry[];
};

export function byCreation(kept: Kept, other: Kept): number {
  return kept.created - other.created;
}

/** A frozen copy, exactly as it would be read back; or an error that names the fault. */
export function check<T extends Item>(of: Collection<T>, record: T): T {
  return freeze(copyOf(expectFit(of, record)));
}

/** What was read back, frozen; or an error that names the fault. */
export function checkRead<T extends Item>(of: Collection<T>, { record, ...kept }: Kept): Kept<T> {
  return { ...kept, record: freeze(expectFit(of, record)) };
}

function expectFit<T extends Item>(of: Collection<T>, record: Item): T {
  const result = of.schema.safeParse(record);
  if (result.success) return result.data;
  throw new Error(`The ${of.kind} "${record.id}" cannot be kept: ${faultsOf(result.error)}.`);
}

export function copyOf<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}

function faultsOf(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.') || 'all of it'}: ${issue.message}`).join('; ');
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) freeze(part);
    Object.freeze(value);
  }
  return value;
}
