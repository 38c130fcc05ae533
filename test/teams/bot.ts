/** One activity through the SDK's own adapter and handler, as from an emulator: no token, and nobody to call. */
import type { Activity as SdkActivity } from 'botbuilder';
import type { Receive } from '../../src/core/door.ts';
import { readActivity } from '../../src/teams/activity.ts';
import { TeamsAdapter } from '../../src/teams/adapter.ts';
import { TeamsBot } from '../../src/teams/answer.ts';
import { microsoft } from '../../src/teams/authentication.ts';
import type { Sender } from '../../src/teams/send.ts';

export type Answered = { status: number; body?: unknown };

/** When everything here arrives. */
export const arrival = new Date('2027-03-03T08:00:00.000Z');

const adapter = new TeamsAdapter(microsoft({ anonymous: true }).framework);

export async function answerTo(
  posted: unknown,
  receive: Receive,
  whisper: Sender['whisper'] = async () => undefined,
): Promise<Answered> {
  const bot = new TeamsBot(receive, { whisper }, () => undefined);
  const read = readActivity(posted, arrival) as SdkActivity;
  await adapter.check(read, '');
  return (await adapter.answer(read, (turn) => bot.run(turn))) ?? { status: 200 };
}
