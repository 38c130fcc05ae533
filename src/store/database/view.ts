/** A look at the shared store: at all of it as it was in one moment, in a transaction that only reads. */
import { beginning } from '../audit.ts';
import { migrations } from '../migrations.ts';
import type { View } from '../view.ts';
import { expectReadable } from './about.ts';
import { type Ask, type Database, openDatabase } from './connection.ts';
import { keptIn, ofKind, type Row } from './reads.ts';
import { hasTables } from './tables.ts';
import { entriesOf } from './trail.ts';

/** Undefined where there is no store. */
export async function viewDatabase(url: string): Promise<View | undefined> {
  const database = openDatabase(url, { isPatient: true });
  try {
    if (await hasTables(database.ask)) return await viewOf(database);
  } catch (error) {
    await database.close();
    throw error;
  }
  await database.close();
  return undefined;
}

async function viewOf(database: Database): Promise<View> {
  const { ask, drop } = await database.begin('begin isolation level repeatable read read only');
  const close = () => {
    drop();
    return database.close();
  };
  try {
    await expectReadable(ask, migrations.length + 1);
    return { ...(await looking(ask)), close };
  } catch (error) {
    // Whoever closes the database would wait for it for ever.
    drop();
    throw error;
  }
}

async function looking(ask: Ask): Promise<Omit<View, 'close'>> {
  const kept: View['kept'] = async (school, kind) => (await ask<Row>(ofKind, [school, kind])).map(keptIn);
  return {
    schools: (await ask<{ id: string }>('select id from schools order by id')).map(({ id }) => id),
    kinds: async (school) =>
      (await ask<{ kind: string }>('select distinct kind from records where school = $1', [school])).map(
        ({ kind }) => kind,
      ),
    records: async (school, kind) => (await kept(school, kind)).map(({ record }) => record),
    kept,
    trail: (school) => entriesOf(ask, school),
    trailEnd: async (school) => {
      const [row] = await ask<{ hash: string }>('select hash from schools where id = $1', [school]);
      return row?.hash ?? beginning.hash;
    },
  };
}
