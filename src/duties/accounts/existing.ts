/** An account that was there before Chalkline: its facts are entered, approved like a new one, and kept from then on. */

import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { brief } from '../../conversation/words.ts';
import { notice } from '../../core/card.ts';
import { begin, fitting } from '../../core/dialog.ts';
import type { Answers } from '../../core/event.ts';
import type { Field } from '../../core/form.ts';
import { titleOf, twinOf } from './account.ts';
import {
  addressField,
  closesField,
  credentialsField,
  fewestOwners,
  handleField,
  isAddress,
  moderatorsField,
  ownersField,
  platformField,
  reviewField,
} from './account-fields.ts';
import { inPrivateWithWord } from './applying.ts';
import { sayStatus, sendNew } from './sending.ts';

export async function beginExisting(turn: PolicyTurn): Promise<void> {
  await begin(inPrivateWithWord(turn), {
    ...existingForm(turn),
    intro: 'This enters an account that the school has already. The same people sign it as for a new one.',
  });
}

function existingForm(turn: PolicyTurn) {
  const { application } = turn.policy;
  const nameField: Field = { name: 'name', kind: 'line', label: 'Name', ask: 'What is the account called?' };
  const openField: Field = {
    name: 'open',
    kind: 'choice',
    label: 'Open or private',
    ask: 'Is it open, or private?',
    choices: [
      { value: 'open', label: 'Open: anybody can see it' },
      { value: 'private', label: 'Private: we decide who comes in' },
    ],
  };
  const least = fewestOwners(application.fields, application.carries.owners);
  return {
    form: 'accounts.existing',
    title: 'An existing account',
    submit: 'Send it',
    fields: [
      nameField,
      platformField,
      handleField,
      addressField,
      { ...ownersField, least },
      moderatorsField,
      openField,
      credentialsField,
      closesField,
      reviewField,
    ],
  };
}

export async function finishExisting(turn: PolicyTurn, answers: Answers): Promise<void> {
  const form = existingForm(turn);
  const given = await fitting(turn, form, answers);
  if (!given) return;
  const [name, platform, handle, address] = ['name', 'platform', 'handle', 'address'].map((field) =>
    String(given[field] ?? ''),
  ) as [string, string, string, string];
  if (!isAddress(address)) {
    const { address: _, ...kept } = given;
    turn.say(
      notice('warning', `“${brief(address)}” does not look like an address, so nothing was sent yet.`),
    );
    return begin(turn, { ...form, answers: kept });
  }
  const twin = await twinOf(turn, { id: '', platform, handle, address });
  if (twin)
    return turn.say(notice('info', `“${titleOf(twin)}” is in the register already, so nothing was sent.`));
  await sayStatus(
    turn,
    await sendNew(turn, {
      kind: 'existing',
      title: `Already there: ${brief(name)} on ${brief(platform, 40)}`,
      fields: form.fields,
      answers: given,
      peopleFields: ['owners', 'moderators'],
      carries: { owners: 'owners', moderators: 'moderators', open: 'open', closes: 'closes' },
      nameField: 'name',
      platformField: 'platform',
    }),
  );
}
