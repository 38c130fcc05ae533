/** The school's records, for those whose part it is to look through them. */
import type { ServerResponse } from 'node:http';
import { isLeader } from '../core/roles.ts';
import type { Listed, School } from '../core/school.ts';
import type { ShownRecords } from './exchange.ts';
import { checked, guards, Refusal } from './http.ts';
import { type Playground, type Viewer, viewerOf } from './playground.ts';
import { lookingUp } from './receive.ts';

type Query = Record<string, string>;

export async function showRecords(playground: Playground, query: Query): Promise<ShownRecords> {
  const { table, ...who } = checked(lookingUp, query);
  const { chat, person } = readerOf(playground, who);
  return found(await playground.settings.records.read(chat.school, person.id, table));
}

/** The same table as the export has it. */
export async function sendCsv(playground: Playground, query: Query, res: ServerResponse): Promise<void> {
  const { table, ...who } = checked(lookingUp, query);
  const { chat, person } = readerOf(playground, who);
  const text = found(await playground.settings.records.csv(chat.school, person.id, table));
  res.writeHead(200, {
    ...guards,
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${chat.school.id}-${table}.csv"`,
    'cache-control': 'no-store',
  });
  res.end(text);
}

function found<T>(answer: T | undefined): T {
  if (answer === undefined) throw new Refusal(404, 'There is no such table among the records.');
  return answer;
}

function readerOf(playground: Playground, who: { school: string; as: string }): Viewer {
  const viewer = viewerOf(playground, who);
  if (mayLook(viewer.person)) return viewer;
  throw new Refusal(
    403,
    `You can’t look at the records yourself. ${whoMay(viewer.chat.school)} can show them to you.`,
  );
}

function mayLook({ roles }: Listed): boolean {
  return isLeader({ roles }) || roles.includes('owner') || roles.includes('administrator');
}

function whoMay({ people }: School): string {
  const names = people.filter(mayLook).map(({ name }) => name);
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(names) || 'The school’s leaders';
}
