/** What people picked where it was unclear what they asked about: topics and how it was put, never their words. */
import { type Meant, meantShape } from '../../duties/ask/counts.ts';
import type { View } from '../../store/view.ts';

export async function reportLines(
  view: Pick<View, 'schools' | 'records'>,
  titles: Map<string, string>,
): Promise<string[]> {
  const lines = await Promise.all(
    view.schools.map(async (school) => {
      const all = (await view.records(school, 'meant')).map((record) => meantShape.parse(record));
      if (all.length === 0) return [];
      const rows = all.toSorted((a, b) => b.times - a.times || b.last.localeCompare(a.last));
      return [`${school}:`, ...rows.map((row) => `  ${inWords(row, titles)}`)];
    }),
  );
  const all = lines.flat();
  return all.length > 0
    ? ['What people meant where Chalkline was not sure:', ...all]
    : ['Nobody has had to pick what they meant yet.'];
}

function inWords({ guessed, meant, act, times, last }: Meant, titles: Map<string, string>): string {
  const title = (topic: string) => titles.get(topic) ?? 'something else';
  const often = times === 1 ? 'once' : `${times} times`;
  return guessed === meant
    ? `${title(meant)}: guessed rightly ${often}, last on ${last} (asked as “${act}”)`
    : `${title(meant)}: taken for “${title(guessed)}” ${often}, last on ${last} (asked as “${act}”)`;
}
