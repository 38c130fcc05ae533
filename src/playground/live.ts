/** Live updates: one open stream for each page that is looking. */
import type { ServerResponse } from 'node:http';
import type { Chat, Shown } from './chat.ts';
import type { News, Standing } from './exchange.ts';
import { guards, Refusal } from './http.ts';

const mostPages = 100;
const heartbeat = 20_000;
/** A page that reads this slowly has gone to sleep; it comes back by itself and loads afresh. */
const mostUnread = 4 * 1024 * 1024;

export type Live = {
  /** `standing` is sent at once, and again whenever the school itself has changed. */
  open(res: ServerResponse, chat: Chat, news: (message: Shown) => News, standing: () => Standing): void;
  close(): void;
};

export function openLive(): Live {
  const pages = new Set<ServerResponse>();
  const beat = setInterval(() => {
    for (const page of pages) page.write(': still here\n\n');
  }, heartbeat);
  beat.unref();
  return {
    open(res, chat, news, standing) {
      if (pages.size >= mostPages)
        throw new Refusal(503, 'Too many pages are open. Please close some and try again.');
      res.writeHead(200, { ...guards, 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      res.write(`retry: 1000\n${eventOf(standing(), 'standing')}`);
      pages.add(res);
      const stop = chat.listen((message) => {
        if (res.writableLength > mostUnread) res.destroy();
        else res.write(message ? eventOf(news(message)) : eventOf(standing(), 'standing'));
      });
      res.on('close', () => {
        pages.delete(res);
        stop();
      });
    },
    close() {
      clearInterval(beat);
      for (const page of pages) page.end();
    },
  };
}

function eventOf(data: object, name = 'message'): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
