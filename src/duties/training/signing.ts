/** Signing for oneself: begun, gone on with, given; and what is on record about whoever asks. */
import { actor } from '../../conversation/people.ts';
import { editionOf, type PolicyTurn } from '../../conversation/policy-turn.ts';
import { orList } from '../../conversation/words.ts';
import { notice } from '../../core/card.ts';
import { shownDate } from '../../core/dates.ts';
import { fitting } from '../../core/dialog.ts';
import type { Answers } from '../../core/event.ts';
import { given } from '../../core/given.ts';
import type { Value } from '../../core/handler.ts';
import { show } from '../../core/matter/cards.ts';
import { holders } from '../../core/school.ts';
import { inPrivate } from '../../core/turn.ts';
import { isSigningOn, signButtons } from './asking.ts';
import { putSignature } from './giving.ts';
import { signatureMatter } from './matter.ts';
import { beginReading, readingForm } from './reading.ts';
import { type Training, trainings } from './standing.ts';

export async function startSigning(turn: PolicyTurn): Promise<void> {
  if (!isSigningOn(turn)) return turn.whisper(notice('info', notAsked));
  const signed = (await turn.work.get(trainings, turn.person.id))?.signed;
  if (!signed || isOutdated(turn, signed)) return beginReading(turn);
  turn.whisper(notice('good', `${signedInWords(signed)} There’s nothing more to do.`));
}

const notAsked =
  'Your policy doesn’t ask for a signature, so there’s nothing to sign. You still need to know it.';

/** Once the statement has been agreed to, and read once more. */
export async function sign(turn: PolicyTurn, answers: Answers, { edition }: Value): Promise<void> {
  if (!isSigningOn(turn)) return turn.say(notice('info', notAsked));
  if (edition !== editionOf(turn.policy)) {
    turn.say(
      notice(
        'warning',
        'There’s a new edition since you began, so nothing is signed yet. Please read it again.',
      ),
    );
    return beginReading(turn);
  }
  const fit = await fitting(turn, await readingForm(turn), answers);
  if (!fit) return;
  const signed = await putSignature(turn, actor(turn), {
    on: turn.today,
    statement: turn.policy.signing.statement,
    ...given({ position: fit.position ? String(fit.position) : undefined }),
  });
  await show(inPrivate(turn), signatureMatter, signed, 'own');
}

/** What is on record about whoever asks, and what is left for them to do. */
export async function showMine(turn: PolicyTurn): Promise<void> {
  const { signed, trained } = (await turn.work.get(trainings, turn.person.id)) ?? {};
  const isLeft = isSigningOn(turn) && (!signed || isOutdated(turn, signed));
  inPrivate(turn).say(
    notice(isLeft ? 'warning' : signed ? 'good' : 'info', signatureInWords(turn, signed), {
      title: 'Training and signature',
      facts: [{ label: 'Training', value: trainingInWords(turn, trained) }],
      buttons: isLeft ? signButtons(turn) : [],
    }),
  );
}

type Signed = NonNullable<Training['signed']>;

function isOutdated({ policy }: PolicyTurn, signed: Signed): boolean {
  return signed.policy !== editionOf(policy);
}

function signatureInWords(turn: PolicyTurn, signed: Signed | undefined): string {
  const isOn = isSigningOn(turn);
  if (!signed)
    return isOn ? 'You haven’t signed the policy yet.' : 'Your policy doesn’t ask for a signature.';
  return isOn && isOutdated(turn, signed)
    ? `There’s a new edition: ${editionOf(turn.policy)}. You signed an older one on ${shownDate(signed.at)}.`
    : signedInWords(signed);
}

function signedInWords({ at, policy }: Signed): string {
  return `You signed on ${shownDate(at)}: ${policy}.`;
}

function trainingInWords({ school, policy }: PolicyTurn, trained: Training['trained']): string {
  const { trainingMonths } = school;
  const again = trainingMonths ? `. Your school sets it every ${trainingMonths} months` : '';
  if (trained) return `${[shownDate(trained.at), trained.provider].filter(Boolean).join(', ')}${again}`;
  if (!policy.application.runners.checkTrained) return 'Nothing on record. Your policy doesn’t ask for it.';
  const leaders = orList(holders(school, 'slt').map(({ name }) => name)) || 'the leaders';
  return `Nothing on record yet. To find out what there is, ask ${leaders}.`;
}
