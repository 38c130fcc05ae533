/** What one can do with a made-up school as a whole: move its time on, and start it afresh. */
import type { IncomingMessage } from 'node:http';
import type { Chat } from './chat.ts';
import type { Standing } from './exchange.ts';
import { Refusal, readBody } from './http.ts';
import { type MadeUp, type Playground, viewerOf } from './playground.ts';
import { moving, viewer } from './receive.ts';
import { standingOf } from './show.ts';
import { stopsTo } from './time-travel.ts';

export async function move(playground: Playground, req: IncomingMessage): Promise<Standing> {
  const { to, ...who } = await readBody(req, moving);
  const { chat } = viewerOf(playground, who);
  return change(playground, chat, async (madeUp) => {
    for (const at of stopsTo(to, playground.settings.now(chat.school.id), chat.school))
      await madeUp.goTo(chat.school, at);
  });
}

export async function startAfresh(playground: Playground, req: IncomingMessage): Promise<Standing> {
  const { chat, person } = viewerOf(playground, await readBody(req, viewer));
  return change(playground, chat, async (madeUp) => {
    // What is on its way arrives first, and goes with everything else.
    await madeUp.settled();
    await chat.empty(() => madeUp.forget(chat.school, person.id));
  });
}

/** One change after the other, and every open page learns of it. */
async function change(
  playground: Playground,
  chat: Chat,
  make: (madeUp: MadeUp) => Promise<void>,
): Promise<Standing> {
  const { settings, changing } = playground;
  const { id, name } = chat.school;
  if (!settings.madeUp) throw new Refusal(403, `${name} is a real school, so nothing was changed.`);
  if (changing.has(id)) throw new Refusal(409, 'Time is moving here just now. Please wait a moment.');
  changing.add(id);
  try {
    await make(settings.madeUp);
  } finally {
    changing.delete(id);
    chat.turnOver();
  }
  return standingOf(playground, chat.school);
}
