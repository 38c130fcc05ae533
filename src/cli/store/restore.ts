/** Puts a copy in the place of the store that the settings name, and says so in each school's audit trail. */
import { type Anchor, readAnchors } from '../../store/anchors.ts';
import { type AuditKey, expectKey } from '../../store/audit.ts';
import { takeLock } from '../../store/embedded/lock.ts';
import { expectNotMoved } from '../../store/embedded/mark.ts';
import { putBack } from '../../store/embedded/put-back.ts';
import { isDatabase, openStore, viewStore } from '../../store/open.ts';
import { inWords, type Verdict, verifySchool } from '../audit/verify.ts';
import { CommandError } from '../command.ts';
import { withView } from '../store-view.ts';
import { copyToEmpty } from './move.ts';

type Parts = { from: string; to: string; at: string; key: AuditKey | undefined };

/** What there is to know before it is done, in lines. Throws where the copy is not fit to go back to. */
export async function lookAtCopy(from: string, to: string, proof: Proof): Promise<string[]> {
  const verdicts = await verdictsOn(from, { key: proof.key });
  const broken = verdicts.filter((verdict) => verdict.broken);
  if (broken.length > 0)
    throw new CommandError(
      ['Nothing has been changed: this copy is not whole. Take another one.', ...broken.map(inWords)].join(
        '\n',
      ),
    );
  if (verdicts.length === 0) throw new CommandError(`Nothing has been changed: there is nothing in ${from}.`);
  return [...verdicts.map(inWords), ...(await sinceThen(verdicts, to)), ...(await notedSince(from, proof))];
}

type Proof = { key: AuditKey | undefined; anchors: string };

/** How much has happened since the copy was made. */
async function sinceThen(copied: Verdict[], to: string): Promise<string[]> {
  const now = await verdictsOn(to).catch(() => undefined);
  if (!now) return ['The store as it is now can’t be read, so nobody can say how much has happened since.'];
  return now.flatMap(({ school, entries }) => {
    const then = copied.find((verdict) => verdict.school === school)?.entries ?? 0;
    const more = entries - then;
    if (more <= 0) return [];
    return [
      `${school}: ${count(more)} of the audit trail since the copy, with what they are about, are not in it.`,
    ];
  });
}

async function notedSince(from: string, { key, anchors }: Proof): Promise<string[]> {
  const noted: Anchor[] = await readAnchors(anchors);
  const verdicts = await verdictsOn(from, { key, anchors: noted });
  return verdicts.flatMap(({ school, broken }) =>
    broken ? [`${school}: the copy doesn’t reach what was noted since: ${broken}.`] : [],
  );
}

async function verdictsOn(at: string, proof: Parameters<typeof verifySchool>[2] = {}): Promise<Verdict[]> {
  const view = await viewStore(at);
  if (!view) return [];
  try {
    return await Promise.all(view.schools.map((school) => verifySchool(view, school, proof)));
  } finally {
    await view.close();
  }
}

/** Gives back where the store as it was is now; a database has to be empty, so there is nothing of it. */
export async function restoreStore(parts: Parts): Promise<string | undefined> {
  await expectKeyOf(parts);
  const before = isDatabase(parts.to) ? await intoDatabase(parts) : await intoFolder(parts);
  await tellTrails(parts);
  return before;
}

/** The trails go on under their key, so without it nobody could say there that it was done. */
async function expectKeyOf({ from, key }: Parts): Promise<void> {
  await withView(from, async (view) => {
    for (const school of view.schools)
      for await (const entry of view.trail(school)) expectKey(from, school, entry, key);
  });
}

async function intoDatabase({ from, to }: Parts): Promise<undefined> {
  await copyToEmpty(from, to);
}

async function intoFolder({ from, to, at }: Parts): Promise<string> {
  expectNotMoved(to);
  const lock = await takeLock(to, () => {});
  try {
    return await putBack(from, to, at);
  } finally {
    await lock.release();
  }
}

async function tellTrails({ to, at, from, key }: Parts): Promise<void> {
  const store = await openStore(to, key);
  try {
    for (const school of await store.schools())
      await store.turn(school, async (work) =>
        work.audit({
          at,
          by: 'owner',
          from: 'the command line',
          what: 'went back to a copy of the store',
          about: school,
          detail: { copy: from },
        }),
      );
  } finally {
    await store.close();
  }
}

function count(entries: number): string {
  return entries === 1 ? '1 entry' : `${entries.toLocaleString('en-GB')} entries`;
}
