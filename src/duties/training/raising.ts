/** What leaders hear by themselves: that reminders no longer help, in numbers, and that a new edition needs signatures. */
import { tellLeaders } from '../../conversation/people.ts';
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { peopleInWords } from '../../conversation/words.ts';
import { isTimeToRemind, workingDaysSince } from '../../conversation/working-days.ts';
import { button, notice } from '../../core/card.ts';
import { isFirstToday } from '../../core/once-a-day.ts';
import { isSigningOn } from './asking.ts';
import { noticesNewEdition } from './editions.ts';
import { mostReminders } from './matter.ts';
import { groupsOf, numbersInWords } from './overview.ts';
import { signatures } from './signature.ts';

const numbers = button('Show numbers', 'training.numbers');

/** Working days after the last reminder. */
const raiseAfter = 2;

export async function tellAboutSignatures(turn: PolicyTurn): Promise<void> {
  if (!isSigningOn(turn) || !isTimeToRemind(turn)) return;
  if (await noticesNewEdition(turn)) await tellOfNewEdition(turn);
  if (await isFirstToday(turn, 'unsigned')) await tellOfUnsigned(turn);
}

async function tellOfNewEdition(turn: PolicyTurn): Promise<void> {
  const { older } = await groupsOf(turn);
  if (older.length > 0)
    tellLeaders(
      turn,
      notice(
        'warning',
        `Your policy has a new edition. ${peopleInWords(older.length)} signed an older one.`,
        {
          buttons: [numbers],
        },
      ),
    );
}

async function tellOfUnsigned(turn: PolicyTurn): Promise<void> {
  const late = (await turn.work.find(signatures, 'state:open')).filter(
    ({ reminders, reminded, raised }) =>
      !raised && reminders >= mostReminders && reminded && workingDaysSince(turn, reminded) >= raiseAfter,
  );
  if (late.length === 0) return;
  for (const signature of late) turn.work.put(signatures, { ...signature, raised: turn.today });
  const text = `${peopleInWords(late.length)} still ${late.length === 1 ? 'hasn’t' : 'haven’t'} signed after three reminders. ${numbersInWords(turn, await groupsOf(turn))}`;
  tellLeaders(turn, notice('warning', text, { buttons: [numbers] }));
}
