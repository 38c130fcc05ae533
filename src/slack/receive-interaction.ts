/** Commands, pressed buttons and submitted forms. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Incoming } from '../core/door.ts';
import type { Answers, Place } from '../core/event.ts';
import { given } from '../core/given.ts';
import { answersAs } from '../doors/typed.ts';
import {
  actionOf,
  moreAction,
  type Origin,
  readButtonValue,
  readFolded,
  readFormData,
  readOrigin,
} from './card-data.ts';
import { answerPlace, isDirect, placeOf, privatePlace } from './places.ts';
import { type Input, type Reading, saidAct } from './received.ts';

const id = z.string().min(1);

const command = z.object({
  command: id,
  text: z.string().optional(),
  user_id: id,
  user_name: z.string().optional(),
  channel_id: id,
  team_id: z.string().optional(),
  enterprise_id: z.string().optional(),
  trigger_id: id,
});

/** Answered privately: whoever types a command in a channel has shown it to nobody there. */
export function readCommand(payload: unknown, at: string): Reading {
  const typed = command.safeParse(payload).data;
  const workspace = typed?.team_id || typed?.enterprise_id;
  if (!typed || !workspace) return 'unknown';
  return {
    way: 'command',
    trigger: typed.trigger_id,
    isElsewhere: !isDirect(typed.channel_id),
    incoming: {
      workspace,
      event: {
        id: `slack:${typed.trigger_id}`,
        at,
        by: personOf(typed.user_id, typed.user_name),
        place: privatePlace(typed.user_id),
        ...saidAct(typed.text ?? ''),
      },
    },
  };
}

const team = z.object({ id }).nullish();
const user = z.object({ id, name: z.string().optional(), team_id: z.string().nullish() });
type Actor = { user: z.infer<typeof user>; team?: z.infer<typeof team>; enterprise?: z.infer<typeof team> };

const press = z.object({
  user,
  team,
  enterprise: team,
  trigger_id: id,
  container: z.object({
    message_ts: id.optional(),
    channel_id: id.optional(),
    thread_ts: id.optional(),
    is_ephemeral: z.boolean().optional(),
  }),
  /** Where it was pressed in a dialog, or on the Home tab. */
  view: z.object({ id, type: z.string(), private_metadata: z.string().optional() }).nullish(),
  message: z.object({ thread_ts: id.optional() }).nullish(),
  actions: z.array(z.object({ type: id, action_id: id, value: z.string().nullish() })).min(1),
  state: z
    .object({
      values: z.record(
        z.string(),
        z.record(
          z.string(),
          z.lazy(() => filled),
        ),
      ),
    })
    .nullish(),
});
type Press = z.infer<typeof press>;

export function readPress(payload: unknown, at: string): Reading {
  const pressed = press.safeParse(payload).data;
  const button = pressed?.actions[0];
  const workspace = pressed && teamOf(pressed);
  if (!pressed || !button || !workspace) return 'unknown';
  if (button.type !== 'button') return 'ignored';
  const { trigger_id: trigger, user } = pressed;
  const origin = originOf(pressed);
  const value = button.value ?? undefined;
  const incoming: Incoming = {
    workspace,
    event: {
      id: `slack:${trigger}`,
      at,
      by: personOf(user.id, user.name),
      ...origin,
      type: 'pressed',
      action: actionOf(button.action_id),
      value: readButtonValue(value),
      ...given({ answers: pressed.state ? answersOf(pressed.state.values) : undefined }),
    },
  };
  const folded = button.action_id === moreAction ? readFolded(value) : undefined;
  if (folded) return { way: 'more', incoming, trigger, folded, origin };
  const dialog = pressed.view?.type === 'modal' ? { id: pressed.view.id, origin } : undefined;
  return { way: 'press', incoming, trigger, ...given({ dialog }) };
}

function originOf(pressed: Press): Origin {
  const unfolded = readOrigin(pressed.view?.private_metadata);
  return unfolded ?? { place: pressedPlace(pressed), ...pressedMessage(pressed) };
}

function pressedPlace({ container, message, user }: Press): Place {
  if (!container.channel_id) return privatePlace(user.id);
  return answerPlace(container.channel_id, message?.thread_ts ?? container.thread_ts, container.message_ts);
}

/** A note that only one person sees cannot be changed afterwards. */
function pressedMessage({ container }: Press): Pick<Origin, 'message'> {
  const { channel_id, message_ts, is_ephemeral } = container;
  if (!channel_id || !message_ts || is_ephemeral) return {};
  return { message: { platform: 'slack', conversation: channel_id, id: message_ts } };
}

const filled = z.object({
  type: z.string(),
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
  selected_date: z.string().nullish(),
});

const submission = z.object({
  user,
  team,
  enterprise: team,
  view: z.object({
    id,
    hash: z.string().optional(),
    private_metadata: z.string().optional(),
    blocks: z
      .array(
        z.object({
          type: z.string(),
          block_id: z.string().optional(),
          label: z.object({ text: z.string() }).optional(),
        }),
      )
      .default([]),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), filled)).default({}) }),
  }),
});
type Submission = z.infer<typeof submission>;

export function readForm(payload: unknown, at: string): Reading {
  const submitted = submission.safeParse(payload).data;
  const workspace = submitted && teamOf(submitted);
  if (!submitted || !workspace) return 'unknown';
  const { view } = submitted;
  const data = readFormData(view.private_metadata);
  if (!data) return 'ignored';
  const { conversation, thread, unopened } = data.place;
  return {
    way: 'form',
    inputs: inputsOf(view.blocks),
    incoming: {
      workspace,
      event: {
        id: `slack:${view.id}:${view.hash ?? ''}:${digest(view)}`,
        at,
        by: personOf(submitted.user.id, submitted.user.name),
        place: { ...placeOf(conversation, thread), direct: data.place.direct, ...given({ unopened }) },
        type: 'submitted',
        form: data.form,
        value: data.value,
        answers: answersOf(view.state.values),
      },
    },
  };
}

/** The same answers in the same form are one deed, however often and under whatever trigger Slack sends them. */
function digest({ private_metadata = '', state }: Submission['view']): string {
  return createHash('sha256')
    .update(JSON.stringify([private_metadata, state]))
    .digest('base64url')
    .slice(0, 22);
}

function inputsOf(blocks: Submission['view']['blocks']): Input[] {
  return blocks.flatMap((block) =>
    block.type === 'input' && block.block_id ? [{ id: block.block_id, label: block.label?.text ?? '' }] : [],
  );
}

function answersOf(values: Submission['view']['state']['values']): Answers {
  return answersAs(
    Object.fromEntries(
      Object.entries(values).map(([name, elements]) => [name, answerOf(Object.values(elements)[0])]),
    ),
  );
}

function answerOf(element: z.infer<typeof filled> | undefined): string | string[] {
  if (element?.selected_options) return element.selected_options.map((option) => option.value);
  return element?.value ?? element?.selected_option?.value ?? element?.selected_date ?? '';
}

function personOf(user: string, name: string | undefined) {
  return { platform: 'slack', user, ...(name ? { name } : {}) };
}

function teamOf({ user, team, enterprise }: Actor): string | undefined {
  if (user.team_id && user.team_id !== enterprise?.id) return user.team_id;
  return team?.id ?? enterprise?.id;
}
