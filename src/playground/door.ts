/** The playground's door: a page on this machine on which one person can be everybody at a made-up school. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Door, Receive } from '../core/door.ts';
import { press, say, submit } from './act.ts';
import { openChat } from './chat.ts';
import { serveFile } from './files.ts';
import { answer, checkCaller, Refusal } from './http.ts';
import { openLive } from './live.ts';
import { move, startAfresh } from './made-up.ts';
import type { Playground, PlaygroundSettings } from './playground.ts';
import { sendCsv, showRecords } from './records.ts';
import { post, update, whisper } from './send.ts';
import { openStream, showMessages, showSchools, showTally } from './show.ts';

export type PlaygroundDoor = Door & {
  /** False when the request is not for the playground. Rejects, after it has answered, when something broke. */
  handle(req: IncomingMessage, res: ServerResponse): Promise<boolean>;
};

export function openPlaygroundDoor(settings: PlaygroundSettings, receive: Receive): PlaygroundDoor {
  const chats = new Map(settings.schools.map((school) => [school.id, openChat(school, settings.remember)]));
  const live = openLive();
  const playground = { settings, chats, live, receive, changing: new Set<string>() };
  return {
    platform: 'playground',
    post: (to, card) => post(chats, settings.now, to, card),
    update: (message, card) => update(chats, message, card),
    whisper: (to, card) => whisper(chats, settings.now, to, card),
    fault: async () => undefined,
    close: async () => live.close(),
    handle: (req, res) => handle(playground, req, res),
  };
}

type Route = (
  playground: Playground,
  req: IncomingMessage,
  res: ServerResponse,
  query: Record<string, string>,
) => Promise<unknown>;

const routes: Record<string, Route> = {
  'GET /playground/schools': showSchools,
  'GET /playground/tally': (playground, _req, _res, query) => showTally(playground, query),
  'GET /playground/messages': (playground, _req, _res, query) => showMessages(playground, query),
  'GET /playground/live': (playground, _req, res, query) => openStream(playground, query, res),
  'GET /playground/records': (playground, _req, _res, query) => showRecords(playground, query),
  'GET /playground/records.csv': (playground, _req, res, query) => sendCsv(playground, query, res),
  'POST /playground/say': say,
  'POST /playground/press': press,
  'POST /playground/submit': submit,
  'POST /playground/move': move,
  'POST /playground/afresh': startAfresh,
};

async function handle(playground: Playground, req: IncomingMessage, res: ServerResponse): Promise<boolean> {
  const [pathname = '/', query = ''] = (req.url ?? '/').split('?', 2);
  if (pathname !== '/' && !pathname.startsWith('/playground/')) return false;
  try {
    checkCaller(req);
    const route = routes[`${req.method} ${pathname}`];
    if (route) {
      const body = await route(playground, req, res, Object.fromEntries(new URLSearchParams(query)));
      if (!res.headersSent) answer(res, 200, body ?? {});
    } else if (req.method !== 'GET' || !(await serveFile(pathname, res))) {
      throw new Refusal(404, 'There is nothing at this address.');
    }
  } catch (error) {
    if (error instanceof Refusal) answer(res, error.status, { error: error.message });
    else {
      answer(res, 500, { error: ourFault });
      // The page has its answer; whoever runs the server writes down what happened.
      throw error;
    }
  }
  return true;
}

const ourFault = 'Something went wrong on our side. What you wrote is still here. Please try again.';
