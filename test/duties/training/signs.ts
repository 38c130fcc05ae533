/** Takes somebody through reading and signing, as a form that is filled in at once. */
import type { Answers } from '../../../src/core/event.ts';
import { choicesOf } from '../../../src/core/field.ts';
import type { Seen, TestCore } from '../../support/test-core.ts';
import { press } from '../support/scenarios.ts';

/** Right answers to the form that is open. */
export function answersOf(core: TestCore): Answers {
  const fields = core.form()?.fields ?? [];
  return Object.fromEntries(
    fields.map((field) => {
      const right = field.kind === 'choice' ? field.right?.value : undefined;
      return [field.name, right ?? choicesOf(field)[0]?.value ?? 'Teacher'];
    }),
  );
}

export async function signs(
  core: TestCore,
  who: string,
  { sends = true } = {},
): Promise<{ summary: Seen[]; done: Seen[] }> {
  let seen = await core.raw(who, { type: 'pressed', action: 'training.start', value: {} });
  // A long form comes in parts.
  for (let part = 0; part < 4 && !labels(seen).includes('Sign it'); part++) {
    const open = labels(seen).find((label) => label.startsWith('Fill in')) ?? '';
    await press(core, who, seen, open);
    seen = await core.fill(who, answersOf(core));
  }
  const done = sends ? await press(core, who, seen, 'Sign it') : [];
  return { summary: seen, done };
}

function labels(seen: Seen[]): string[] {
  return seen.flatMap(({ card }) => ('buttons' in card ? card.buttons.map(({ label }) => label) : []));
}
