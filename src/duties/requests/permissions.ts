/** Leave that the policy wants asked for first and that changes no account: each a small request, signed by whoever it names. */
import type { PolicyTurn } from '../../conversation/policy-turn.ts';
import { type Button, button, notice, questionCard } from '../../core/card.ts';
import { begin, fitting } from '../../core/dialog.ts';
import type { Answers } from '../../core/event.ts';
import type { Value } from '../../core/handler.ts';
import { inPrivate } from '../../core/turn.ts';
import type { Policy } from '../../policy/pack.ts';
import { type Permission, permissionCalled, permissionForm } from './forms.ts';
import { sayStatus, sendNew } from './new-request.ts';

/** "Ask for permission", "I need permission". */
export const permissionWords =
  /^(?:please )?(?:(?:i(?:'d| would) like|i want|i need|can i|could i|how do i) (?:to )?)?(?:ask for |get |request )?permission$/;

/** Which one is it to be? */
export async function askWhichPermission(turn: PolicyTurn): Promise<void> {
  const { permissions } = turn.policy;
  const [only] = permissions;
  if (only && permissions.length === 1) return begin(inPrivate(turn), permissionForm(only));
  if (!only)
    return turn.whisper(
      notice(
        'info',
        'Your policy names nothing that I can ask for here. Please speak to one of the leaders.',
      ),
    );
  inPrivate(turn).say(
    questionCard(
      'What would you like to ask for?',
      permissions.map(({ id, label }) => button(label, 'requests.permit', { permission: id })),
      { title: 'Ask for permission' },
    ),
  );
}

export async function beginPermission(turn: PolicyTurn, value: Value): Promise<void> {
  const permission = called(turn, value);
  if (permission) await begin(inPrivate(turn), permissionForm(permission));
}

export async function finishPermission(turn: PolicyTurn, answers: Answers, value: Value): Promise<void> {
  const permission = called(turn, value);
  if (!permission) return;
  const fit = await fitting(turn, { ...permissionForm(permission), value }, answers);
  if (!fit) return;
  const { id, label, intro, fields, stages } = permission;
  const { carries, nameField, platformField } = turn.policy.application;
  const request = sendNew(turn, {
    kind: 'permission',
    title: label,
    fields,
    answers: fit,
    // Nobody runs anything by it.
    peopleFields: [],
    carries,
    nameField,
    platformField,
    permission: id,
    stages,
    source: intro,
  });
  await sayStatus(turn, request);
}

function called(turn: PolicyTurn, { permission: id }: Value): Permission | undefined {
  const permission = permissionCalled(turn, id);
  if (!permission) turn.whisper(notice('info', 'Your policy no longer mentions this, so nothing was begun.'));
  return permission;
}

/** Under an answer: the way to ask for what it wants asked for. */
export function permissionButtons({ permissions }: Policy, topics: string[]): Button[] {
  return permissions
    .filter((permission) => permission.topics.some((topic) => topics.includes(topic)))
    .map(({ id, label }) => button(label, 'requests.permit', { permission: id }));
}
