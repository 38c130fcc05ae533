/** The people of one playground school, as their browsers would act: over real HTTP, and seeing only what the page may show them. */
import { randomUUID } from 'node:crypto';
import { buttonsOf, type Card, type FormCard } from '../../src/core/card.ts';
import type { Answers } from '../../src/core/event.ts';
import { textOf } from '../../src/core/text.ts';

export type SeenMessage = {
  id: string;
  text: string;
  buttons: string[];
  edited: boolean;
  by?: string;
  thread?: string;
  ephemeralFor?: string;
};
export type SeenView = { id: string; title: string; text: string; problems: Record<string, string> };

type Where = { conversation: string; thread?: string };
type Message = {
  id: string;
  edits: number;
  thread?: string;
  onlyFor?: string;
  said: { by: 'person'; person: string; text: string } | { by: 'chalkline'; card: Card };
};
type Open = { id: string; at: Where; card: FormCard; problems: Record<string, string> };
type Reply = {
  form?: { at: Where; card: FormCard };
  problems?: Record<string, string>;
};
export type Told = { status: number; error?: string };

export function playgroundPeople(address: string, school: string) {
  const views = new Map<string, Open>();

  async function say(user: string, text: string, to: Partial<Where> = {}): Promise<Told> {
    const at = { conversation: user, ...to };
    return act(user, 'say', { at, text });
  }

  async function press(user: string, message: { id: string }, label: string): Promise<Told> {
    const found = (await everywhere(user)).find((seen) => seen.id === message.id);
    const card = found?.said.by === 'chalkline' ? found.said.card : undefined;
    const button = card && buttonsOf(card).find((other) => other.label === label);
    if (!button) throw new Error(`Expected a button “${label}” for ${user} to press; there is none.`);
    return act(user, 'press', { message: message.id, action: button.action, value: button.value });
  }

  async function fill(user: string, view: { id: string }, answers: Answers): Promise<Told> {
    const open = views.get(user);
    if (open?.id !== view.id) throw new Error(`Expected ${user} to have the form ${view.id} open.`);
    const { at, card } = open;
    const { form, value } = card;
    const whole = { ...card.answers, ...answers };
    views.set(user, { ...open, problems: {} });
    return act(user, 'submit', { at, form, value, answers: whole });
  }

  async function act(user: string, what: string, body: object): Promise<Told> {
    const response = await fetch(`${address}/playground/${what}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id: randomUUID(), school, as: user, ...body }),
    });
    const told = (await response.json()) as Reply & { error?: string };
    if (response.ok) showForm(user, what, told);
    return { status: response.status, ...(told.error ? { error: told.error } : {}) };
  }

  /** A form that was accepted closes; one that was not stays open, with what is wrong. */
  function showForm(user: string, what: string, { form, problems }: Reply): void {
    const open = views.get(user);
    if (what === 'submit' && open) {
      if (problems && Object.keys(problems).length > 0) views.set(user, { ...open, problems });
      else views.delete(user);
    }
    if (form) views.set(user, { id: randomUUID(), ...form, problems: {} });
  }

  async function direct(user: string): Promise<SeenMessage[]> {
    return (await messages(user, user)).map(seen);
  }

  /** What a channel or room shows to one of its members. */
  async function channel(id: string, as: string): Promise<SeenMessage[]> {
    return (await messages(as, id)).map(seen);
  }

  function openView(user: string): SeenView | undefined {
    const open = views.get(user);
    return open && { id: open.id, title: open.card.title, text: textOf(open.card), problems: open.problems };
  }

  async function messages(as: string, conversation: string): Promise<Message[]> {
    const query = new URLSearchParams({ school, as, conversation });
    const response = await fetch(`${address}/playground/messages?${query}`);
    if (!response.ok) throw new Error(`${as} cannot read ${conversation}: ${await response.text()}`);
    return ((await response.json()) as { messages: Message[] }).messages;
  }

  async function everywhere(user: string): Promise<Message[]> {
    const schools = (await (await fetch(`${address}/playground/schools`)).json()) as {
      id: string;
      people: { id: string; conversations: { id: string }[] }[];
    }[];
    const person = schools.find(({ id }) => id === school)?.people.find(({ id }) => id === user);
    const all = (person?.conversations ?? []).map((conversation) => messages(user, conversation.id));
    return (await Promise.all(all)).flat();
  }

  return { say, press, fill, direct, channel, openView };
}

function seen({ id, edits, thread, onlyFor, said }: Message): SeenMessage {
  const card = said.by === 'chalkline' ? said.card : undefined;
  return {
    id,
    text: said.by === 'person' ? said.text : textOf(said.card),
    buttons: card ? buttonsOf(card).map((button) => button.label) : [],
    edited: edits > 0,
    ...(said.by === 'person' ? { by: said.person } : {}),
    ...(thread ? { thread } : {}),
    ...(onlyFor ? { ephemeralFor: onlyFor } : {}),
  };
}
