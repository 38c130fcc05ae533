/** What waits for somebody's decision, for those who ask. */

import { button } from '../../core/card.ts';
import { inPrivate, type Turn } from '../../core/turn.ts';
import { currentStage, maySign, requests } from './request.ts';

export async function showAwaiting(turn: Turn): Promise<void> {
  const waiting = await turn.work.find(requests, 'state:waiting');
  const mine = waiting.filter((one) => {
    const stage = currentStage(one);
    return stage && maySign(turn.school, one, stage, turn.person);
  });
  inPrivate(turn).say({
    kind: 'list',
    title: 'Waiting for you',
    items: mine.slice(0, 20).map((one) => ({
      title: one.title,
      text: `Asked for by ${one.applicant.name}`,
      facts: [],
      buttons: [button('Open it', 'accounts.case', { id: one.id })],
    })),
    empty: 'Nothing is waiting for your decision.',
    buttons: [button('Show my own requests', 'accounts.mine')],
  });
}
