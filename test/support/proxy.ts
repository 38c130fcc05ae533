/** What lies between a bot and its database, and can fail in the ways that a network does. */
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export type Proxy = {
  /** The database's address by this way. */
  url: string;
  /** Every connection is lost, and there are no new ones until it is mended. */
  cut(): void;
  mend(): void;
  /** The next commit never reaches the database, or is done and the answer never comes back. */
  loseNext(what: 'commit' | 'answer'): void;
  /** Nothing goes either way until it is let go; resolves when something was held up. */
  stall(): Promise<void>;
  letGo(): void;
  close(): Promise<void>;
};

export async function startProxy(url: string): Promise<Proxy> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let isCut = false;
  let losing: 'commit' | 'answer' | undefined;
  let held: (() => void)[] | undefined;
  let isHeld = () => {};

  const pass = (to: Socket, bytes: Buffer) => {
    if (!held) return void to.write(bytes);
    held.push(() => to.write(bytes));
    isHeld();
  };

  const server = createServer((client) => {
    if (isCut) return void client.destroy();
    const database = connect(Number(target.port || 5432), target.hostname);
    let isDeaf = false;
    const hangUp = () => {
      client.destroy();
      database.destroy();
    };
    client.on('data', (bytes) => {
      if (losing && bytes.includes('commit\0')) {
        if (losing === 'commit') hangUp();
        isDeaf = losing === 'answer';
        losing = undefined;
      }
      if (!database.destroyed) pass(database, bytes);
    });
    database.on('data', (bytes) => {
      if (!isDeaf) pass(client, bytes);
      else if (bytes.includes('COMMIT')) hangUp();
    });
    for (const socket of [client, database]) {
      sockets.add(socket);
      socket
        .on('error', () => {})
        .on('close', () => {
          sockets.delete(socket);
          hangUp();
        });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const here = new URL(url);
  here.hostname = '127.0.0.1';
  here.port = String(typeof address === 'object' && address ? address.port : 0);

  const cut = () => {
    isCut = true;
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: here.href,
    cut,
    mend: () => {
      isCut = false;
    },
    loseNext: (what) => {
      losing = what;
    },
    stall: () => {
      held = [];
      return new Promise((resolve) => {
        isHeld = resolve;
      });
    },
    letGo: () => {
      for (const go of held ?? []) go();
      held = undefined;
    },
    close: async () => {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
