/** Requests that wait for a leader, sent through Slack as people send them, and the leader's decision on each. */
import type { types } from '@slack/bolt';
import { chatOf, type Loopback } from './loopback.ts';

export type Waiting = { applicant: string; leader: string; value: string };

type Shown = { value: string };

/** A request of one person's that a leader can decide on. */
export async function apply(
  loopback: Loopback,
  applicant: string,
  leader: string,
  name: string,
): Promise<Waiting> {
  const chat = chatOf(applicant);
  const asked = shownIn(loopback, chat, 'form.open');
  await press(loopback, applicant, 'requests.start', '{}');
  const { value } = await asked;
  const summary = shownIn(loopback, chat, 'form.send');
  await send(loopback, applicant, 'form.fill', value, answersFor(name, applicant));
  const { value: draft } = await summary;
  const decidable = shownIn(loopback, chatOf(leader), 'request.despite', name);
  await press(loopback, applicant, 'form.send', draft);
  return { applicant, leader, value: (await decidable).value };
}

/** Resolves with the status of the acknowledgement: by then it is kept. */
export function decide(loopback: Loopback, { leader, value }: Waiting): Promise<number> {
  return send(loopback, leader, 'request.despite', value, { why: ['They are trained next week.'] });
}

function answersFor(name: string, applicant: string): Record<string, string[]> {
  return {
    name: [name],
    platform: ['Instagram'],
    aim: ['Show families what we learn'],
    audience: ['Families'],
    promotion: ['Newsletter'],
    runners: [applicant, applicant === 'p4' ? 'p6' : 'p4'],
    open: ['private'],
  };
}

async function shownIn(loopback: Loopback, place: string, action: string, words = ''): Promise<Shown> {
  for (;;) {
    const body = await loopback.next(place);
    const blocks: types.KnownBlock[] = body.startsWith('[') ? JSON.parse(body) : [];
    const button = blocks
      .flatMap((block) => (block.type === 'actions' ? block.elements : []))
      .find((element) => element.type === 'button' && element.action_id?.startsWith(`${action}#`));
    if (button?.type === 'button' && body.includes(words)) return { value: button.value ?? '' };
  }
}

function press(loopback: Loopback, user: string, action: string, value: string): Promise<number> {
  return loopback.interacts(user, {
    type: 'block_actions',
    container: { type: 'message', message_ts: '1.1', channel_id: chatOf(user), is_ephemeral: false },
    channel: { id: chatOf(user) },
    message: { ts: '1.1' },
    actions: [{ type: 'button', block_id: 'b', action_id: `${action}#0`, value }],
  });
}

function send(
  loopback: Loopback,
  user: string,
  form: string,
  value: string,
  answers: Record<string, string[]>,
): Promise<number> {
  const place = { conversation: chatOf(user), direct: true };
  const values = Object.fromEntries(
    Object.entries(answers).map(([name, given]) => [name, { answer: stateOf(given) }]),
  );
  return loopback.interacts(user, {
    type: 'view_submission',
    view: {
      id: `V${value}`,
      hash: '1',
      private_metadata: JSON.stringify({ form, value: JSON.parse(value), place }),
      blocks: [],
      state: { values },
    },
  });
}

function stateOf(given: string[]): object {
  return given.length === 1
    ? { type: 'plain_text_input', value: given[0] }
    : { type: 'multi_static_select', selected_options: given.map((value) => ({ value })) };
}
