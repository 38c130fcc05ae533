/** What follows once a request has ended: the account is created, entered or changed, and handovers go on. */
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { carryOutChange } from './changes.ts';
import { createAccount, enterAccount } from './creating.ts';
import { advanceHandovers } from './handover.ts';
import type { Request } from './request.ts';

export async function settle(turn: PolicyTurn, one: Request): Promise<void> {
  if (one.state === 'approved') await carryOut(turn, one);
  await advanceHandovers(turn);
}

function carryOut(turn: PolicyTurn, one: Request): Promise<void> {
  switch (one.kind) {
    case 'new':
      return createAccount(turn, one);
    case 'existing':
      return enterAccount(turn, one);
    case 'change':
      return carryOutChange(turn, one);
  }
}
