/** The processes that share a database: each shows that it is alive, until it ends or is not heard of any more. */
import type { Ask } from './connection.ts';

/** How many there are just now. */
export async function countAlive(ask: Ask): Promise<number> {
  const [row] = await ask<{ count: string }>('select count(*) as count from processes where until > now()');
  return Number(row?.count ?? 0);
}

/** What is left of those that ended without a word is of no use after a day. */
export async function showAlive(ask: Ask, process: string, forMs: number): Promise<void> {
  await ask(
    `insert into processes (id, until) values ($1, now() + $2 * interval '1 millisecond')
     on conflict (id) do update set until = excluded.until`,
    [process, forMs],
  );
}

export async function forgetDead(ask: Ask): Promise<void> {
  const longGone = "until < now() - interval '1 day'";
  await ask(`delete from turns where process in (select id from processes where ${longGone})`);
  await ask(`delete from processes where ${longGone}`);
}

export async function leave(ask: Ask, process: string): Promise<void> {
  await ask('delete from turns where process = $1', [process]);
  await ask('delete from processes where id = $1', [process]);
}
