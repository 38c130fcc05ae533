/** The stores on which a trial can run. Each process opens it for itself; only its address goes from one to the other. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabaseStore } from '../../src/store/database/database.ts';
import { openEmbeddedStore } from '../../src/store/embedded/embedded.ts';
import type { Store } from '../../src/store/store.ts';
import { databaseIn, dropAll } from '../support/database.ts';
import { type Server, startPostgres } from '../support/postgres.ts';

type Kind = {
  /** An empty one. */
  make(): Promise<string>;
  open(at: string): Promise<Store>;
  drop(at: string): Promise<void>;
};

/**
 * Nobody waits half a minute for what a killed bot had claimed, as that would only make the trial longer. But a third of
 * it has to be longer than the platform takes, here on a busy machine: what is sent later than that may come too late.
 */
const lease = 6000;

const given = process.env.DATABASE_URL;
let own: Promise<Server> | undefined;

export const stores = {
  embedded: {
    make: async () => mkdtempSync(join(tmpdir(), 'chalkline-torture-')),
    open: (at) => openEmbeddedStore({ dir: at }),
    drop: async (at) => rmSync(at, { recursive: true }),
  },
  database: {
    make: async () => {
      own ??= given ? undefined : startPostgres();
      return databaseIn(given ?? (await own)?.url ?? '');
    },
    open: (at) => openDatabaseStore({ url: at, lease }),
    drop: async () => {
      if (given) await dropAll(given);
      await (await own)?.stop();
      own = undefined;
    },
  },
} satisfies Record<string, Kind>;

export type StoreName = keyof typeof stores;

export function isStore(name: string): name is StoreName {
  return name in stores;
}
