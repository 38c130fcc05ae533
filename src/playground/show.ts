/** What the page is shown: the schools, somebody's messages, and news as it comes. */

import type { ServerResponse } from 'node:http';
import type { Card } from '../core/card.ts';
import { isLeader } from '../core/roles.ts';
import type { Listed, School } from '../core/school.ts';
import { textOf } from '../core/text.ts';
import { canRead, conversationsOf, type Shown } from './chat.ts';
import type { Drawings, Envelope, Pageful, ShownMessage, ShownSchool, Standing } from './exchange.ts';
import { checked } from './http.ts';
import { mustBeIn, type Playground, viewerOf } from './playground.ts';
import { viewer, viewing } from './receive.ts';

type Query = Record<string, string>;

export async function showSchools(playground: Playground): Promise<ShownSchool[]> {
  return playground.settings.schools.map((school) => ({
    id: school.id,
    name: school.name,
    people: school.people.map((person) => ({
      id: person.id,
      name: person.name,
      part: partOf(school, person),
      leads: isLeader(person),
      conversations: conversationsOf(school, person.id),
    })),
    standing: standingOf(playground, school),
  }));
}

export function standingOf({ settings: { now, madeUp } }: Playground, { id, timezone }: School): Standing {
  const { isMoved, begun } = madeUp?.clockOf(id) ?? { isMoved: false, begun: '' };
  return { now: now(id), timezone, begun, isMoved, isMadeUp: madeUp !== undefined };
}

/** What somebody is at the school, as a newcomer would say it. */
function partOf(school: School, { id, roles }: Listed): string {
  const managed = school.people.some((colleague) => colleague.manager === id);
  if (roles.includes('head')) return 'Headteacher';
  if (roles.includes('dsl')) return 'Safeguarding lead';
  if (roles.includes('slt')) return managed ? 'Leader, line manager' : 'Leader';
  if (roles.includes('governor')) return 'Governor';
  if (roles.includes('administrator')) return 'Administrator';
  return managed ? 'Line manager' : 'Teacher';
}

const mostCounted = 500;

/** Enough to count what everybody has not read yet. */
export async function showTally(playground: Playground, query: Query): Promise<Envelope[]> {
  const { chat } = viewerOf(playground, checked(viewer, query));
  return (await chat.messages()).slice(-mostCounted).map(envelopeOf);
}

function envelopeOf({ conversation, number, onlyFor, said }: Shown): Envelope {
  return { conversation, number, onlyFor, by: said.by === 'person' ? said.person : undefined };
}

const pageful = 60;

export async function showMessages(playground: Playground, query: Query): Promise<Pageful> {
  const { conversation, before, ...who } = checked(viewing, query);
  const { chat, person } = viewerOf(playground, who);
  mustBeIn(chat, person, conversation);
  const readable = (await chat.messages()).filter(
    (message) =>
      message.conversation === conversation &&
      canRead(chat.school, person.id, message) &&
      message.number < (before ?? Number.POSITIVE_INFINITY),
  );
  const shown = readable.slice(-pageful);
  return {
    messages: shown.map((message) => drawn(playground, message)),
    more: readable.length > shown.length,
  };
}

export async function openStream(playground: Playground, query: Query, res: ServerResponse): Promise<void> {
  const { chat, person } = viewerOf(playground, checked(viewer, query));
  const newsOf = (message: Shown) => ({
    ...envelopeOf(message),
    ...(canRead(chat.school, person.id, message) ? { message: drawn(playground, message) } : {}),
  });
  playground.live.open(res, chat, newsOf, () => standingOf(playground, chat.school));
}

function drawn(playground: Playground, message: Shown): ShownMessage {
  return message.said.by === 'chalkline'
    ? { ...message, ...drawings(playground, message.said.card) }
    : message;
}

/** A card as each platform draws it. One that cannot be drawn is read as text, and takes no other off the page. */
export function drawings({ settings }: Playground, card: Card): Drawings {
  return {
    teams: attempt(() => settings.drawTeams(card)),
    slack: attempt(() => settings.drawSlack(card)),
    twin: textOf(card),
  };
}

function attempt(draw: () => unknown): unknown {
  try {
    return draw();
  } catch {
    return undefined;
  }
}
