/** A part of the tests' PostgreSQL that belongs to one test, gone when the test is over. */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject, onTestFinished } from 'vitest';

/** The address of an empty database, as far as whoever uses it can tell. */
export async function aDatabase(): Promise<string> {
  const { url, drop } = await makeDatabase(inject('postgres'));
  onTestFinished(drop);
  return url;
}

async function makeDatabase(server: string): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `chalkline_${randomUUID().replaceAll('-', '')}`;
  await sql(server, `create schema ${name}`);
  const url = new URL(server);
  url.searchParams.set('options', `-c search_path=${name}`);
  return { url: url.href, drop: () => sql(server, `drop schema ${name} cascade`).then(() => {}) };
}

/** What somebody does to a database from outside. */
async function sql(url: string, text: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text, values)).rows;
  } finally {
    await client.end();
  }
}
