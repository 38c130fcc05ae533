/** What else could keep records on this machine: each writes one of a kilobyte, and waits until it is on the disk. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { Low } from 'lowdb';
import { JSONFile } from 'lowdb/node';

export type Peer = { name: string; write(at: number): Promise<unknown>; close(): Promise<unknown> };

const text = 'x'.repeat(900);

/** The least that keeping anything costs: its bytes at the end of a file. */
export async function bareFile(dir: string): Promise<Peer> {
  const file = await open(join(dir, 'bare.log'), 'a');
  return {
    name: 'a line at the end of a file',
    write: async (at) => {
      await file.appendFile(`${JSON.stringify({ id: `n${at}`, text })}\n`);
      await file.datasync();
    },
    close: () => file.close(),
  };
}

/** As it comes: all of it in one file, written anew each time. */
export async function plainLowdb(dir: string, records: number): Promise<Peer> {
  const all = Array.from({ length: records }, (_, at) => ({ id: `n${at}`, count: 0, text }));
  const db = new Low(new JSONFile<typeof all>(join(dir, `lowdb-${records}.json`)), all);
  return {
    name: `lowdb with ${records} records`,
    write: (at) =>
      db.update((notes) => {
        const note = notes[at % records];
        if (note) note.count++;
      }),
    close: async () => {},
  };
}

/** Its own shell, told to sync fully. Undefined where it is not installed. */
export async function sqlite(dir: string, records: number): Promise<Peer | undefined> {
  if (!isHere('sqlite3')) return undefined;
  const shell = spawn('sqlite3', ['-batch', join(dir, 'notes.sqlite')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ask = (sql: string) => answered(shell, sql);
  await ask(
    `pragma journal_mode = wal; pragma synchronous = full; create table notes (id text primary key, tag text, record text);
     create index by_tag on notes (tag);
     with recursive n (at) as (select 0 union all select at + 1 from n where at + 1 < ${records})
     insert into notes select 'n' || at, 'tag:' || at, '${text}' from n;`,
  );
  return {
    name: `SQLite with ${records} records`,
    write: (at) => ask(`update notes set record = '${at}${text}' where tag = 'tag:${at % records}';`),
    close: async () => {
      shell.stdin?.end('.quit\n');
      await once(shell, 'exit');
    },
  };
}

const done = 'done';

/** The shell does one thing after the other, so what it says last it says when all is done. */
async function answered({ stdin, stdout }: { stdin: Writable | null; stdout: Readable | null }, sql: string) {
  stdin?.write(`${sql}\nselect '${done}';\n`);
  for (let told = ''; !told.endsWith(`${done}\n`); ) {
    const [part] = stdout ? await once(stdout, 'data') : [''];
    told += part;
  }
}

function isHere(program: string): boolean {
  try {
    execFileSync(program, ['-version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
