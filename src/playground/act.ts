/** What a person does on the page: say, press, submit. Each is shown first and then handed to the core. */
import type { IncomingMessage } from 'node:http';
import { longestText } from '../core/clip.ts';
import type { Reply } from '../core/door.ts';
import { answersAs } from '../doors/typed.ts';
import { canRead } from './chat.ts';
import type { Told } from './exchange.ts';
import { Refusal, readBody } from './http.ts';
import { mustBeIn, type Playground, type Viewer, viewerOf } from './playground.ts';
import { addressed, eventOf, pressing, refOf, saying, submitting, type Where, whereOf } from './receive.ts';
import { drawings } from './show.ts';

export async function say(playground: Playground, req: IncomingMessage): Promise<Told> {
  const { id, at, text, ...who } = await readBody(req, saying);
  const { chat, person } = viewerOf(playground, who);
  await mustBeThere({ chat, person }, at);
  if (text.trim() === '') throw new Refusal(400, 'Your message is empty. Please write something first.');
  if (text.length > longestText)
    throw new Refusal(400, `That’s ${text.length} characters. Please keep a message to ${longestText}.`);
  const now = playground.settings.now(chat.school.id);
  const said = { by: 'person' as const, person: person.id, text };
  const message = await chat.add({ id: `${person.id}-${id}`, at: now, ...at, said });
  const words = addressed(person.id, at.conversation, text);
  if (words === undefined) return {};
  const where = whereOf(person.id, message);
  const reply = await playground.receive(
    eventOf(chat.school, person, { id, at: now, where, act: { type: 'said', text: words } }),
  );
  return withForm(playground, reply, where);
}

export async function press(playground: Playground, req: IncomingMessage): Promise<Told> {
  const { id, message: messageId, action, value, answers, ...who } = await readBody(req, pressing);
  const { chat, person } = viewerOf(playground, who);
  const pressed = await chat.find(messageId);
  if (!pressed || !canRead(chat.school, person.id, pressed))
    throw new Refusal(404, 'This message is no longer there, so nothing was changed.');
  const message = refOf(chat.school, pressed);
  const where = whereOf(person.id, pressed);
  const reply = await playground.receive(
    eventOf(chat.school, person, {
      id,
      at: playground.settings.now(chat.school.id),
      where,
      act: { type: 'pressed', action, value, message, answers: answersAs(answers) },
    }),
  );
  if (reply.replaced) await chat.change(pressed.id, reply.replaced);
  return withForm(playground, reply, where);
}

export async function submit(playground: Playground, req: IncomingMessage): Promise<Told> {
  const { id, at, form, value, answers, ...who } = await readBody(req, submitting);
  const { chat, person } = viewerOf(playground, who);
  await mustBeThere({ chat, person }, at);
  const reply = await playground.receive(
    eventOf(chat.school, person, {
      id,
      at: playground.settings.now(chat.school.id),
      where: at,
      act: { type: 'submitted', form, value, answers: answersAs(answers) },
    }),
  );
  return { problems: reply.problems, ...withForm(playground, reply, at) };
}

async function mustBeThere({ chat, person }: Viewer, { conversation, thread }: Where): Promise<void> {
  mustBeIn(chat, person, conversation);
  if (thread === undefined) return;
  const firstMessage = await chat.find(thread);
  if (firstMessage?.conversation !== conversation || !canRead(chat.school, person.id, firstMessage))
    throw new Refusal(404, 'The message you’re answering is no longer there. Nothing was sent.');
}

function withForm(playground: Playground, { openForm }: Reply, at: Where): Told {
  return openForm ? { form: { at, card: openForm, ...drawings(playground, openForm) } } : {};
}
