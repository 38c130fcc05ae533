/** Puts a signature on record, in the chat or from paper, so that everybody who waits for it sees it. */
import { reachable } from '../../conversation/people.ts';
import { editionOf, type PolicyTurn } from '../../conversation/policy-turn.ts';
import { given } from '../../core/given.ts';
import { give } from '../../core/matter/cards.ts';
import { change } from '../../core/matter/change.ts';
import { asSomeone, type Someone, without } from '../../core/someone.ts';
import { keepEdition } from './editions.ts';
import { signatureMatter } from './matter.ts';
import { type Signature, signatures } from './signature.ts';
import { type Training, trainings } from './standing.ts';

type Given = { on: string; statement?: string; position?: string };

export async function putSignature(turn: PolicyTurn, person: Someone, how: Given): Promise<Signature> {
  await keepEdition(turn);
  const edition = editionOf(turn.policy);
  const current = await currentOf(turn, person.id);
  for (const older of current.filter((one) => one.signed))
    await change(turn, signatureMatter, older, {
      does: (before, { today }) => ({ ...before, ended: today }),
    });
  const open = current.find(({ signed }) => !signed) ?? newFor(turn, person);
  const signed = await change(turn, signatureMatter, open, {
    does: (before, { by, at }) => ({ ...before, edition, signed: { ...how, by, at } }),
    audit: how.statement ? 'signed the policy' : 'put a signature on record',
    detail: () => ({ edition, on: how.on, ...given({ statement: how.statement }) }),
    history: (_record, { by }) =>
      how.statement ? `Signed by ${by.name}` : `Signed on paper; ${by.name} vouches for it`,
  });
  const before: Training = (await turn.work.get(trainings, person.id)) ?? { id: person.id };
  turn.work.put(trainings, { ...before, signed: { policy: edition, at: how.on } });
  turn.changed(trainings.kind, person.id);
  return signed;
}

/** Those who lack a signature, have not been asked for it, and would read that. */
export async function whoCanBeAsked<T extends Someone>(turn: PolicyTurn, people: T[]): Promise<T[]> {
  const open = await turn.work.find(signatures, 'state:open');
  const asked = open.flatMap(({ person, asked: isAsked }) => (isAsked ? [person] : []));
  return reachable(turn, without(people, asked));
}

/** Each of them gets a card of their own, in private. */
export async function askToSign(turn: PolicyTurn, people: Someone[]): Promise<void> {
  for (const person of people) {
    const open = (await currentOf(turn, person.id)).find(({ signed }) => !signed);
    const signature = await change(turn, signatureMatter, open ?? newFor(turn, person), {
      does: (before, { by, today }) => ({ ...before, asked: { by, on: today } }),
      audit: 'asked for a signature',
      detail: ({ edition }) => ({ edition, person: person.id }),
      history: (_record, { by }) => `Asked for by ${by.name}`,
    });
    await give(turn, signatureMatter, signature, 'own', [{ person: person.id }]);
  }
}

function newFor(turn: PolicyTurn, person: Someone): Signature {
  return {
    id: turn.reference('N'),
    person: asSomeone(person),
    edition: editionOf(turn.policy),
    reminders: 0,
    history: [],
  };
}

async function currentOf(turn: PolicyTurn, person: string): Promise<Signature[]> {
  return (await turn.work.find(signatures, `person:${person}`)).filter(({ ended }) => !ended);
}
