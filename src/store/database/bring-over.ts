/** Brings what an earlier release kept to the schema of this one: all of it in one transaction, or nothing. */
import { SchoolMemory } from '../embedded/memory.ts';
import { type Migration, migrate } from '../embedded/migrate.ts';
import { type Ask, openDatabase } from './connection.ts';
import { NotYetError } from './errors.ts';
import { take } from './fill.ts';
import { countAlive } from './processes.ts';
import { keptIn, type Row } from './reads.ts';

export async function bringOver(url: string, steps: Migration[]): Promise<void> {
  const database = openDatabase(url, { isPatient: true });
  try {
    await database.within('begin', async (ask) => {
      // Whoever starts at the same time waits here until it is done.
      const [row] = await ask<{ records: number }>('select records from chalkline where id = 1 for update');
      const missing = steps.slice((row?.records ?? steps.length + 1) - 1);
      if (missing.length === 0) return ask('rollback');
      await expectNobody(ask);
      for (const { id } of await ask<{ id: string }>('select id from schools order by id for update'))
        await bringSchool(ask, id, missing);
      await ask('update chalkline set records = $1 where id = 1', [steps.length + 1]);
      return ask('commit');
    });
  } finally {
    await database.close();
  }
}

/** A process of the release before would go on writing what this one can no longer read. */
async function expectNobody(ask: Ask): Promise<void> {
  if ((await countAlive(ask)) > 0) throw new NotYetError();
}

async function bringSchool(ask: Ask, school: string, steps: Migration[]): Promise<void> {
  const memory = new SchoolMemory(school);
  const rows = await ask<Row & { kind: string }>(
    'select kind, version, created, record from records where school = $1 order by created',
    [school],
  );
  for (const row of rows) memory.put(row.kind, keptIn(row));
  migrate([memory], steps);
  const put = [...memory.tables].flatMap(([kind, table]) => table.all().map((kept) => ({ kind, ...kept })));
  for (const table of ['records', 'keys', 'outbox'])
    await ask(`delete from ${table} where school = $1`, [school]);
  await take(ask, { school, put, remove: [], audit: [] });
}
