/** How records kept by earlier releases become what this one expects, step by step. */

/** Gives back the record as the next schema has it, under the same id. Audit entries are never changed. */
export type Migration = (kind: string, record: { id: string }) => { id: string };

/** The first step leads from schema 1 to schema 2, and so on; a store is at schema 1 + the steps there are. */
export const migrations: Migration[] = [];
