/** How records kept by earlier releases become what this one expects. */
import type { Migration } from './embedded/migrate.ts';
import { toSchema2 } from './to-schema-2.ts';
import { toSchema3 } from './to-schema-3.ts';

/** The first step leads from schema 1 to schema 2, and so on; a store is at schema 1 + the steps there are. */
export const migrations: Migration[] = [toSchema2, toSchema3];
