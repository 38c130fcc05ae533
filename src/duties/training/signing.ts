/** Signing for oneself: begun, gone on with, given; and what is on record about whoever asks. */
import { actor } from '../../conversation/people.ts';
import { editionOf, type PolicyTurn } from '../../conversation/policy-turn.ts';
import { orList } from '../../conversation/words.ts';
import { type Button, button, notice } from '../../core/card.ts';
import { shownDate } from '../../core/dates.ts';
import { fitting } from '../../core/dialog.ts';
import type { Answers } from '../../core/event.ts';
import { given } from '../../core/given.ts';
import type { Value } from '../../core/handler.ts';
import { show } from '../../core/matter/cards.ts';
import { holders } from '../../core/school.ts';
import { inPrivate } from '../../core/turn.ts';
import { isSigningOn } from './asking.ts';
import { putSignature } from './giving.ts';
import { signatureMatter } from './matter.ts';
import { beginReading, readingForm } from './reading.ts';
import { lacksOf, type Training, trainings } from './standing.ts';

const signature = { checkSigned: true, checkTrained: false };

export async function startSigning(turn: PolicyTurn): Promise<void> {
  const standing = await turn.work.get(trainings, turn.person.id);
  if (!isSigningOn(turn)) return turn.whisper(notice('info', notAsked));
  if ((await lacksOf(turn, turn.person.id, signature)).length > 0) return beginReading(turn);
  turn.whisper(notice('good', `✓ ${signedInWords(turn, standing)} There’s nothing more to do.`));
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
  const standing = await turn.work.get(trainings, turn.person.id);
  const isOn = isSigningOn(turn);
  const lacks = isOn ? await lacksOf(turn, turn.person.id, signature) : [];
  const buttons: Button[] =
    lacks.length > 0 ? [button('Read and sign', 'training.start', {}, { style: 'primary' })] : [];
  inPrivate(turn).say(
    notice(lacks.length > 0 ? 'warning' : 'info', signatureInWords(turn, standing), {
      title: 'Training and signature',
      facts: [{ label: 'Training', value: trainingInWords(turn, standing) }],
      buttons,
    }),
  );
}

function signatureInWords(turn: PolicyTurn, standing: Training | undefined): string {
  const { signed } = standing ?? {};
  if (!signed)
    return isSigningOn(turn)
      ? 'You haven’t signed the policy yet.'
      : 'Your policy doesn’t ask for a signature.';
  const isOld = signed.policy !== editionOf(turn.policy);
  return isOld && isSigningOn(turn)
    ? `There’s a new edition: ${editionOf(turn.policy)}. You signed an older one on ${shownDate(signed.at)}.`
    : `✓ ${signedInWords(turn, standing)}`;
}

function signedInWords(turn: PolicyTurn, standing: Training | undefined): string {
  const { signed } = standing ?? {};
  return `You signed on ${shownDate(signed?.at ?? turn.today)}: ${signed?.policy}.`;
}

function trainingInWords({ school, policy }: PolicyTurn, standing: Training | undefined): string {
  const { trained } = standing ?? {};
  if (trained) return `${shownDate(trained.at)}${trained.provider ? `, ${trained.provider}` : ''}`;
  if (!policy.application.runners.checkTrained) return 'Nothing on record. Your policy doesn’t ask for it.';
  return `Nothing on record yet. To find out what there is, ask ${orList(holders(school, 'slt').map(({ name }) => name)) || 'the leaders'}.`;
}
