/** A part of the tests' PostgreSQL for one test alone. All of them are gone when the run is over. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

/** The address of an empty database, as far as whoever uses it can tell. */
export async function aDatabase(): Promise<string> {
  return databaseIn(inject('postgres'));
}

const begin = 'chalkline_test_';

export async function databaseIn(server: string): Promise<string> {
  const name = `${begin}${randomUUID().replaceAll('-', '')}`;
  await sql(server, `create schema ${name}`);
  const url = new URL(server);
  url.searchParams.set('options', `-c search_path=${name}`);
  // Tells its connections from those of other tests.
  url.searchParams.set('application_name', name);
  return url.href;
}

export async function dropAll(server: string): Promise<void> {
  const made = await sql(
    server,
    'select schema_name from information_schema.schemata where schema_name like $1',
    [`${begin}%`],
  );
  for (const { schema_name } of made) await sql(server, `drop schema ${schema_name} cascade`);
}

/** What somebody does to a database from outside. */
export async function sql(
  url: string,
  text: string,
  values: unknown[] = [],
): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text, values)).rows;
  } finally {
    await client.end();
  }
}
