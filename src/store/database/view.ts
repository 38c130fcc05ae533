/** A look at the shared store: at all of it as it was in one moment, in a transaction that only reads. */
import { beginning } from '../audit.ts';
import { migrations } from '../migrations.ts';
import type { View } from '../view.ts';
import { type Ask, openDatabase } from './connection.ts';
import { expectReadable } from './marks.ts';
import { keptIn, ofKind, type Row } from './reads.ts';
import { hasTables } from './tables.ts';
import { entriesOf } from './trail.ts';

/** Undefined where there is no store. */
export async function viewDatabase(url: string): Promise<View | undefined> {
  const database = openDatabase(url, { isPatient: true });
  try {
    const isThere = await hasTables(database.ask);
    const look = isThere && (await database.begin('begin isolation level repeatable read read only'));
    if (look) {
      await expectReadable(look.ask, migrations.length + 1);
      const close = () => {
        look.drop();
        return database.close();
      };
      return { ...(await looking(look.ask)), close };
    }
  } catch (error) {
    await database.close();
    throw error;
  }
  await database.close();
  return undefined;
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
