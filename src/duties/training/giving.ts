/** Puts a signature on record, in the chat or from paper, so that everybody who waits for it sees it. */
import { editionOf, type PolicyTurn } from '../../conversation/policy-turn.ts';
import { given } from '../../core/given.ts';
import { change } from '../../core/matter/change.ts';
import { asSomeone, type Someone } from '../../core/someone.ts';
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

/** Asks somebody for a signature; nothing where they have been asked already. */
export async function askFor(turn: PolicyTurn, person: Someone): Promise<Signature | undefined> {
  const open = (await currentOf(turn, person.id)).find(({ signed }) => !signed);
  if (open?.asked) return undefined;
  return change(turn, signatureMatter, open ?? newFor(turn, person), {
    does: (before, { by, today }) => ({ ...before, asked: { by, on: today } }),
    audit: 'asked for a signature',
    detail: ({ edition }) => ({ edition, person: person.id }),
    history: (_record, { by }) => `Asked for by ${by.name}`,
  });
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
