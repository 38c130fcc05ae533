/** The connections to one database, and what the loss of one means. */
import pg from 'pg';
import { reasonOf } from '../../core/reason.ts';
import { AwayError, BusyError, RefusedError } from './errors.ts';

type Row = Record<string, unknown>;
/** Asks the database within one transaction. What is asked one after the other need not be waited for in between. */
export type Ask = <R extends Row>(text: string, values?: unknown[], name?: string) => Promise<R[]>;

export type Database = {
  /** Runs it in a transaction of its own, which is over well or badly before this resolves. */
  within<T>(how: string, run: (ask: Ask) => Promise<T>): Promise<T>;
  /** Begins a transaction that lasts until it is dropped, and nothing of it stays. */
  begin(how: string): Promise<{ ask: Ask; drop(): void }>;
  /** One statement by itself. */
  ask: Ask;
  close(): Promise<void>;
};

/** Enough for many schools at once, and a tenth of what a PostgreSQL takes unless it was told otherwise. */
const mostConnections = 10;
/** A turn takes milliseconds: what takes so long has lost its way, and whoever waits for it is told. */
const longestStatementMs = 8000;
/** A process that stops in the middle of a turn holds up its school for so long. */
const longestIdleMs = 5000;
const longestConnectMs = 3000;
/** Longer than the database itself would take to give up: then it is the way there that is broken. */
const longestAnswerMs = 10_000;

const limits = {
  statement_timeout: longestStatementMs,
  idle_in_transaction_session_timeout: longestIdleMs,
  query_timeout: longestAnswerMs,
};

/** `isPatient`: for whoever looks at all there is, which takes as long as it takes. */
export function openDatabase(url: string, { isPatient = false } = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'chalkline',
    max: mostConnections,
    connectionTimeoutMillis: longestConnectMs,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    ...(isPatient ? {} : limits),
    // A turn's statements go out together, so that it waits for the network once and not for each of them.
    pipeline: true,
  });
  // Whoever uses a lost connection next is told. Without a listener the whole process would end.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return {
    within: (how, run) => within(pool, how, run),
    begin: async (how) => {
      const client = await connect(pool);
      const ask = asking(client);
      const drop = () => client.release(true);
      await ask(how).catch((error) => {
        drop();
        throw error;
      });
      return { ask, drop };
    },
    ask: async <R extends Row>(text: string, values?: unknown[]) => {
      const client = await connect(pool);
      try {
        const rows = await asking(client)<R>(text, values);
        client.release();
        return rows;
      } catch (error) {
        client.release(true);
        throw error;
      }
    },
    close: () => pool.end(),
  };
}

async function within<T>(pool: pg.Pool, how: string, run: (ask: Ask) => Promise<T>): Promise<T> {
  const client = await connect(pool);
  const ask = asking(client);
  const begun = ask(how);
  // What is asked next fails in the same way, and says so.
  begun.catch(() => {});
  try {
    const result = await run(ask);
    await begun;
    client.release();
    return result;
  } catch (error) {
    // A transaction is left in one way only: its connection goes with it, so that nothing of it can stay behind.
    const isWell = !isOfDatabase(error) && (await rollBack(client));
    client.release(!isWell);
    throw error;
  }
}

async function rollBack(client: pg.PoolClient): Promise<boolean> {
  return client.query('rollback').then(
    () => true,
    () => false,
  );
}

function isOfDatabase(error: unknown): boolean {
  return error instanceof AwayError || error instanceof BusyError || error instanceof pg.DatabaseError;
}

async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw told(error);
  }
}

function asking(client: pg.PoolClient): Ask {
  return async <R extends Row>(text: string, values?: unknown[], name?: string) => {
    try {
      const { rows } = await client.query<R>({
        text,
        ...(values ? { values } : {}),
        ...(name ? { name } : {}),
      });
      return rows;
    } catch (error) {
      throw told(error);
    }
  };
}

/** Serialization failures, deadlocks, and a wait that was cut off. */
const busy = /^(?:40001|40P01|55P03|57014|25P02)$/;
/** Lost connections, no room left, shutting down, too many connections, a copy that only reads. */
const away = /^(?:08|53|57P|58|25006|25P03|40003|XX)/;

/** A wrong password, no such database, no right to it. */
const refused = /^(?:28|3D|3F|42501)/;

/** Whatever is not the database's own word comes from the way there. */
function told(cause: unknown): unknown {
  if (!(cause instanceof pg.DatabaseError)) return new AwayError(reasonOf(cause), { cause });
  const { code = '' } = cause;
  if (busy.test(code)) return new BusyError(cause.message, { cause });
  if (refused.test(code)) return new RefusedError(cause);
  return away.test(code) ? new AwayError(cause.message, { cause }) : cause;
}
