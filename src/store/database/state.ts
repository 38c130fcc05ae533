/** How a database is, for whoever looks whether a bot can work with it. */
import { openDatabase } from './connection.ts';
import { countAlive } from './processes.ts';
import { hasTables } from './tables.ts';

export type State = { isReadOnly: boolean; processes: number };

export async function stateOf(url: string): Promise<State> {
  const database = openDatabase(url);
  try {
    const [row] = await database.ask<{ transaction_read_only: string }>('show transaction_read_only');
    const isReadOnly = row?.transaction_read_only === 'on';
    return { isReadOnly, processes: (await hasTables(database.ask)) ? await countAlive(database.ask) : 0 };
  } finally {
    await database.close();
  }
}
