/** An account that was there before Chalkline: its facts are entered, approved like a new one, and kept from then on. */
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { brief } from '../../conversation/words.ts';
import { notice } from '../../core/card.ts';
import { begin, fitting } from '../../core/dialog.ts';
import type { Answers } from '../../core/event.ts';
import { takenPrivately } from '../../core/turn.ts';
import { titleOf, twinOf } from '../register/account.ts';
import { isAddress } from '../register/fields.ts';
import { existingForm } from './forms.ts';
import { sayStatus, sendNew } from './sending.ts';

/** "Register an existing account", "enter our existing page". */
export const existingWords =
  /^(?:please )?(?:i(?:['’]d| would) like to |i want to )?(?:register|enter|add|record) (?:an? |our |the )?existing (?:school )?(?:account|page)\b/i;

export async function beginExisting(turn: PolicyTurn): Promise<void> {
  await begin(takenPrivately(turn), existingForm(turn));
}

export async function finishExisting(turn: PolicyTurn, answers: Answers): Promise<void> {
  const form = existingForm(turn);
  const fit = await fitting(turn, form, answers);
  if (!fit) return;
  const said = (name: string) => String(fit[name] ?? '');
  const address = said('address');
  if (!isAddress(address)) {
    const { address: _, ...kept } = fit;
    turn.say(
      notice('warning', `“${brief(address)}” does not look like an address, so nothing was sent yet.`),
    );
    return begin(turn, { ...form, answers: kept });
  }
  const twin = await twinOf(turn, { id: '', platform: said('platform'), handle: said('handle'), address });
  if (twin)
    return turn.say(notice('info', `“${titleOf(twin)}” is in the register already, so nothing was sent.`));
  const request = sendNew(turn, {
    kind: 'existing',
    title: `Already there: ${brief(said('name'))} on ${brief(said('platform'), 40)}`,
    fields: form.fields,
    answers: fit,
    peopleFields: ['owners', 'moderators'],
    carries: { owners: 'owners', moderators: 'moderators', open: 'open', closes: 'closes' },
    nameField: 'name',
    platformField: 'platform',
  });
  await sayStatus(turn, request);
}
