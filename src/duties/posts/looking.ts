/** A post held against the school's policy: what to put right, what only a person can tell, what is fine, and where the policy is silent. */
import { orList } from '../../conversation/words.ts';
import type { School } from '../../core/school.ts';
import type { Point, PostChecks, Remark, Where } from '../../policy/pack/checks.ts';
import { type Known, seenIn } from './words.ts';

export type Post = { text: string; where: Where; promised: string[]; contained: string[] };

/** One thing to say of it; without clauses it is our advice. */
export type Line = { words: string; clauses: string[] };
export type Looked = { fix: Line[]; decide: Line[]; fine: string[]; silent: string[] };

export function lookAt(checks: PostChecks, post: Post, names: string[]): Looked {
  const known = { names, insults: checks.insults };
  const looked: Looked = { fix: [], decide: [], fine: [], silent: [] };
  for (const point of checks.points.filter(({ where }) => isAbout(where, post))) {
    const remark = point.remarks.find(({ where }) => isAbout(where, post));
    const found = foundOf(point, remark, post, known);
    if (!found) {
      if (remark && point.fine) looked.fine.push(point.fine);
      continue;
    }
    if (!remark?.clauses && point.called) looked.silent.push(point.called);
    if (remark) looked[isForPeople(remark) ? 'decide' : 'fix'].push(lineOf(remark, found));
  }
  return looked;
}

function isAbout(where: Where[] | undefined, post: Post): boolean {
  return !where || where.includes(post.where);
}

/** What of it is there, in quotes where it stands in the words; undefined where there is nothing to say. */
function foundOf(
  { id, by, sees }: Point,
  remark: Remark | undefined,
  { text, promised, contained }: Post,
  known: Known,
): string[] | undefined {
  const sight = remark?.sees ?? sees;
  const seen = by === 'seen' && sight ? seenIn(sight, text, known) : [];
  const isThere = {
    seen: seen.length > 0,
    promised: !promised.includes(id),
    contained: contained.includes(id),
    always: true,
  }[by];
  return isThere ? seen : undefined;
}

/** What the policy says has to be done; our advice is for a person to weigh. */
function isForPeople({ decide, clauses }: Remark): boolean {
  return decide === true || !clauses;
}

const mostQuoted = 3;

function lineOf({ say, clauses = [] }: Remark, found: string[]): Line {
  const quoted = orList(found.slice(0, mostQuoted).map((words) => `“${words}”`));
  return { words: say.replace('{found}', quoted), clauses };
}

/** Does somebody have to see it first? What goes on one's own account is nobody's to approve. */
export function needsLeader({ leader }: PostChecks, { checks }: School, post: Post): boolean {
  const isAsked = leader.clauses !== undefined || checks.includes('leader');
  const isOfficial = post.where === 'school' || post.where === 'school-pupils';
  return isAsked && isOfficial && (!leader.only || post.contained.includes(leader.only));
}
