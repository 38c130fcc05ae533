/** Requests about school accounts: asked for in a conversation, signed stage by stage, and carried out once approved. */
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { button } from '../../core/card.ts';
import { type Duty, following } from '../../core/duty.ts';
import { refresh } from '../../core/matter/cards.ts';
import { trainings } from '../training/standing.ts';
import {
  apply,
  beginExisting,
  existingWords,
  finishApplication,
  finishExisting,
  finishRevision,
  status,
} from './applying.ts';
import { carryOut } from './carrying-out.ts';
import { askWhichChange, beginChange, finishChange } from './changes.ts';
import { requestMatter } from './matter.ts';
import { askWhichPermission, beginPermission, finishPermission, permissionWords } from './permissions.ts';
import { requests } from './request.ts';
import { giveOut, remindAboutRequests } from './stages.ts';

export const requestsDuty: Duty<PolicyTurn> = {
  name: 'requests',
  help: {
    part: 'do',
    first: true,
    title: 'Ask for a school account',
    text: '“I’d like to set up a Year 4 Instagram.” We go through it together.',
    button: button('Start', 'requests.start'),
  },
  opens: {
    apply: { begins: 'requests.apply', run: apply },
    status: { said: /^(?:status|my requests|show my requests)$/, interrupts: true, run: status },
    existing: { said: (text) => existingWords.test(text.trim()), run: beginExisting },
    permission: { said: permissionWords, begins: 'requests.permission', run: askWhichPermission },
  },
  pressed: {
    start: apply,
    mine: status,
    existing: beginExisting,
    changing: askWhichChange,
    change: beginChange,
    permit: beginPermission,
  },
  forms: {
    apply: finishApplication,
    revise: finishRevision,
    existing: finishExisting,
    change: finishChange,
    permission: finishPermission,
  },
  matters: [requestMatter],
  follows: [
    following(requests, giveOut),
    following(requests, carryOut),
    following(trainings, refreshWaiting),
  ],
  timePassed: remindAboutRequests,
};

/** What is missing of the policy's demands stands on the cards of whatever waits. */
async function refreshWaiting(turn: PolicyTurn): Promise<void> {
  for (const request of await turn.work.find(requests, 'state:waiting'))
    await refresh(turn, requestMatter, request);
}
