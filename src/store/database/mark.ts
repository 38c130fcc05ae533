/** Notes in a database that its records have gone elsewhere, and takes the note off again. */
import { migrations } from '../migrations.ts';
import { expectOurs } from './about.ts';
import { type Database, openDatabase } from './connection.ts';
import { countAlive } from './processes.ts';
import { hasTables } from './tables.ts';

/** How many processes share it just now; where there are none, nobody writes to it any more from here on. */
export async function markMoved(url: string, to: string): Promise<number> {
  return withDatabase(url, async ({ ask, within }) => {
    await expectOurs(ask, migrations.length + 1);
    const alive = await countAlive(ask);
    if (alive > 0) return alive;
    await ask('update chalkline set moved_to = $1', [to]);
    // Whoever was in the middle of a turn ends it first.
    await within('begin', async (ask) => {
      await ask('select id from schools order by id for update');
      await ask('commit');
    });
    return 0;
  });
}

/** Tells whether it was marked. */
export async function takeOffMark(url: string): Promise<boolean> {
  return withDatabase(url, async ({ ask }) => {
    if (!(await hasTables(ask))) return false;
    const marked = await ask('update chalkline set moved_to = null where moved_to is not null returning id');
    return marked.length > 0;
  });
}

async function withDatabase<T>(url: string, use: (database: Database) => Promise<T>): Promise<T> {
  const database = openDatabase(url, { isPatient: true });
  try {
    return await use(database);
  } finally {
    await database.close();
  }
}
