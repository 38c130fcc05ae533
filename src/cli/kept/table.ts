/** What is kept of each matter, for how long, why, and who can read it: from the duties themselves, so that it is never out of date. */
import { duties } from '../../bot/bot.ts';
import { daysKept } from '../../core/matter/clock.ts';
import type { School } from '../../core/school.ts';

type Keeping = Pick<School, 'keep'>;

export const heading = ['| what | kept | why | who can read it |', '|---|---|---|---|'];

/** One row for each matter; without a school as it comes. */
export function rows(school: Keeping = { keep: {} }): string[] {
  return duties
    .flatMap(({ matters = [] }) => matters)
    .map((matter) => {
      const { name, kept, register } = matter;
      const title = register?.title ?? 'Who asked to be rung';
      const days = daysKept(school, matter);
      const own = kept.days !== 'always' && days !== kept.days ? ', as the school has set it' : '';
      return `| ${title} (\`${name}\`) | ${inWords(days)}${own} | ${kept.because} | ${kept.seenBy} |`;
    });
}

function inWords(days: number | 'always'): string {
  if (days === 'always') return 'always';
  if (days === 365) return 'a year';
  return days % 365 === 0 ? `${days / 365} years` : `${days} days`;
}
