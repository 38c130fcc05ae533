/** What a school keeps, as tables for whoever looks through it: its registers, and the audit trail with its check. */
import { auditColumnsInWords, checkInWords } from './audit-in-words.ts';
import { duties } from './bot/bot.ts';
import { verifySchool } from './cli/audit/verify.ts';
import { auditColumns, registers } from './cli/export/registers.ts';
import { csvText, tableOf } from './cli/export/table.ts';
import { withView } from './cli/store-view.ts';
import type { PolicyTurn } from './conversation/policy-turn.ts';
import type { Bot } from './core/bot.ts';
import { isReference } from './core/ids.ts';
import type { Columns } from './core/register.ts';
import { personById, type School } from './core/school.ts';
import { beginTurn } from './core/turn.ts';
import type { ShownRecords, ShownTable } from './playground/exchange.ts';
import { Refusal } from './playground/http.ts';
import type { Records } from './playground/playground.ts';
import { type AuditKey, digestOf } from './store/audit.ts';
import { UnreadableError } from './store/line.ts';
import type { ChainedEntry, Store } from './store/store.ts';
import type { View } from './store/view.ts';

type Item = { id: string };

/** What there is, and through whose eyes it is looked at. */
type Look = { view: View; turn: PolicyTurn; key: AuditKey | undefined };

type Parts = {
  bot: Bot<PolicyTurn>;
  store: Store;
  key: AuditKey | undefined;
  storeAt: string;
  now: (school: string) => string;
};

const audit = { name: 'audit', title: 'Audit trail' };

/** The accounts come first: they are what most people come for. */
const tables = registers.toSorted(
  (one, other) => Number(other.name === 'accounts') - Number(one.name === 'accounts'),
);

const confidential = duties.flatMap(({ matters = [] }) => matters.filter((matter) => matter.confidential));

export function recordsIn(parts: Parts): Records {
  return {
    read: (school, person, name) => lookAt(parts, school, person, (look) => readTable(look, name)),
    csv: (school, person, name) => lookAt(parts, school, person, (look) => csvOf(look, name)),
  };
}

/** A turn in which nothing is done: it knows what columns and matters ask of it. */
function lookAt<T>(
  { bot, store, key, storeAt, now }: Parts,
  school: School,
  id: string,
  use: (look: Look) => Promise<T>,
): Promise<T> {
  const person = personById(school, id) ?? { id, name: '', roles: [] };
  const place = { platform: 'playground', conversation: id, direct: true };
  const at = now(school.id);
  const event = {
    id: `look:${at}`,
    at,
    by: { platform: 'playground', user: id },
    place,
    type: 'opened' as const,
  };
  return withView(storeAt, (view) =>
    store.turn(school.id, async (work) => {
      const platforms = [place.platform];
      const { turn } = beginTurn({ event, school, person, work, platforms, takesForm: () => false });
      return use({ view, turn: bot.enter(turn), key });
    }),
  ).catch(sayIfUnreadable);
}

/** Somebody has been at the files of the store, so that not even what is left of them can be trusted. */
function sayIfUnreadable(error: unknown): never {
  if (error instanceof UnreadableError) throw new Refusal(503, `The records are broken. ${error.message}`);
  throw error;
}

async function readTable(look: Look, name: string): Promise<ShownRecords | undefined> {
  const register = tables.find((table) => table.name === name);
  const listed = [...tables, audit].map((table) => ({ name: table.name, title: table.title }));
  if (name === audit.name) return { tables: listed, table: await auditTable(look) };
  if (!register) return undefined;
  const records = await readable(look, register.kind);
  return { tables: listed, table: { name, ...shown(register.columns, records, look.turn) } };
}

/** What somebody may read of a kind, oldest first. */
async function readable({ view, turn }: Look, kind: string): Promise<Item[]> {
  const all = await view.records(turn.school.id, kind);
  const matter = confidential.find(({ records }) => records.kind === kind);
  if (!matter) return all;
  const seen = await Promise.all(all.map((record) => matter.sees(turn, record)));
  return all.filter((_record, at) => seen[at] !== undefined);
}

/** Newest first. */
function shown<R, T>(columns: Columns<R, T>, records: R[], turn: T): Pick<ShownTable, 'columns' | 'rows'> {
  const cells = Object.values(columns);
  return {
    columns: Object.keys(columns),
    rows: records.map((record) => cells.map((cell) => cell(record, turn) ?? '')).reverse(),
  };
}

async function auditTable(look: Look): Promise<ShownTable> {
  const { view, turn } = look;
  const names = await namesOf(look);
  const entries = await entriesFor(look, names);
  return {
    name: audit.name,
    ...shown(auditColumnsInWords(names), entries, turn),
    check: checkInWords(await verifySchool(view, turn.school.id, { key: look.key })),
  };
}

/** What somebody may read of, by its id, with the name under which people know it; and words of theirs by their digest. */
async function namesOf(look: Look): Promise<Map<string, string>> {
  const names = new Map(look.turn.school.people.map(({ id, name }) => [id, name]));
  for (const { kind, columns } of tables) {
    const [name] = Object.values(columns);
    for (const record of await readable(look, kind)) {
      names.set(record.id, name?.(record, look.turn) ?? '');
      for (const words of textsIn(record)) names.set(digestOf(record.id, words), words);
    }
  }
  for (const { records } of confidential) {
    for (const { id } of await readable(look, records.kind)) if (!names.has(id)) names.set(id, '');
  }
  return names;
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** What leads nowhere may have led to something confidential, so nobody reads of it. */
async function entriesFor({ view, turn }: Look, names: Map<string, string>): Promise<ChainedEntry[]> {
  const entries: ChainedEntry[] = [];
  for await (const entry of view.trail(turn.school.id))
    if (names.has(entry.about) || !isRecord(entry.about)) entries.push(entry);
  return entries;
}

/** A reference, or an id that was put together: of somebody on a platform, of a card of a turn. */
function isRecord(about: string): boolean {
  return isReference(about) || /[:/]/.test(about);
}

async function csvOf(look: Look, name: string): Promise<string | undefined> {
  const register = tables.find((table) => table.name === name);
  if (name === audit.name) return textOf(csvText(await entriesFor(look, await namesOf(look)), auditColumns));
  if (!register) return undefined;
  const { rows, columns } = tableOf(await readable(look, register.kind), register);
  return textOf(csvText(rows, columns));
}

async function textOf(parts: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const part of parts) text += part;
  return text;
}
