/** The shared store: the contract of every store, and what many processes and a database that comes and goes do to it. */
import { afterEach } from 'vitest';
import { openDatabaseStore } from '../../../src/store/database/database.ts';
import type { Store } from '../../../src/store/store.ts';
import { aDatabase } from '../../support/database.ts';
import { storeContract } from '../contract.ts';

const open: Store[] = [];

async function openAt(url: string): Promise<Store> {
  const store = await openDatabaseStore({ url });
  open.push(store);
  return store;
}

afterEach(async () => {
  for (const store of open.splice(0)) await store.close();
});

storeContract('the shared store', async () => openAt(await aDatabase()));
