/** One file for a trust: how each of its schools stands, a row a school, with nobody's name in it. */
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import type { Bot } from '../../core/bot.ts';
import type { Collection, Work } from '../../core/record.ts';
import type { School } from '../../core/school.ts';
import { standing } from '../../duties/trust/standing.ts';
import { standingAt } from '../../schools/side-by-side.ts';
import type { View } from '../../store/view.ts';
import type { Planned } from './write.ts';

type Parts = { view: View; schools: School[]; bot: Bot<PolicyTurn>; now: string };

export async function sideBySide({ view, schools, bot, now }: Parts): Promise<Omit<Planned, 'path'>> {
  const place = { platform: 'cli', conversation: 'export', direct: true };
  const by = { platform: 'cli', user: 'export' };
  const event = { id: `export:${now}`, at: now, by, place, type: 'opened' as const };
  const rows: object[] = [];
  for (const school of schools)
    rows.push({
      id: school.id,
      ...(await standingAt({ bot, school, work: lookingInto(view, school.id), event }, () => true)),
    });
  return { rows, columns: ['id', ...Object.keys(standing.shape)] };
}

/** Reads what is kept as a turn does, and writes nothing. */
function lookingInto(view: View, school: string): Work {
  const all = async <T extends { id: string }>(of: Collection<T>) =>
    (await view.records(school, of.kind)).map((record) => of.schema.parse(record));
  return {
    get: async (of, id) => (await all(of)).find((record) => record.id === id),
    find: async (of, key) =>
      (await all(of)).filter((record) => key === undefined || of.keys(record).includes(key)),
    put: () => {},
    remove: () => {},
    removeAll: () => {},
    audit: () => {},
  };
}
