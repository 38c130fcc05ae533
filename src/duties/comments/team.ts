/** Who looks after what came through an account: those who run it, else whoever looks after all accounts. */
import { administrators, isAdministrator, reachable } from '../../conversation/people.ts';
import { isLeader } from '../../core/roles.ts';
import { type Someone, unique } from '../../core/someone.ts';
import type { Turn } from '../../core/turn.ts';
import { accounts, runs } from '../register/account.ts';

type Concerned = { account?: string | undefined };

/** Those who can be written to. Where that is nobody on the account, it goes up to the administrators. */
export async function teamOf(turn: Turn, { account }: Concerned): Promise<Someone[]> {
  const found = await turn.work.get(accounts, account ?? '');
  const own = reachable(turn, unique([...(found?.owners ?? []), ...(found?.moderators ?? [])]));
  return own.length > 0 ? own : reachable(turn, administrators(turn));
}

/** Leaders and administrators step in for any account. */
export async function looksAfter(turn: Turn, { account }: Concerned): Promise<boolean> {
  if (isLeader(turn.person) || isAdministrator(turn)) return true;
  const found = await turn.work.get(accounts, account ?? '');
  return found !== undefined && runs(found, turn.person.id);
}
