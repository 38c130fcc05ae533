/** Opens a store by where it is: the address of a database, or the folder of an embedded one. */

import type { AuditKey } from './audit.ts';
import { openEmbeddedStore } from './embedded/embedded.ts';
import { viewEmbeddedStore } from './embedded/view.ts';
import type { Store } from './store.ts';
import type { View } from './view.ts';

export function isDatabase(at: string): boolean {
  return /^postgres(?:ql)?:\/\//.test(at);
}

export async function openStore(at: string, key?: AuditKey): Promise<Store> {
  if (!isDatabase(at)) return openEmbeddedStore({ dir: at, key });
  // Only those who share a store need what speaks to the database.
  const { openDatabaseStore } = await import('./database/database.ts');
  return openDatabaseStore({ url: at, key });
}

/** Undefined where there is no store. */
export async function viewStore(at: string): Promise<View | undefined> {
  if (!isDatabase(at)) return viewEmbeddedStore(at);
  const { viewDatabase } = await import('./database/view.ts');
  return viewDatabase(at);
}

/** As it may stand in a sentence: without the password, and without what is asked of the connection. */
export function storeName(at: string): string {
  if (!isDatabase(at)) return at;
  const { host, pathname } = new URL(at);
  return `the database ${host}${pathname}`;
}
