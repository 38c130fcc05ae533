/** The stores on which a trial can run. Each process opens it for itself; only its address goes from one to the other. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEmbeddedStore } from '../../src/store/embedded/embedded.ts';
import type { Store } from '../../src/store/store.ts';

type Kind = {
  /** An empty one. */
  make(): Promise<string>;
  open(at: string): Promise<Store>;
  drop(at: string): Promise<void>;
};

export const stores = {
  embedded: {
    make: async () => mkdtempSync(join(tmpdir(), 'chalkline-torture-')),
    open: (at) => openEmbeddedStore({ dir: at }),
    drop: async (at) => rmSync(at, { recursive: true }),
  },
} satisfies Record<string, Kind>;

export type StoreName = keyof typeof stores;

export function isStore(name: string): name is StoreName {
  return name in stores;
}
